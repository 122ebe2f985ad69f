import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createImap } from '../../../../agent/scans/sources/imap.ts';
import type { ImapSource, Source } from '../../../../agent/scans/sources/source.ts';
import { Secret } from '../../../../contract/secret.ts';
import { until } from '../../samples.ts';
import type { Dovecot } from './dovecot.ts';
import { hasDovecot, startDovecot } from './dovecot.ts';
import type { TestPorts } from './ports.ts';
import { testPorts } from './ports.ts';

if (!hasDovecot) console.log('skipped: Dovecot (Debian: dovecot-imapd) is not installed');

/** What a mail server sends back when a scan cannot be delivered. */
function bounce(n: number): string {
  return `From: Mail Delivery System <MAILER-DAEMON@relay.example.com>
To: copier@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 09:12:${String(n % 60).padStart(2, '0')} +0000
Message-Id: <bounce-${n}@relay.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.com

Final-Recipient: rfc822; ${n}@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <${n}@example.com>: User unknown
--b
Content-Type: message/rfc822

From: copier@example.com
To: ${n}@example.com
Subject: Payslip of somebody
Message-Id: <scan-${n}@copier>

scan
--b--
`;
}
const letter = 'From: a@example.com\nTo: b@example.com\nSubject: lunch\nMessage-Id: <1@x>\n\nSee you at noon.\n';
const passwordOf = (password: string) =>
  ({ kind: 'password', user: 'bounces', password: new Secret(password), method: null }) as const;
const addresses = (...numbers: number[]) => numbers.map((n) => `${n}@example.com`);

describe.runIf(hasDovecot)('a mailbox of bounces, on a real server', () => {
  let dovecot: Dovecot;
  let ports: TestPorts;
  const running: Source[] = [];
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.stop());
  beforeEach(() => {
    ports = testPorts();
  });
  afterEach(async () => {
    await stopAll();
    ports.remove();
  });

  function start(change: Partial<ImapSource> = {}): Source {
    const source: ImapSource = {
      kind: 'imap',
      format: 'dsn',
      zone: null,
      from: 'start',
      host: '127.0.0.1',
      port: dovecot.port,
      tls: 'none',
      verify: true,
      ca: null,
      login: passwordOf(dovecot.password),
      mailbox: 'INBOX',
      moveTo: null,
      everyMs: 500,
      ...change,
    };
    const created = createImap(source, ports);
    running.push(created);
    created.start();
    return created;
  }
  const stopAll = async () => void (await Promise.all(running.splice(0).map((source) => source.stop())));
  const told = (count: number) => until(`${count} results`, () => ports.results.length >= count, 30_000);

  test('tells bounces once, over restarts, and changes nothing', async () => {
    dovecot.deliver(bounce(0));
    dovecot.deliver(letter);
    start();
    await told(1);
    dovecot.deliver(bounce(1));
    await told(2);
    await stopAll();
    dovecot.deliver(bounce(2));
    start();
    await told(3);
    expect(ports.recipients()).toEqual(addresses(0, 1, 2));
    expect(ports.results[0]).toMatchObject({
      source: 'dsn',
      outcome: 'bounced',
      from: 'copier@example.com',
      messageId: '<scan-0@copier>',
      reply: { code: 550, enhanced: '5.1.1' },
      reason: 'recipient-unknown',
    });
    expect(JSON.stringify(ports.results)).not.toContain('Payslip');
    expect(dovecot.list().filter((name) => /:2,\w/.test(name))).toEqual([]);
  });

  test('the server wakes it: it need not look by itself', async () => {
    start({ everyMs: 600_000, from: 'end' });
    await until('its place', () => ports.places.get(`imap bounces@127.0.0.1:${dovecot.port}/INBOX`) !== null);
    dovecot.deliver(bounce(10));
    await told(1);
    expect(ports.recipients()).toEqual(addresses(10));
  }, 60_000);

  test('encrypted, with a certificate that only the file knows', async () => {
    const place = { from: 'end', host: 'localhost' } as const;
    start({ ...place, tls: 'implicit', port: dovecot.tlsPort });
    await until('a complaint', () =>
      ports.sentences().includes('the mailbox of bounces cannot be read; it is tried again'),
    );
    start({ ...place, tls: 'implicit', port: dovecot.tlsPort, ca: dovecot.certificate });
    start({ ...place, tls: 'starttls', ca: dovecot.certificate });
    const places = [dovecot.tlsPort, dovecot.port].map((port) => `imap bounces@localhost:${port}/INBOX`);
    await until('both places', () => places.every((key) => ports.places.get(key) !== null));
  });

  test('a wrong password is said, without it, and not tried over and over', async () => {
    start({ login: passwordOf('wrong-password') });
    await until('a complaint', () => ports.sentences().includes('the mailbox of bounces refuses its login'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ports.log.lines).toHaveLength(1);
    expect(JSON.stringify(ports.log.lines)).not.toContain('wrong-password');
  });

  test('a server that goes away and comes back', async () => {
    start({ from: 'end' });
    await until('its place', () => ports.places.get(`imap bounces@127.0.0.1:${dovecot.port}/INBOX`) !== null);
    await dovecot.stopServer();
    await until('a complaint', () => ports.log.lines.some(({ level }) => level === 'error'));
    dovecot.deliver(bounce(20));
    await dovecot.startServer();
    await told(1);
    expect(ports.recipients()).toEqual(addresses(20));
  }, 60_000);

  test('all numbers given anew: nothing is told twice, what is new is told', async () => {
    start();
    await until('all of them', () => ports.results.length >= dovecot.list().length - 1, 30_000);
    const before = ports.results.length;
    await stopAll();
    await dovecot.stopServer();
    dovecot.renumber();
    dovecot.deliver(bounce(30));
    await dovecot.startServer();
    start();
    await told(before + 1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(ports.recipients().slice(before)).toEqual(addresses(30));
    expect(ports.sentences()).toContain('the mailbox was made anew; what is new in it is told by its date');
  }, 60_000);

  test('bounces are moved where that is wanted, and letters are not', async () => {
    const letters = dovecot.list().length;
    start({ moveTo: 'Read' });
    await until('the moved ones', () => dovecot.list('Read').length > 0 && dovecot.list().length === 1, 30_000);
    expect(dovecot.list('Read').length + 1).toBe(letters);
  }, 60_000);

  test('a token comes from an endpoint', async () => {
    const asked: string[] = [];
    const endpoint = createServer((request, response) => {
      request.on('data', (chunk) => asked.push(String(chunk)));
      request.on('end', () => {
        response.writeHead(asked.length > 1 ? 401 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(asked.length > 1 ? { error: 'invalid_client' } : { access_token: 'ya29.token' }));
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`;
    const grant = { url, clientId: 'platen', clientSecret: new Secret('hush'), refreshToken: null, scope: null };
    // This server knows no OAuth; that it was asked shows that the token came.
    start({ login: { kind: 'oauth', user: 'bounces', grant } });
    await until('a complaint', () => ports.log.lines.length === 1);
    start({ login: { kind: 'oauth', user: 'others', grant } });
    await until('another', () => ports.sentences().includes('there is no access token for the mailbox of bounces'));
    expect(asked[0]).toContain('client_id=platen');
    expect(JSON.stringify(ports.log.lines)).not.toMatch(/ya29|hush/);
    endpoint.close();
  });
});
