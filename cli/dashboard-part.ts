/** The dashboard as a part that is started and stopped. */
import type { Logger } from 'pino';
import type { DashboardConfig } from '../dashboard/config.ts';
import { buildDashboard, ConfigError, type Ports } from '../dashboard/main.ts';
import { UsageError } from './command.ts';
import type { Part } from './service.ts';

export type DashboardPart = Part & {
  /** As people reach it. Once it is started. */
  url(): string;
  /** Where it listens. Once it is started. */
  listening(): { readonly address: string; readonly port: number };
};

/** Rejects with `UsageError` where the configuration is the reason. */
export async function dashboardPart(
  config: DashboardConfig,
  log: Logger,
  more: Omit<Ports, 'log'> = {},
): Promise<DashboardPart> {
  const dashboard = await buildDashboard(config, { ...more, log: log.child({ part: 'dashboard' }) }).catch((error) => {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  });
  let url = '';
  return {
    name: 'dashboard',
    async start() {
      const started = await dashboard.start().catch((error) => {
        throw listenFault(error, config) ?? error;
      });
      url = started.url;
    },
    stop: () => dashboard.stop(),
    url: () => url,
    listening() {
      const [first] = dashboard.app.addresses();
      if (!first || typeof first === 'string') throw new Error('the dashboard listens nowhere yet');
      return { address: first.address, port: first.port };
    },
  };
}

function listenFault(error: unknown, { listen }: DashboardConfig): UsageError | null {
  const where = `${listen.host}:${listen.port}`;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new UsageError(
        `${where} is taken: Platen already runs, or something else; set dashboard.listen to another port`,
      );
    case 'EADDRNOTAVAIL':
      return new UsageError(`${where} is no address of this machine; correct dashboard.listen`);
    case 'EACCES':
      return new UsageError(`this user may not listen on ${where}; choose a port above 1023`);
    default:
      return null;
  }
}
