import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agentConfig } from '../../agent/config.ts';
import type { Agent } from '../../agent/main.ts';
import { buildAgent } from '../../agent/main.ts';
import { agentSettings } from '../../agent/settings.ts';
import type { Reading } from '../../contract/index.ts';
import { officeDevices } from '../../simulator/devices/index.ts';
import type { Office } from '../../simulator/office.ts';
import { startOffice } from '../../simulator/office.ts';
import type { Responder } from '../../simulator/snmp/responder.ts';
import { startResponder } from '../../simulator/snmp/responder.ts';
import { createTable } from '../../simulator/snmp/table.ts';
import { objectId, text, ticks } from '../../simulator/snmp/value.ts';
import { scanLines } from './mail-log.ts';
import type { Receiver } from './push/receiver.ts';
import { startReceiver } from './push/receiver.ts';
import type { KeptLog } from './samples.ts';
import { keptLog, until } from './samples.ts';

let folder: string;
let office: Office;
let receiver: Receiver;
let log: KeptLog;
let agent: Agent | null;
const others: Responder[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-agent-'));
  const webhookSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  office = await startOffice({ devices: officeDevices.slice(0, 4), script: null, webhookSecret });
  receiver = await startReceiver();
  log = keptLog();
  agent = null;
});
afterEach(async () => {
  await agent?.stop();
  await receiver.stop();
  await office.stop();
  await Promise.all(others.splice(0).map((other) => other.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** An agent whose rounds come only when they are asked for. */
async function start(settings: Record<string, unknown>): Promise<Agent> {
  const parsed = agentSettings.parse({
    poll: { schedule: '0 0 1 1 *' },
    push: { url: receiver.url, token: 'a-token-of-16-chars', agent: 'hq-1' },
    ...settings,
  });
  const config = agentConfig(parsed, { resolvePath: (given) => given, dataDir: folder, hostname: 'h' });
  agent = buildAgent(config, { log, chance: () => 0.5 });
  await agent.start();
  return agent;
}

async function restart(settings: Record<string, unknown>): Promise<Agent> {
  await agent?.stop();
  return start(settings);
}

const at = (n: number) => office.devices[n] ?? { id: '', address: '', port: 0 };
const snmp = () => ({ port: at(0).port, timeout: 0.3, retries: 0 });
const readings = (): Reading[] => receiver.taken().flatMap((push) => push.readings);
const of = (address: string) => readings().filter((each) => each.address === address);
const scans = () => receiver.taken().flatMap((push) => push.scanResults);

/** On systems with 127.0.0.1 alone the office gives its devices ports of their own, and ranges have nothing to find. */
const hasAddresses = process.platform === 'linux';

describe('devices named singly', () => {
  test('are reported with all that is true of them, and again when that changed', async () => {
    const devices = office.devices.map(({ address, port }, n) => ({
      address,
      port,
      ...(n === 0 && { name: 'Named by hand', location: 'Here' }),
    }));
    const running = await start({ devices, snmp: snmp() });
    await until('four readings', () => readings().length >= 4);
    expect(new Set(readings().map(({ address, port }) => `${address}:${port}`)).size).toBe(4);
    expect(of(at(0).address)[0]).toMatchObject({
      reachable: true,
      identity: { vendor: 'xerox', name: 'Named by hand', location: 'Here' },
    });
    await office.perform({ device: at(1).id, do: 'go-dark' });
    await running.pollNow();
    await until('a silence', () => of(at(1).address).some(({ reachable }) => !reachable));
    const [before, after] = [of(at(1).address)[0], of(at(1).address).at(-1)];
    expect(after?.conditions.map(({ kind }) => kind)).toEqual(['device-unreachable']);
    expect(after?.supplies).toBeNull();
    expect(after?.identity).toEqual(before?.identity);
    await office.perform({ device: at(1).id, do: 'come-back' });
    await running.pollNow();
    await until('an answer', () => of(at(1).address).at(-1)?.reachable === true);
  });

  test('are polled on schedule', async () => {
    const [device] = office.devices;
    await start({
      devices: [{ address: device?.address, port: device?.port }],
      poll: { schedule: '* * * * * *', jitter: 0.1 },
      snmp: snmp(),
    });
    await until('three readings', () => readings().length >= 3);
  });

  test('that were never there are reported as silent', async () => {
    await start({ devices: ['127.77.9.9'], snmp: { timeout: 0.2, retries: 0 } });
    await until('a reading', () => readings().length === 1);
    expect(readings()[0]).toMatchObject({ address: '127.77.9.9', port: 161, reachable: false });
  });
});

describe.runIf(hasAddresses)('ranges', () => {
  const range = { devices: ['127.77.1.0/28'] };

  async function startSwitch(): Promise<void> {
    const table = createTable([
      { oid: '1.3.6.1.2.1.1.1.0', value: text('Some Switch 48 ports') },
      { oid: '1.3.6.1.2.1.1.2.0', value: objectId('1.3.6.1.4.1.99999.1') },
      { oid: '1.3.6.1.2.1.1.3.0', value: ticks(1) },
      { oid: '1.3.6.1.2.1.1.5.0', value: text('switch-1') },
    ]);
    others.push(await startResponder({ address: '127.77.1.9', port: at(0).port, table: () => table }));
  }

  test('give the printers that answer, nothing of the silent addresses, and of a switch only a count', async () => {
    await startSwitch();
    const running = await start({ ...range, snmp: snmp() });
    await until('the discovery', () => log.lines.some(({ sentence }) => sentence.startsWith('the silent addresses')));
    await until('four readings', () => readings().length === 4);
    expect(log.lines.find(({ sentence }) => sentence.startsWith('the silent addresses'))?.facts).toEqual({
      asked: 14,
      devices: 4,
      notPrinters: 1,
    });
    await running.pollNow();
    await until('the next round', () => readings().length === 8);
    expect(readings().every(({ reachable }) => reachable)).toBe(true);
    expect(new Set(readings().map(({ address }) => address))).toEqual(
      new Set(office.devices.map((each) => each.address)),
    );
  });

  test('remember over a restart who answered: that one’s silence is trouble, that of the others is not', async () => {
    await start({ ...range, snmp: snmp() });
    await until('four readings', () => readings().length === 4);
    await office.perform({ device: at(2).id, do: 'go-dark' });
    await restart({ ...range, snmp: snmp() });
    await until('eight readings', () => readings().length >= 8);
    const silent = readings().filter(({ reachable }) => !reachable);
    expect(silent.map(({ address }) => address)).toEqual([at(2).address]);
    expect(silent[0]?.identity).toEqual(of(at(2).address)[0]?.identity);
  });
});

describe('scans', () => {
  test('are told with their device, however they are recognised', async () => {
    const mailLog = path.join(folder, 'mail.log');
    appendFileSync(mailLog, scanLines(0, at(0).address));
    const devices = office.devices.slice(0, 2).map(({ address, port }) => ({ address, port }));
    await start({
      devices,
      snmp: snmp(),
      scans: [{ postfix: mailLog, from: 'start' }],
      privacy: { recipients: 'full' },
    });
    appendFileSync(mailLog, scanLines(1, at(1).address) + scanLines(2, '10.9.9.9'));
    await until('three scans', () => scans().length === 3);
    expect(scans().map(({ to, device }) => [to, device])).toEqual([
      ['0@example.com', `${at(0).address}:${at(0).port}`],
      ['1@example.com', `${at(1).address}:${at(1).port}`],
      ['2@example.com', null],
    ]);
  });

  test('through the office’s own relay', async () => {
    const device = office.devices.find(({ scanFrom }) => scanFrom !== undefined);
    await start({
      devices: [{ address: device?.address, port: device?.port }],
      snmp: snmp(),
      scans: [{ postfix: office.mailLog }],
    });
    await until('a reading', () => readings().length > 0);
    await office.perform({ device: device?.id ?? '', do: 'scan', to: 'anna@office.example', kilobytes: 4 });
    await until('a result', () => scans().length > 0);
    expect(scans()[0]).toMatchObject({
      to: expect.stringMatching(/^a…[a-z2-7]{4}@office\.example$/),
      outcome: 'sent',
      device: `${device?.address}:${device?.port}`,
    });
  });
});

describe('starting and stopping', () => {
  test('what is missing is said before anything runs', () => {
    const parsed = agentSettings.parse({ devices: ['10.0.0.1'] });
    const config = agentConfig(parsed, { resolvePath: (given) => given, dataDir: folder, hostname: 'h' });
    expect(() => buildAgent(config, { log })).toThrow(expect.objectContaining({ code: 'AGENT_CONFIG' }));
  });

  test('stopping in the middle of a round reports nobody as silent', async () => {
    await start({ devices: ['127.77.9.8', '127.77.9.9'], snmp: { timeout: 30, retries: 0 } });
    const before = performance.now();
    await agent?.stop();
    agent = null;
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(readings()).toEqual([]);
  });

  test('a second agent on the same folder is refused', async () => {
    await start({ devices: [] });
    const parsed = agentSettings.parse({ push: { url: receiver.url, token: 't' } });
    const config = agentConfig(parsed, { resolvePath: (given) => given, dataDir: folder, hostname: 'h' });
    expect(() => buildAgent(config, { log })).toThrow(expect.objectContaining({ code: 'SPOOL_IN_USE' }));
  });
});
