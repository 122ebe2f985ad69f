/** The demo as a whole: a simulated office, an agent that watches it, and a dashboard, in one process. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { agentConfig } from '../agent/config.ts';
import { buildAgent } from '../agent/main.ts';
import { agentSettings } from '../agent/settings.ts';
import { dashboardConfigSchema } from '../dashboard/config.ts';
import { buildDashboard } from '../dashboard/main.ts';
import type { Office, OfficeOptions } from '../simulator/office.ts';
import { startOffice } from '../simulator/office.ts';

export type DemoOptions = {
  /** Of the page; 0 takes a free one. */
  readonly port: number;
  readonly log: Logger;
  readonly office?: Omit<OfficeOptions, 'webhookSecret' | 'onError'>;
  /** Starts the dashboard from its keys of `platen.yaml`; in this process where absent. */
  readonly openDashboard?: (keys: DashboardKeys) => Promise<OpenDashboard>;
};

type DashboardKeys = z.input<typeof dashboardConfigSchema>;
type OpenDashboard = { readonly url: string; stop(): Promise<void> };

export type DemoWorld = {
  /** Of the page. */
  readonly url: string;
  readonly office: Office;
  /** What signs the webhooks. */
  readonly webhookSecret: string;
  /** Of spool and store, until `stop`. */
  readonly folder: string;
  /** Stops everything in reverse and removes every file. */
  stop(): Promise<void>;
};

/** Everything runs when it resolves; the story waits for `office.begin()`. Where it rejects nothing is left running. */
export async function startDemo(options: DemoOptions): Promise<DemoWorld> {
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return { ...(await open(options, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  { port, log, office: officeOptions, openDashboard = (keys) => openHere(keys, log) }: DemoOptions,
  started: (() => Promise<unknown>)[],
): Promise<Omit<DemoWorld, 'stop'>> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-demo-'));
  started.push(() => rm(folder, { recursive: true, force: true }));

  const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const office = await startOffice({
    ...officeOptions,
    webhookSecret,
    onError: (error) => log.error({ err: error }, 'a step of the story failed'),
  });
  started.push(() => office.stop());

  const token = randomBytes(24).toString('hex');
  const dashboard = await openDashboard(dashboardKeys({ folder, port, token, office, webhookSecret }));
  started.push(() => dashboard.stop());
  const { url } = dashboard;

  const agent = buildAgent(agentSettingsFor({ folder, url, token, office }), { log });
  started.push(() => agent.stop());
  await agent.start();
  if (agent.trapPort !== null) office.sendTrapsTo({ address: '127.0.0.1', port: agent.trapPort });
  return { url, office, webhookSecret, folder };
}

async function openHere(keys: DashboardKeys, log: Logger): Promise<OpenDashboard> {
  const dashboard = await buildDashboard(dashboardConfigSchema.parse(keys), { log });
  try {
    return { url: (await dashboard.start()).url, stop: () => dashboard.stop() };
  } catch (error) {
    await dashboard.stop();
    throw error;
  }
}

type Wiring = { readonly folder: string; readonly token: string; readonly office: Office };

/** The same keys as in `platen.yaml`, with the patience of a demo. */
function dashboardKeys({
  folder,
  port,
  token,
  office,
  webhookSecret,
}: Wiring & { port: number; webhookSecret: string }): DashboardKeys {
  return {
    data_dir: folder,
    dashboard: { listen: `127.0.0.1:${port}`, agents: [{ name: 'demo', token }] },
    webhooks: [{ name: 'Catcher', url: office.catcher.url, secret: webhookSecret, allow_loopback: true }],
    alerts: { wait: '1s', recover: '1s', misses: 2, agent_silent: '20s' },
  };
}

function agentSettingsFor({ folder, url, token, office }: Wiring & { url: string }) {
  const settings = agentSettings.parse({
    devices: office.devices.map(({ calledName, address, port, scanFrom }) => ({
      address,
      port,
      ...(calledName !== undefined && { name: calledName }),
      ...(scanFrom !== undefined && { scan_from: scanFrom }),
    })),
    snmp: { timeout: '400ms', retries: 1 },
    // Critical faults don't wait for a round: the devices tell of them by traps.
    poll: { every: '5s', jitter: '500ms' },
    traps: { listen: '127.0.0.1:0' },
    scans: [{ postfix: office.mailLog, from: 'start' }],
    push: { url, token, agent: 'demo' },
  });
  return agentConfig(settings, { resolvePath: (path) => path, dataDir: folder, hostname: 'demo' });
}
