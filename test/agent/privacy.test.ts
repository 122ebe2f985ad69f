/** No address of a recipient, and no subject, leaves the agent or stays on its disk, whatever the log. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentConfig } from '../../agent/config.ts';
import { buildAgent } from '../../agent/main.ts';
import { readMailLog } from '../../agent/scans/index.ts';
import { maskResult } from '../../agent/scans/mask.ts';
import { randomTag } from '../../agent/scans/sources/tag.ts';
import { agentSettings } from '../../agent/settings.ts';
import { samples } from '../fixtures/mail/samples.ts';
import type { Receiver } from './push/receiver.ts';
import { startReceiver } from './push/receiver.ts';
import { keptLog, until } from './samples.ts';

let folder: string;
let receiver: Receiver;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-privacy-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = 'Nov 23 09:12:04 relay postfix/';
/** All that Postfix may say of one mail to this recipient. */
const mails: readonly ((to: string, id: string) => string)[] = [
  (to, id) =>
    `${at}smtp[2]: ${id}: to=<${to}>, relay=mx.example[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 Ok)\n`,
  (to, id) =>
    `${at}smtp[2]: ${id}: to=<${to}>, orig_to=<all>, relay=mx.example[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced ` +
    `(host mx.example[192.0.2.1] said: 550 5.1.1 <${to.toUpperCase()}>: Recipient address rejected: User ${to.split('@')[0]} ` +
    `unknown, see https://help.example/?who=${to.replace('@', '%40')} (in reply to RCPT TO command))\n`,
  (to) =>
    `${at}smtpd[1]: NOQUEUE: reject: RCPT from copier[10.0.4.21]: 454 4.7.1 <${to}>: Relay access denied; ` +
    `from=<copier@example.com> to=<${to}> proto=ESMTP helo=<copier>\n`,
  (to, id) =>
    `${at}cleanup[4]: ${id}: reject: header Subject: Payslip of somebody from copier[10.0.4.21]; from=<copier@example.com> ` +
    `to=<${to}> proto=ESMTP helo=<copier>: 5.7.1 no such subjects\n`,
  (to, id) =>
    `${at}qmgr[3]: ${id}: from=<${to}>, size=100, nrcpt=1 (queue active)\n` +
    `${at}smtp[2]: ${id}: to=<${to}>, relay=none, delay=1, dsn=4.4.1, status=deferred (connect to mx.example[192.0.2.1]:25: ` +
    'Connection timed out)\n',
];

test('neither in a push nor on disk', async () => {
  const recipients = fc.sample(
    fc.tuple(
      fc.stringMatching(/^[a-z][a-z0-9.+_'-]{4,18}[a-z0-9]$/),
      fc.constantFrom('example.com', 'mail.partner.example', 'a-b.example'),
    ),
    60,
  );
  const addresses = [...new Set(recipients.map((parts) => parts.join('@')))];
  const log = path.join(folder, 'mail.log');
  const line = addresses.map((to, n) => {
    const id = `3D${String(n).padStart(8, '0')}`;
    return `${at}smtpd[1]: ${id}: client=copier[10.0.4.21]\n${mails[n % mails.length]?.(to, id) ?? ''}`;
  });
  writeFileSync(log, line.join(''));
  const settings = agentSettings.parse({
    poll: { schedule: '0 0 1 1 *' },
    push: { url: receiver.url, token: 'a-token-of-16-chars' },
    scans: [{ postfix: log, from: 'start' }],
  });
  const dataDir = path.join(folder, 'data');
  // Nothing is taken, so that everything is on disk as well.
  receiver.answer = () => ({ status: 503 });
  const config = agentConfig(settings, { resolvePath: (given) => given, dataDir, hostname: 'h' });
  const agent = buildAgent(config, { log: keptLog() });
  await agent.start();
  await until('a push', () => receiver.arrived.some(({ scanResults }) => scanResults.length >= addresses.length * 0.8));
  await agent.stop();
  const stored = readdirSync(dataDir).map((name) => readFileSync(path.join(dataDir, name), 'utf8'));
  const everything = [JSON.stringify(receiver.arrived), ...stored].join('\n').toLowerCase();
  expect(everything).toContain('relay access denied');
  expect(addresses.filter((to) => everything.includes(to))).toEqual([]);
  expect(everything).not.toContain('payslip');
});

test.each(Object.keys(samples) as (keyof typeof samples)[])('nor in what a log of %s becomes', (name) => {
  const results = readMailLog(samples[name], { now: new Date('2026-11-24T00:00:00Z') });
  const tag = randomTag();
  const masked = JSON.stringify(results.map((result) => maskResult(result, tag))).toLowerCase();
  const addresses = results.flatMap(({ to }) => (to?.includes('@') ? [to.toLowerCase()] : []));
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((to) => masked.includes(to))).toEqual([]);
});
