import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agentConfig } from '../../../agent/config.ts';
import { type Agent, buildAgent } from '../../../agent/main.ts';
import { agentSettings } from '../../../agent/settings.ts';
import { notifications } from '../../../mibs/oids.ts';
import { officeDevices } from '../../../simulator/devices/index.ts';
import { type Office, startOffice } from '../../../simulator/office.ts';
import { exitJam } from '../../../simulator/scripts/troubles.ts';
import { type NotifyAs, openNotifier } from '../../../simulator/snmp/notify.ts';
import { type Responder, startResponder } from '../../../simulator/snmp/responder.ts';
import { text } from '../../../simulator/snmp/value.ts';
import { type Receiver, startReceiver } from '../push/receiver.ts';
import { type KeptLog, keptLog, until } from '../samples.ts';

const run = promisify(execFile);
const tools = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].map((folder) => path.join(folder, 'snmptrap'));
const snmptrap = tools.find(existsSync);
if (!snmptrap) console.log('snmptrap is not installed: the tests of traps that net-snmp sends are skipped');

const password = 'correct horse';
const user = { version: 'v3', user: 'printer' } as const;
const strong: NotifyAs = {
  ...user,
  auth: { protocol: 'sha256', password },
  priv: { protocol: 'aes', password },
};
const alertText = '1.3.6.1.2.1.43.18.1.1.8.1.4';

let folder: string;
let office: Office;
let receiver: Receiver;
let log: KeptLog;
let agent: Agent | null;
let sender: Responder;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-traps-'));
  const webhookSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  office = await startOffice({ devices: officeDevices.slice(0, 2), script: null, webhookSecret, apart: false });
  receiver = await startReceiver();
  log = keptLog();
  agent = null;
  sender = await startResponder({ address: '127.0.0.1', port: 0, table: () => null });
});
afterEach(async () => {
  await agent?.stop();
  await receiver.stop();
  await office.stop();
  await sender.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An agent that polls once, and then only when something asks for it. Gives the port of its traps. */
async function open(settings: Record<string, unknown>): Promise<number> {
  const parsed = agentSettings.parse({
    poll: { schedule: '0 0 1 1 *' },
    push: { url: receiver.url, token: 'a-token-of-16-chars', agent: 'hq-1' },
    snmp: { timeout: 0.5, retries: 1 },
    traps: {
      listen: '127.0.0.1:0',
      community: 'public',
      users: [{ user: 'printer', auth_password: password, privacy_password: password }],
    },
    ...settings,
  });
  const config = agentConfig(parsed, { resolvePath: (given) => given, dataDir: folder, hostname: 'h' });
  agent = buildAgent(config, { log });
  await agent.start();
  if (agent.trapPort === null) throw new Error('nothing listens');
  return agent.trapPort;
}

/** One that knows the office's first device, and has polled it. */
async function start(settings: Record<string, unknown> = {}): Promise<number> {
  const port = await open({ devices: [{ address: '127.0.0.1', port: office.devices[0]?.port }], ...settings });
  await until('the first reading', () => readings().length === 1);
  return port;
}

const readings = () => receiver.taken().flatMap((push) => push.readings);
const traps = () => receiver.taken().flatMap((push) => push.traps);
const shown = () => traps().map(({ version, inform, title }) => [version, inform, title]);

/** Says it, and waits for the poll that it brings about. */
async function expectPoll(say: () => Promise<unknown>): Promise<void> {
  const before = readings().length;
  await say();
  await until('a poll', () => readings().length > before);
}

describe('from the simulator', () => {
  const notice = {
    oid: notifications.printerV2Alert,
    upTicks: 123_456,
    values: [{ oid: alertText, value: text('Paper jam') }],
  };

  test('traps and informs of every version bring a poll about, and are told', async () => {
    const port = await start();
    const by = (as: NotifyAs) => openNotifier({ socket: sender.socket, to: { address: '127.0.0.1', port }, as });
    const [v1, v2c, v3] = [
      by({ version: 'v1', community: 'public' }),
      by({ version: 'v2c', community: 'public' }),
      by(strong),
    ];
    await expectPoll(() => v1.trap(notice));
    await expectPoll(() => v2c.trap(notice));
    await expectPoll(() => v3.trap(notice));
    await v2c.inform(notice);
    await v3.inform(notice);
    await until('five traps', () => traps().length === 5);
    expect(shown()).toEqual([
      ['v1', false, 'Paper jam'],
      ['v2c', false, 'Paper jam'],
      ['v3', false, 'Paper jam'],
      ['v2c', true, 'Paper jam'],
      ['v3', true, 'Paper jam'],
    ]);
    expect(traps()[0]).toMatchObject({
      address: '127.0.0.1',
      port: office.devices[0]?.port,
      oid: notifications.printerV2Alert,
      name: 'printerV2Alert',
      uptimeSeconds: 1234,
      bindings: [{ oid: alertText, name: 'prtAlertDescription.1.4', text: 'Paper jam' }],
      omitted: 0,
    });
    for (const notifier of [v1, v2c, v3]) notifier.close();
  }, 30_000);

  test('a fault is told the moment it comes, and so is a start', async () => {
    const port = await start();
    office.sendTrapsTo({ address: '127.0.0.1', port });
    const device = office.devices[0]?.id ?? '';
    await expectPoll(() => office.perform({ device, do: 'raise', trouble: exitJam }));
    expect(
      readings()
        .at(-1)
        ?.conditions.map(({ kind }) => kind),
    ).toContain('paper-jam');
    expect(readings().at(-1)?.conditions[0]?.evidence).toMatch(/^1\.3\.6\.1[.\d]+ \([a-zA-Z]+\.1\.\d+\) = /);
    await office.perform({ device, do: 'go-dark' });
    await expectPoll(() => office.perform({ device, do: 'come-back' }));
    await until('two traps', () => traps().length === 2);
    expect(traps().map(({ name }) => name)).toEqual(['printerV2Alert', 'coldStart']);
    const jam = traps()[0]?.bindings.map(({ name, text }) => `${name?.split('.')[0]} ${text}`);
    expect(jam).toEqual(expect.arrayContaining(['prtAlertSeverityLevel critical (3)', 'prtAlertCode jam (8)']));
  }, 30_000);

  test('a storm gives a poll at once and one at the end, and a few lines that say how many were left out', async () => {
    const port = await start();
    const notifier = openNotifier({
      socket: sender.socket,
      to: { address: '127.0.0.1', port },
      as: { version: 'v2c', community: 'public' },
    });
    const many = 1000;
    for (let n = 0; n < many; n++) {
      await notifier.trap({ ...notice, values: [{ oid: alertText, value: text(`Jam ${n}`) }] });
      // Sending alone lets nobody listen.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const told = () => traps().reduce((sum, { omitted }) => sum + 1 + omitted, 0);
    await until('all of them', () => told() === many);
    await until('the poll at the end', () => readings().length === 3);
    // Longer than a rest: nothing more comes.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(readings().length).toBe(3);
    expect(traps().length).toBeLessThan(200);
    expect(traps().at(-1)?.title).toBe(`Jam ${many - 1}`);
    notifier.close();
  }, 30_000);

  test('a maker’s trap has the name that a user’s MIB file gives it', async () => {
    const mibs = path.join(folder, 'mibs');
    mkdirSync(mibs);
    const acme = 'ACME DEFINITIONS ::= BEGIN acme OBJECT IDENTIFIER ::= { enterprises 4711 }';
    writeFileSync(path.join(mibs, 'acme'), `${acme} acmeJam TRAP-TYPE ENTERPRISE acme DESCRIPTION "" ::= 9 END`);
    writeFileSync(path.join(mibs, 'bad'), 'x');
    const port = await start({ mibs });
    const to = { address: '127.0.0.1', port };
    const notifier = openNotifier({ socket: sender.socket, to, as: { version: 'v1', community: 'public' } });
    await expectPoll(() => notifier.trap({ oid: '1.3.6.1.4.1.4711.0.9', upTicks: 1, values: [] }));
    await until('the trap', () => traps().length === 1);
    expect(traps()[0]).toMatchObject({ name: 'acmeJam', title: 'A message of the maker: acmeJam' });
    expect(log.lines.filter(({ sentence }) => sentence.includes('MIB folder')).length).toBe(1);
    notifier.close();
  });

  test('somebody’s wrong credentials are told, and are no reason to ask', async () => {
    const port = await start();
    const notifier = openNotifier({
      socket: sender.socket,
      to: { address: '127.0.0.1', port },
      as: { version: 'v2c', community: 'public' },
    });
    await notifier.trap({ oid: notifications.authenticationFailure, upTicks: 1, values: [] });
    await until('the trap', () => traps().length === 1);
    expect(traps()[0]?.title).toBe('Somebody asked the device with wrong credentials');
    expect(readings().length).toBe(1);
    notifier.close();
  });

  test('strangers are counted and told in one line, and never asked', async () => {
    const port = await open({ devices: [{ address: '127.77.200.1', port: 161 }], snmp: { timeout: 0.1, retries: 0 } });
    const to = { address: '127.0.0.1', port };
    const notifier = openNotifier({ socket: sender.socket, to, as: { version: 'v2c', community: 'public' } });
    for (let n = 0; n < 50; n++) await notifier.trap(notice);
    const lines = () => log.lines.filter(({ sentence }) => sentence.startsWith('traps from addresses'));
    await until('a line', () => lines().length === 1);
    await agent?.stop();
    agent = null;
    expect(lines().reduce((sum, { facts }) => sum + Number(facts.count), 0)).toBe(50);
    expect(lines().map(({ facts }) => facts.from)).toEqual([['127.0.0.1'], ['127.0.0.1']]);
    expect(traps()).toEqual([]);
    expect(readings().every(({ address }) => address === '127.77.200.1')).toBe(true);
    notifier.close();
  });

  test('a wrong community is counted, and no reason to ask', async () => {
    const port = await start();
    const to = { address: '127.0.0.1', port };
    const notifier = openNotifier({ socket: sender.socket, to, as: { version: 'v2c', community: 'guessed' } });
    for (let n = 0; n < 5; n++) await notifier.trap(notice);
    await until('a line', () => log.lines.some(({ sentence }) => sentence.startsWith('traps of devices could not')));
    expect([traps().length, readings().length]).toEqual([0, 1]);
    expect(JSON.stringify(log.lines)).not.toContain('guessed');
    notifier.close();
  });
});

describe.skipIf(!snmptrap)('from net-snmp', () => {
  const persistent = mkdtempSync(path.join(tmpdir(), 'snmptrap-'));
  const environment = { ...process.env, SNMP_PERSISTENT_DIR: persistent, MIBS: '' };
  afterEach(() => rmSync(persistent, { recursive: true, force: true }));
  const send = (args: readonly string[]) => run(snmptrap ?? '', args, { env: environment, timeout: 15_000 });
  const secured = [
    '-v3',
    '-u',
    'printer',
    '-l',
    'authPriv',
    '-a',
    'SHA-256',
    '-A',
    password,
    '-x',
    'AES',
    '-X',
    password,
  ];

  test('v1, v2c and v3, as trap and as inform, bring a poll of the device about', async () => {
    const where = `127.0.0.1:${await start()}`;
    const values = [alertText, 's', 'Paper jam'];
    const alert = ['1234', notifications.printerV2Alert, ...values];
    const v1 = ['-v1', '-c', 'public', where, '1.3.6.1.2.1.43.18.2', '127.0.0.1', '6', '1', '1234', ...values];
    await expectPoll(() => send(v1));
    await expectPoll(() => send(['-v2c', '-c', 'public', where, ...alert]));
    await expectPoll(() => send(['-v2c', '-Ci', '-c', 'public', where, ...alert]));
    await expectPoll(() => send([...secured, '-e', '0x8000000001020304', where, ...alert]));
    await expectPoll(() => send([...secured, '-Ci', where, ...alert]));
    await until('five traps', () => traps().length === 5);
    expect(shown()).toEqual([
      ['v1', false, 'Paper jam'],
      ['v2c', false, 'Paper jam'],
      ['v2c', true, 'Paper jam'],
      ['v3', false, 'Paper jam'],
      ['v3', true, 'Paper jam'],
    ]);
    expect(new Set(traps().map(({ oid }) => oid))).toEqual(new Set([notifications.printerV2Alert]));
  }, 90_000);
});
