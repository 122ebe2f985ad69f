/** The dashboard as a whole, on a real port and a real file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dashboardConfigSchema } from '../../dashboard/config.ts';
import { buildDashboard, ConfigError } from '../../dashboard/main.ts';
import { secret, token } from './office.ts';
import { openReceiver, until } from './receiver.ts';
import { sampleCondition, samplePush, sampleReading } from './samples.ts';

const log = pino({ level: 'silent' });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-dashboard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config = (sections: object = {}) =>
  dashboardConfigSchema.parse({
    data_dir: folder,
    dashboard: { listen: '127.0.0.1:0', agents: [{ name: 'hq-1', token }] },
    alerts: { wait: '300ms', recover: '0s' },
    ...sections,
  });

test('it listens when started and not before, and ends without anything left', async () => {
  const dashboard = await buildDashboard(config(), { log });
  expect(dashboard.app.server.listening).toBe(false);
  const { url } = await dashboard.start();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const stream = await fetch(`${url}/api/v1/events`);
  await dashboard.stop();
  await stream.text().catch(() => '');
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
  await dashboard.stop();
});

test('it refuses to listen for the whole network without a login', async () => {
  const open = { ...config(), listen: { host: '0.0.0.0', port: 0 } };
  await expect(buildDashboard(open, { log })).rejects.toThrow(ConfigError);
});

test('by time alone an alert fires and is delivered; what was built and never started can be stopped', async () => {
  const receiver = await openReceiver(secret);
  const webhooks = [{ url: receiver.url, secret, allow_loopback: true }];
  const dashboard = await buildDashboard(config({ webhooks }), { log });
  const { url } = await dashboard.start();
  const reading = sampleReading({ takenAt: new Date().toISOString(), conditions: [sampleCondition()] });
  const answer = await fetch(`${url}/api/v1/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(samplePush({ readings: [reading] })),
  });
  expect(await answer.json()).toMatchObject({ accepted: true });
  await until('the webhook', () => receiver.received.length === 1);
  expect(receiver.received[0]?.body.data.links.dashboard).toBe(`${url}/`);
  await dashboard.stop();
  await receiver.close();

  const again = await buildDashboard(config(), { log });
  const open = await again.app.inject('/api/v1/alerts');
  expect(open.json().items).toMatchObject([{ kind: 'paper-jam', state: 'firing' }]);
  const subscriptions = await again.app.inject('/api/v1/subscriptions');
  expect(subscriptions.json().items).toMatchObject([
    { enabled: false, disabledReason: 'no longer in the configuration' },
  ]);
  await again.stop();
});
