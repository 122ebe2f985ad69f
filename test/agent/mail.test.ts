import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agentConfig } from '../../agent/config.ts';
import { type Agent, buildAgent } from '../../agent/main.ts';
import { agentSettings } from '../../agent/settings.ts';
import { type Receiver, startReceiver } from './push/receiver.ts';
import { keptLog } from './samples.ts';
import { openDevice, sendScan } from './smtp/device.ts';
import { type ScriptedServer, startScriptedServer } from './smtp/scripted-server.ts';

let folder = '';
let upstream: ScriptedServer;
let receiver: Receiver;
let agent: Agent | null = null;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-mail-'));
  upstream = await startScriptedServer();
  receiver = await startReceiver();
});
afterEach(async () => {
  await agent?.stop();
  agent = null;
  await receiver.stop();
  await upstream.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(settings: object): Agent {
  const config = agentConfig(
    agentSettings.parse({ push: { url: receiver.url, token: 't', agent: 'hq-1' }, ...settings }),
    { resolvePath: (given) => path.join(folder, given), dataDir: folder, hostname: 'hq' },
  );
  return buildAgent(config, { log: keptLog() });
}

const relay = (listen: string) => ({
  listen,
  allow: ['127.0.0.1'],
  upstream: { host: '127.0.0.1', port: upstream.port, tls: 'none' },
});

test('a scan through the relay and a probe reach the dashboard; the recipient is masked, the device is named', async () => {
  agent = start({
    devices: [{ address: '127.0.0.1:1', name: 'copier' }],
    snmp: { timeout: 100, retries: 0 },
    relay: relay('127.0.0.1:0'),
    probes: [{ host: '127.0.0.1', port: upstream.port, tls: 'none', from: 'c@office.example' }],
  });
  await agent.start();
  await expect.poll(() => agent?.relayPort, { timeout: 15_000 }).toBeGreaterThan(0);
  const device = await openDevice(agent.relayPort ?? 0);
  expect(await sendScan(device, { to: ['anna@partner.example'] })).toMatch(/^250/);
  device.leave();
  const pushes = () => receiver.taken();
  await expect.poll(() => pushes().flatMap((push) => push.probes).length, { timeout: 20_000 }).toBe(1);
  await expect.poll(() => pushes().flatMap((push) => push.scanResults).length, { timeout: 20_000 }).toBe(1);
  const [result] = pushes().flatMap((push) => push.scanResults);
  expect(result).toMatchObject({ source: 'relay', outcome: 'sent', device: '127.0.0.1:1' });
  expect(result?.to).toMatch(/^a….{4}@partner\.example$/);
  const [probe] = pushes().flatMap((push) => push.probes);
  expect(probe).toMatchObject({ target: `127.0.0.1:${upstream.port}`, ok: true, everySeconds: 900 });
});

test('a relay whose port is taken says so, and the rest of the agent goes on', async () => {
  const taken = await startScriptedServer();
  const log = keptLog();
  const config = agentConfig(
    agentSettings.parse({ push: { url: receiver.url, token: 't' }, relay: relay(`127.0.0.1:${taken.port}`) }),
    { resolvePath: (given) => given, dataDir: folder, hostname: 'hq' },
  );
  agent = buildAgent(config, { log });
  await agent.start();
  await expect
    .poll(() => log.lines.map(({ sentence }) => sentence), { timeout: 15_000 })
    .toContain('the relay cannot start; it is tried again');
  expect(agent.relayPort).toBeNull();
  await expect.poll(() => receiver.taken().length, { timeout: 15_000 }).toBeGreaterThan(0);
  await taken.stop();
});
