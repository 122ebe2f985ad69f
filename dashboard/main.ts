/** The dashboard as a whole: built, then started, then stopped in reverse. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { buildApp } from './app.ts';
import { makeBell } from './bell.ts';
import { type DashboardConfig, isLoopback, openWithoutLogin } from './config.ts';
import { makeTargetOf, subscribeConfigured } from './delivery/receivers.ts';
import { keyFrom, keyIn, makeVault, sealPlain } from './delivery/vault.ts';
import { makeWorker } from './delivery/worker.ts';
import type { Random } from './ids.ts';
import { judgeAllScans } from './scan-round.ts';
import type { App, LookUp, Services } from './services.ts';
import { openStore } from './store/store.ts';
import { tick } from './tick.ts';

const pruneEvery = 600_000;
const judgeScansEvery = 600_000;

export type Ports = {
  readonly log: FastifyBaseLogger;
  readonly clock?: () => Date;
  readonly random?: Random;
  /** What a text means; the catalogue without an office's own entries where it is not given. */
  readonly lookUp?: LookUp;
};

export type Dashboard = {
  readonly app: App;
  /** Begins to listen and to deliver; gives the address of the page. */
  start(): Promise<{ url: string }>;
  /** Ends everything that `start` and building began. */
  stop(): Promise<void>;
};

/** The configuration cannot be used as it is. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
}

/** Opens the store and assembles the rest; listens nowhere yet. Rejects with a ConfigError or what the store says. */
export async function buildDashboard(config: DashboardConfig, ports: Ports): Promise<Dashboard> {
  const { log, clock = () => new Date(), random = (count) => randomBytes(count) } = ports;
  if (!config.login && !isLoopback(config.listen.host)) throw new ConfigError(openWithoutLogin(config.listen.host));
  const key = config.storeSecret === null ? keyIn(config.dataDir, random) : keyFrom(config.storeSecret);
  const vault = makeVault(key, random);
  const store = await openStore(path.join(config.dataDir, 'dashboard.db'));
  let url = config.url ?? urlOf(config.listen);
  const services: Services = {
    config,
    log,
    store,
    vault,
    now: clock,
    random,
    news: makeBell(),
    mail: makeBell(),
    url: () => url,
    ...(ports.lookUp && { lookUp: ports.lookUp }),
  };
  await sealPlain(store, vault);
  await subscribeConfigured(services, clock());
  const app = await buildApp(services);
  const worker = makeWorker(services, makeTargetOf(config, store, vault));
  const stops: (() => Promise<void>)[] = [() => store.close(), () => app.close()];

  return {
    app,
    async start() {
      await app.listen(config.listen);
      const address = app.addresses()[0];
      // Port 0 asks for any free one.
      const port = typeof address === 'object' ? address.port : config.listen.port;
      url = config.url ?? urlOf({ ...config.listen, port });
      await worker.start();
      stops.push(() => worker.stop());
      const since = clock();
      stops.push(every(1000, () => tick(since, services), log));
      stops.push(every(judgeScansEvery, () => judgeAllScans(services), log));
      stops.push(every(pruneEvery, () => store.prune(clock()), log));
      return { url };
    },
    async stop() {
      for (const stop of stops.splice(0).reverse()) await stop();
    },
  };
}

/** Runs `work` again and again, `ms` after its last end; gives what stops it. */
function every(ms: number, work: () => Promise<unknown>, log: FastifyBaseLogger): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let timer = setTimeout(turn, ms);
  function turn(): void {
    running = work()
      .catch((error: unknown) => log.error({ err: error }, 'regular work failed'))
      .then(() => {
        if (!isOver) timer = setTimeout(turn, ms);
      });
  }
  let isOver = false;
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  };
}

function urlOf({ host, port }: DashboardConfig['listen']): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
