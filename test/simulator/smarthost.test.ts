import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readMailLog } from '../../agent/scans/index.ts';
import type { Scan } from '../../simulator/mail/scan.ts';
import { sendScan } from '../../simulator/mail/scan.ts';
import type { Smarthost } from '../../simulator/mail/smarthost.ts';
import { startSmarthost } from '../../simulator/mail/smarthost.ts';

const folder = mkdtempSync(join(tmpdir(), 'platen-smarthost-'));
const logPath = join(folder, 'mail.log');
let smarthost: Smarthost;
let number = 0;

beforeAll(async () => {
  smarthost = await startSmarthost({
    address: '127.0.0.1',
    logPath,
    retryMs: 300,
    lifetimeMs: 1000,
    nameOf: () => 'copier-2f',
    rules: [
      { at: 'connect', when: { client: ['192.0.2.1'] }, reply: '554 5.7.1 not for you' },
      { at: 'auth', when: { login: 'old-scanner' }, reply: '535 5.7.8 Error: authentication failed' },
      { at: 'mail', when: { largerThan: 100_000 }, reply: '552 5.3.4 Message size exceeds fixed limit' },
      { at: 'mail', when: { from: /^full@/ }, reply: '452 4.3.1 Insufficient system storage' },
      { at: 'rcpt', when: { to: /@outside/ }, reply: '550 5.7.1 <{to}>: Relay access denied' },
      { at: 'data', when: { to: /^drop@/ }, reply: 'drop' },
    ],
    farRules: [
      { at: 'auth', reply: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.' },
      {
        at: 'rcpt',
        when: { to: /^grey@/ },
        times: 1,
        reply: '451 4.7.1 Greylisting in action, please come back later',
      },
      { at: 'rcpt', when: { to: /^nobody@/ }, reply: '550 5.1.1 <{to}>: User unknown' },
      { at: 'data', when: { to: /^broken@/ }, times: 1, reply: 'drop' },
    ],
  });
});

afterAll(async () => {
  await smarthost.stop();
  rmSync(folder, { recursive: true });
});

const log = () => readFileSync(logPath, 'utf8');
const scan = (to: string, changes: Partial<Scan> = {}) =>
  sendScan({
    deviceAddress: '127.0.0.1',
    deviceName: 'copier-2f',
    relay: smarthost,
    from: 'copier@office.example',
    to,
    kilobytes: 20,
    number: ++number,
    ...changes,
  });
const said = (code: number) => ({ kind: 'said', reply: { code } });
const results = () => readMailLog(log(), { format: 'postfix', now: new Date() });

describe('a device is told', () => {
  it.each([
    ['anna@outside.example', {}, said(550)],
    ['anna@partner.example', { kilobytes: 200 }, said(552)],
    ['anna@partner.example', { from: 'full@office.example' }, said(452)],
    ['anna@partner.example', { login: { user: 'old-scanner', password: 'x' } }, { ...said(535), command: 'AUTH' }],
    ['drop@partner.example', {}, { kind: 'broken' }],
    ['anna@partner.example', { login: { user: 'scanner', password: 'x' } }, { kind: 'sent', reply: { code: 250 } }],
  ])('%s %j', async (to, changes, expected) => {
    expect(await scan(to, changes)).toMatchObject(expected);
  });
});

describe('the log tells, in words that the reader of Postfix logs understands', () => {
  const told = async (to: string, ...outcomes: string[]) => {
    const mine = () => results().filter((result) => result.to === to);
    await vi.waitFor(() => expect(mine().map(({ outcome }) => outcome)).toEqual(outcomes), 8000);
    return mine();
  };

  it('a refusal, with the device that it was said to', async () => {
    await scan('bert@outside.example');
    const [refused] = await told('bert@outside.example', 'refused');
    expect(refused).toMatchObject({
      client: { address: '127.0.0.1', name: 'copier-2f' },
      from: 'copier@office.example',
      stage: 'rcpt',
      reply: { code: 550, enhanced: '5.7.1' },
    });
  });

  it('deferred, and later sent', async () => {
    await scan('grey@partner.example');
    const [deferred, sent] = await told('grey@partner.example', 'deferred', 'sent');
    expect(deferred).toMatchObject({ reply: { code: 451, enhanced: '4.7.1' }, stage: 'rcpt', retryable: true });
    expect(sent?.queueId).toBe(deferred?.queueId);
    expect(sent?.messageId).toMatch(/^<Scan_/);
    expect(sent?.client.address).toBe('127.0.0.1');
  });

  it('a recipient that the far side does not know', async () => {
    await scan('nobody@partner.example');
    const [refused] = await told('nobody@partner.example', 'refused');
    expect(refused).toMatchObject({
      reply: { code: 550, enhanced: '5.1.1' },
      hop: expect.stringContaining('mx.partner.example['),
    });
  });

  it('a line that broke while the message went out', async () => {
    await scan('broken@partner.example');
    await told('broken@partner.example', 'deferred', 'sent');
    expect(log()).toContain('while sending end of data -- message may be sent more than once');
  });

  it('a login that the cloud refuses', async () => {
    await scan('ops@cloud.example');
    await vi.waitFor(() => expect(log()).toContain('to=<ops@cloud.example>'), 8000);
    const refused = results().find(({ to }) => to === 'ops@cloud.example');
    expect(refused).toMatchObject({ outcome: 'deferred', stage: 'auth', reply: { code: 535, enhanced: '5.7.139' } });
    await vi.waitFor(() => expect(log()).toContain('status=expired, returned to sender'), 8000);
    const fate = results().filter(({ to }) => to === 'ops@cloud.example');
    expect(fate.map(({ outcome }) => outcome)).toEqual([...fate.slice(1).map(() => 'deferred'), 'expired']);
  });

  it('how each connection went', () => {
    const closings = log().match(/disconnect from .*/g) ?? [];
    expect(closings).toContain('disconnect from copier-2f[127.0.0.1] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4');
    expect(closings).toContain(
      'disconnect from copier-2f[127.0.0.1] ehlo=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=6',
    );
    expect(log()).toMatch(/lost connection after DATA \(\d{5} bytes\) from copier-2f\[127\.0\.0\.1\]/);
  });
});
