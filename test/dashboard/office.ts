/** A dashboard on a store in memory, with a clock that stands from its opening on until it is moved. It listens nowhere unless told to. */
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import type { Push, Reading, ScanResult } from '../../contract/index.ts';
import { buildApp } from '../../dashboard/app.ts';
import { makeBell } from '../../dashboard/bell.ts';
import { dashboardConfigSchema } from '../../dashboard/config.ts';
import { makeTargetOf, subscribeConfigured } from '../../dashboard/delivery/receivers.ts';
import { makeVault } from '../../dashboard/delivery/vault.ts';
import { makeWorker } from '../../dashboard/delivery/worker.ts';
import type { Services } from '../../dashboard/services.ts';
import { openStore } from '../../dashboard/store/store.ts';
import { tick } from '../../dashboard/tick.ts';
import { samplePush } from './samples.ts';

export const token = 'token-of-the-agent-hq-1';
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** Sections as in `platen.yaml`. */
export type Sections = {
  readonly dashboard?: Record<string, unknown>;
  readonly webhooks?: readonly Record<string, unknown>[];
  readonly alerts?: Record<string, unknown>;
};

export type Office = Awaited<ReturnType<typeof openOffice>>;

export async function openOffice(sections: Sections = {}) {
  const config = dashboardConfigSchema.parse({
    dashboard: { agents: [{ name: 'hq-1', token }], ...sections.dashboard },
    webhooks: sections.webhooks ?? [],
    alerts: sections.alerts ?? { wait: '0s', recover: '0s', misses: 1 },
  });
  const store = await openStore(':memory:');
  const vault = makeVault(randomBytes(32), randomBytes);
  const begin = new Date();
  let now = begin;
  const services: Services = {
    config,
    log: pino({ level: 'silent' }),
    store,
    vault,
    now: () => now,
    random: (count) => randomBytes(count),
    news: makeBell(),
    mail: makeBell(),
    url: () => config.url ?? 'http://platen.test',
  };
  await subscribeConfigured(services, now);
  const app = await buildApp(services);
  const targetOf = makeTargetOf(config, store, vault);
  const worker = makeWorker(services, targetOf);
  let seq = 0;

  return {
    app,
    store,
    services,
    worker,
    targetOf,
    now: () => now,
    /** Moves the clock by milliseconds; deliveries that became due are looked for. */
    advance(ms: number) {
      now = new Date(now.getTime() + ms);
      services.mail.ring();
    },
    tick: (since: Date = begin) => tick(since, services),
    async send(push: Partial<Push>) {
      return app.inject({
        method: 'POST',
        url: '/api/v1/push',
        headers: { authorization: `Bearer ${token}` },
        payload: samplePush({ seq: ++seq, ...push }),
      });
    },
    /** Pushes readings and scan results of this moment. */
    async push(readings: readonly Reading[], scanResults: readonly ScanResult[] = []) {
      const at = now.toISOString();
      const answer = await this.send({
        readings: readings.map((reading) => ({ ...reading, takenAt: at })),
        scanResults: scanResults.map((result) => ({ ...result, at })),
      });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json() as { accepted: boolean };
    },
    async get<T>(path: string): Promise<T> {
      const answer = await app.inject({ method: 'GET', url: `/api/v1/${path}` });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json() as T;
    },
    async post(path: string, payload: object = {}) {
      return app.inject({ method: 'POST', url: `/api/v1/${path}`, payload });
    },
    async close() {
      await worker.stop();
      await app.close();
      await store.close();
    },
  };
}
