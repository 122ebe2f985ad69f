/** Scans through real mail servers: the agent follows the log that they write, and finds what became of each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentConfig } from '../../../agent/config.ts';
import { type Agent, buildAgent } from '../../../agent/main.ts';
import { agentSettings } from '../../../agent/settings.ts';
import type { ScanResult } from '../../../contract/index.ts';
import { deliver } from '../../../simulator/mail/client.ts';
import { type MailServer, startMailServer } from '../../../simulator/mail/server.ts';
import { type Receiver, startReceiver } from '../../agent/push/receiver.ts';
import { keptLog, until } from '../../agent/samples.ts';
import { openDevice } from '../../agent/smtp/device.ts';
import { eximMissing, startExim } from './exim.ts';
import { freePort, greeting, knowsNobody, listen } from './loopback.ts';
import type { MailSystem, MailSystemOptions } from './mail-system.ts';
import { postfixMissing, startPostfix } from './postfix.ts';

const copier = '127.1.0.21';
const foreigner = '127.2.0.9';
const patience = 30_000;

const systems = [
  { format: 'postfix', missing: postfixMissing(), start: startPostfix },
  { format: 'exim', missing: eximMissing(), start: startExim },
];

for (const { format, missing, start } of systems) {
  if (missing) console.log(`${missing}: the tests with it are skipped`);
  describe.skipIf(missing)(`scans through ${format}`, () => walkThrough(format, start));
}

function walkThrough(format: string, start: (options: MailSystemOptions) => Promise<MailSystem>): void {
  let folder: string;
  let farSide: MailServer;
  let logins: Server;
  let mailSystem: MailSystem;
  let receiver: Receiver;
  let agent: Agent;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'platen-scans-'));
    farSide = await startMailServer({
      name: 'mx.far.test',
      address: '127.0.0.1',
      port: 0,
      rules: [
        { at: 'rcpt', when: { to: /^nobody@/ }, reply: '550 5.1.1 <{to}>: user unknown' },
        { at: 'rcpt', when: { to: /^full@/ }, reply: '452 4.2.2 mailbox full' },
        { at: 'rcpt', when: { to: /^later@/ }, times: 1, reply: '451 4.3.0 try again' },
        { at: 'data', when: { to: /^filter@/ }, reply: '554 5.7.1 message refused by the content filter' },
      ],
      nameOf: () => 'unknown',
      newQueueId: () => 'FAR1',
      onEvent: () => {},
    });
    logins = createServer(knowsNobody);
    const authPort = await listen(logins);
    port = await freePort();
    const name = 'relay.office.test';
    const network = `${copier}/32`;
    mailSystem = await start({ name, port, clients: network, largest: 100_000, nextHop: farSide.port, authPort });
    await greeting(port);

    receiver = await startReceiver();
    const settings = agentSettings.parse({
      poll: { schedule: '0 0 1 1 *' },
      devices: [{ address: `${copier}:9`, name: 'copier', timeout: 0.1, retries: 0 }],
      scans: [{ [format]: mailSystem.log, from: 'start' }],
      privacy: { recipients: 'full' },
      push: { url: receiver.url, token: 'a-token-of-16-chars', agent: 'hq-1' },
    });
    const config = agentConfig(settings, { resolvePath: (given) => given, dataDir: folder, hostname: 'h' });
    agent = buildAgent(config, { log: keptLog() });
    await agent.start();
  }, patience);

  afterAll(async () => {
    await agent?.stop();
    await receiver?.stop();
    await mailSystem?.stop();
    await farSide?.stop();
    logins?.close();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  const scan = (to: string, { from = copier, login = false } = {}) =>
    deliver({
      to: { address: '127.0.0.1', port },
      name: 'copier',
      localAddress: from,
      ...(login && { login: { user: 'copier', password: 'wrong' } }),
      envelope: { from: 'copier@office.test', to },
      message: Buffer.from(`Subject: scan\r\nMessage-ID: <${to}>\r\n\r\nA page.\r\n`),
    });

  const results = () => receiver.taken().flatMap(({ scanResults }) => scanResults);
  async function resultThat(isIt: (result: ScanResult) => boolean): Promise<ScanResult> {
    await until(`a result of ${format} among ${results().length}`, () => results().some(isIt), patience);
    return results().find(isIt) as ScanResult;
  }
  const to = (address: string, outcome: string) => (result: ScanResult) =>
    result.to === address && result.outcome === outcome;
  const device = `${copier}:9`;

  test('one that is delivered', async () => {
    expect(await scan('anna@far.test')).toMatchObject({ kind: 'sent' });
    expect(await resultThat(to('anna@far.test', 'sent'))).toMatchObject({
      source: format,
      device,
      from: 'copier@office.test',
      reason: null,
    });
  });

  test('one that is put off, and delivered later', async () => {
    await scan('later@far.test');
    expect(await resultThat(to('later@far.test', 'deferred'))).toMatchObject({
      device,
      retryable: true,
      reply: { code: 451 },
      reason: 'server-unavailable',
    });
    const sent = await resultThat(to('later@far.test', 'sent'));
    const deferred = results().find(to('later@far.test', 'deferred'));
    expect(sent.queueId).toBe(deferred?.queueId);
  });

  test('one whose recipient’s mailbox is full is put off', async () => {
    await scan('full@far.test');
    expect(await resultThat(to('full@far.test', 'deferred'))).toMatchObject({ device, reason: 'mailbox-full' });
  });

  test('one that bounces: the next server knows nobody of that name', async () => {
    await scan('nobody@far.test');
    expect(await resultThat(to('nobody@far.test', 'refused'))).toMatchObject({
      device,
      stage: 'rcpt',
      reply: { code: 550 },
      reason: 'recipient-unknown',
      who: 'user',
    });
  });

  test('one that bounces after its body', async () => {
    await scan('filter@far.test');
    expect(await resultThat(to('filter@far.test', 'refused'))).toMatchObject({ device, reason: 'policy-block' });
  });

  test('one of a device that the relay does not relay for', async () => {
    expect(await scan('dora@far.test', { from: foreigner })).toMatchObject({ kind: 'said' });
    expect(await resultThat(to('dora@far.test', 'refused'))).toMatchObject({
      device: null,
      client: { address: foreigner },
      stage: 'rcpt',
      reason: 'relay-denied',
      who: 'admin',
    });
  });

  test('one that is too large', async () => {
    const talk = await openDevice(port, copier);
    await talk.say('EHLO copier');
    expect(await talk.say('MAIL FROM:<copier@office.test> SIZE=300000')).toMatch(/^552 /);
    talk.leave();
    expect(await resultThat(({ reason }) => reason === 'message-too-big')).toMatchObject({
      device,
      outcome: 'refused',
      stage: 'mail',
    });
  });

  test('one with a wrong password', async () => {
    expect(await scan('fred@far.test', { login: true })).toMatchObject({ kind: 'said', reply: { code: 535 } });
    expect(await resultThat(({ stage }) => stage === 'auth')).toMatchObject({
      device,
      outcome: 'refused',
      reason: 'auth-failed',
    });
  });
}
