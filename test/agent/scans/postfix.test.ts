import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPostfixReader } from '../../../agent/scans/postfix.ts';
import type { ScanResult } from '../../../contract/index.ts';
import { scanResultSchema } from '../../../contract/index.ts';

const now = new Date('2026-11-25T00:00:00Z');
const fixture = readFileSync(new URL('../../fixtures/mail/postfix.log', import.meta.url), 'utf8');

function readAll(...lines: string[]): ScanResult[] {
  const reader = createPostfixReader({ now });
  return [...lines.flatMap((line) => reader.push(line)), ...reader.end()];
}

const smtp = (rest: string) => `Nov 23 09:12:04 relay postfix/smtp[1]: ${rest}`;
const smtpd = (rest: string) => `Nov 23 09:12:04 relay postfix/smtpd[1]: ${rest}`;

describe('a day of a relay', () => {
  const results = readAll(...fixture.split('\n'));
  const short = results.map(({ outcome, to, client, reason }) => [outcome, client.address, to, reason]);

  it('tells what became of each scan, once for each change', () => {
    expect(short).toEqual([
      ['sent', '192.0.2.21', 'anna@example.net', null],
      ['deferred', '192.0.2.21', 'bert@example.org', 'server-unavailable'],
      ['refused', '192.0.2.21', 'carl@example.info', 'recipient-unknown'],
      ['sent', '192.0.2.21', 'bert@example.org', null],
      ['refused', '192.0.2.22', 'dora@example.net', 'relay-denied'],
      ['refused', '192.0.2.23', null, 'auth-failed'],
      ['lost', '192.0.2.24', null, 'connection-failed'],
      ['refused', '192.0.2.25', null, 'message-too-big'],
      ['refused', '192.0.2.26', null, 'tls'],
    ]);
  });

  it('keeps to the contract', () => {
    for (const result of results) expect(() => scanResultSchema.parse(result)).not.toThrow();
  });

  it('joins the lines of a message', () => {
    expect(results[0]).toMatchObject({
      at: '2026-11-23T09:12:03Z',
      source: 'postfix',
      queueId: '4A1B2C3D01',
      messageId: '<scan1@copier-2f.example.com>',
      client: { address: '192.0.2.21', name: 'copier-2f.example.com', login: 'scanner' },
      from: 'copier@example.com',
      size: 2357498,
      hop: 'mx.example.net[192.0.2.77]:25',
      stage: 'delivery',
      reply: { code: 250, enhanced: '2.0.0', text: 'Ok: queued as F00D01' },
    });
  });

  it('joins the lines of a reply', () => {
    expect(results[2]?.reply).toEqual({ code: 550, enhanced: '5.1.1', text: 'no such mailbox here see the manual' });
    expect(results[2]).toMatchObject({ stage: 'rcpt', retryable: false });
  });
});

describe('deliveries', () => {
  it.each([
    ['connect to mx.example.com[192.0.2.7]:25: Connection refused', 'connect', 'connection-failed'],
    ['connect to mx.example.com[192.0.2.7]:25: Connection timed out', 'connect', 'connection-failed'],
    ['lost connection with mx.example.com[192.0.2.7] while sending message body', 'delivery', 'connection-failed'],
    [
      'conversation with mx.example.com[192.0.2.7] timed out while receiving the initial server greeting',
      'connect',
      'connection-failed',
    ],
    [
      'Host or domain name not found. Name service error for name=example.com type=MX: Host not found, try again',
      'connect',
      'dns-routing',
    ],
    ['host mx.example.com[192.0.2.7] refused to talk to me: 421 4.3.2 too many connections', 'connect', 'rate-limited'],
    [
      'SASL authentication failed; server mx.example.com[192.0.2.7] said: 535 5.7.8 Error: authentication failed',
      'auth',
      'auth-failed',
    ],
    ['TLS is required, but was not offered by host mx.example.com[192.0.2.7]', 'tls', 'tls'],
    ['Server certificate not trusted', 'tls', 'tls'],
    [
      'host mx.example.com[192.0.2.7] said: 552 5.3.4 Message size exceeds fixed limit (in reply to MAIL FROM command)',
      'mail',
      'message-too-big',
    ],
    [
      'host mx.example.com[192.0.2.7] said: 554 5.7.1 spam (in reply to end of DATA command)',
      'delivery',
      'policy-block',
    ],
  ])('%s', (text, stage, reason) => {
    const [result] = readAll(
      smtp(
        `3D770111AF50: to=<anna@example.com>, relay=none, delay=30, delays=0/0/30/0, dsn=4.0.0, status=deferred (${text})`,
      ),
    );
    expect(result).toMatchObject({ outcome: 'deferred', stage, reason });
  });

  it('takes the hop out of the text where relay= has none', () => {
    const [result] = readAll(
      smtp(
        '3D770111AF50: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.7]:25: Connection refused)',
      ),
    );
    expect(result?.hop).toBe('mx.example.com[192.0.2.7]:25');
    expect(result?.reply).toMatchObject({ code: null, enhanced: '4.4.1' });
  });

  it('calls refused what a server refused in the session, bounced what failed later', () => {
    const line = (text: string) =>
      smtp(
        `3D770111AF50: to=<a@example.com>, relay=local, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (${text})`,
      );
    expect(readAll(line('unknown user: "a"'))[0]?.outcome).toBe('bounced');
    expect(
      readAll(line('host mx.example.com[192.0.2.7] said: 550 5.1.1 unknown (in reply to RCPT TO command)'))[0]?.outcome,
    ).toBe('refused');
  });

  it('gives an expiry to each recipient that was waiting, with the reason of its last try', () => {
    const results = readAll(
      'Nov 23 09:12:03 relay postfix/qmgr[9]: 3D770111AF50: from=<copier@example.com>, size=10, nrcpt=2 (queue active)',
      smtp(
        '3D770111AF50: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.7]:25: Connection refused)',
      ),
      smtp(
        '3D770111AF50: to=<b@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.3, status=deferred (Host or domain name not found. Name service error for name=x type=MX: Host not found, try again)',
      ),
      'Nov 28 09:12:03 relay postfix/qmgr[9]: 3D770111AF50: from=<copier@example.com>, status=expired, returned to sender',
    );
    expect(results.slice(2).map(({ outcome, to, reason, retryable }) => [outcome, to, reason, retryable])).toEqual([
      ['expired', 'a@example.com', 'connection-failed', true],
      ['expired', 'b@example.com', 'dns-routing', true],
    ]);
  });

  it('gives no expiry to a recipient whose fate was settled before', () => {
    const results = readAll(
      smtp(
        '3D770111AF50: to=<a@example.com>, relay=x[192.0.2.7]:25, dsn=5.1.1, status=bounced (host x[192.0.2.7] said: 550 no)',
      ),
      smtp(
        '3D770111AF50: to=<b@example.com>, relay=none, dsn=4.4.1, status=deferred (connect to x[192.0.2.7]:25: timed out)',
      ),
      'Nov 24 09:12:03 relay postfix/qmgr[9]: 3D770111AF50: from=<c@example.com>, status=force-expired, returned to sender',
    );
    expect(results.map(({ outcome, to }) => `${outcome} ${to}`)).toEqual([
      'refused a@example.com',
      'deferred b@example.com',
      'expired b@example.com',
    ]);
  });

  it('tells a repeated deferral once, and again when its cause changes', () => {
    const line = (text: string) =>
      smtp(`3D770111AF50: to=<a@example.com>, relay=none, dsn=4.0.0, status=deferred (${text})`);
    const results = readAll(
      'Nov 23 09:12:03 relay postfix/qmgr[9]: 3D770111AF50: from=<c@example.com>, size=10, nrcpt=1 (queue active)',
      line('connect to mx[192.0.2.7]:25: Connection refused'),
      line('connect to mx[192.0.2.7]:25: Connection timed out'),
      line('host mx[192.0.2.7] said: 452 4.3.1 Insufficient system storage (in reply to MAIL FROM command)'),
    );
    expect(results.map(({ reason }) => reason)).toEqual(['connection-failed', 'server-unavailable']);
  });

  it('takes a forwarded mail for what becomes of it', () => {
    const results = readAll(
      'Nov 23 09:12:03 relay postfix/smtpd[1]: A1B2C3D4E5: client=copier[192.0.2.21]',
      'Nov 23 09:12:03 relay postfix/cleanup[2]: B1B2C3D4E5: message-id=<s@copier>',
      'Nov 23 09:12:03 relay postfix/local[3]: A1B2C3D4E5: to=<all@example.com>, relay=local, dsn=2.0.0, status=sent (forwarded as B1B2C3D4E5)',
      'Nov 23 09:12:04 relay postfix/smtp[4]: B1B2C3D4E5: to=<a@example.net>, relay=mx[192.0.2.7]:25, dsn=2.0.0, status=sent (250 ok)',
    );
    expect(results.map(({ queueId, client }) => [queueId, client.name])).toEqual([['B1B2C3D4E5', 'copier']]);
  });

  it('does not mix up a queue id that is used again', () => {
    const results = readAll(
      smtpd('A1B2C3D4E5: client=one[192.0.2.1]'),
      'Nov 23 09:12:04 relay postfix/qmgr[9]: A1B2C3D4E5: removed',
      smtpd('A1B2C3D4E5: client=two[192.0.2.2]'),
      smtp(
        'A1B2C3D4E5: to=<a@example.com>, relay=mx[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 ok)',
      ),
    );
    expect(results.map(({ client }) => client.name)).toEqual(['two']);
  });

  it('follows a mail through a content filter to its real end', () => {
    const results = readAll(
      smtpd('AAAAA11111: client=copier[192.0.2.21]'),
      'Nov 23 09:12:04 relay postfix/cleanup[2]: AAAAA11111: message-id=<scan@copier>',
      'Nov 23 09:12:04 relay postfix/qmgr[9]: AAAAA11111: from=<copier@example.com>, size=1000, nrcpt=1 (queue active)',
      'Nov 23 09:12:05 relay postfix/10025/smtpd[5]: BBBBB22222: client=localhost[127.0.0.1]',
      'Nov 23 09:12:05 relay postfix/cleanup[2]: BBBBB22222: message-id=<scan@copier>',
      'Nov 23 09:12:05 relay postfix/qmgr[9]: BBBBB22222: from=<copier@example.com>, size=1200, nrcpt=1 (queue active)',
      'Nov 23 09:12:05 relay postfix/amavis/smtp[6]: AAAAA11111: to=<a@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as BBBBB22222)',
      'Nov 23 09:12:05 relay postfix/qmgr[9]: AAAAA11111: removed',
      smtp(
        'BBBBB22222: to=<a@example.com>, relay=mx[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=5.7.1, status=bounced (host mx[192.0.2.7] said: 550 5.7.1 spam (in reply to end of DATA command))',
      ),
    );
    expect(results.map(({ queueId, outcome, client, size }) => [queueId, outcome, client.address, size])).toEqual([
      ['BBBBB22222', 'refused', '192.0.2.21', 1000],
    ]);
  });

  it('keeps the instances of a host, and the hosts of a log, apart', () => {
    const results = readAll(
      'Nov 23 09:12:04 relay postfix-a/smtpd[1]: A1B2C3D4E5: client=one[192.0.2.1]',
      'Nov 23 09:12:04 relay postfix-b/smtpd[1]: A1B2C3D4E5: client=two[192.0.2.2]',
      'Nov 23 09:12:04 other postfix-a/smtpd[1]: A1B2C3D4E5: client=three[192.0.2.3]',
      'Nov 23 09:12:05 relay postfix-a/smtp[2]: A1B2C3D4E5: to=<a@example.com>, relay=mx[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 ok)',
    );
    expect(results.map(({ client }) => client.name)).toEqual(['one']);
  });

  it('has no result for the check of an address', () => {
    expect(
      readAll(
        smtp(
          '3D770111AF50: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=5.1.1, status=undeliverable (User unknown)',
        ),
      ),
    ).toEqual([]);
  });
});

describe('refusals to a device', () => {
  it.each([
    [
      'NOQUEUE: reject: EHLO from c[192.0.2.21]: 504 5.5.2 <COPIER>: Helo command rejected: need fully-qualified hostname; proto=SMTP helo=<COPIER>',
      'connect',
      504,
      '5.5.2',
      'protocol-error',
    ],
    [
      'NOQUEUE: reject: RCPT from c[192.0.2.21]: 450 4.1.8 <scan@copier.local>: Sender address rejected: Domain not found; from=<scan@copier.local> to=<a@example.com> proto=ESMTP helo=<c>',
      'rcpt',
      450,
      '4.1.8',
      'sender-rejected',
    ],
    [
      'NOQUEUE: reject: RCPT from c[192.0.2.21]:4711: 553 5.7.1 <x@example.com>: Sender address rejected: not owned by user scanner; from=<x@example.com> to=<a@example.com> proto=ESMTP helo=<c>',
      'rcpt',
      553,
      '5.7.1',
      'sender-rejected',
    ],
    [
      'A1B2C3D4E5: milter-reject: END-OF-MESSAGE from c[192.0.2.21]: 5.7.1 Blocked by SpamAssassin; from=<x@example.com> to=<a@example.com> proto=ESMTP helo=<c>',
      'delivery',
      null,
      '5.7.1',
      'policy-block',
    ],
    [
      'NOQUEUE: reject: RCPT from [192.0.2.21]:4711: 550 5.7.1 Service unavailable; client [192.0.2.21] blocked using zen.example.org; from=<x@example.com>, to=<a@example.com>, proto=ESMTP, helo=<c>',
      'rcpt',
      550,
      '5.7.1',
      'policy-block',
    ],
    [
      'warning: Connection rate limit exceeded: 61 from c[192.0.2.21] for service smtpd',
      'connect',
      null,
      null,
      'rate-limited',
    ],
    ['SSL_accept error from c[192.0.2.21]: -1', 'tls', undefined, undefined, 'tls'],
  ])('%s', (message, stage, code, enhanced, reason) => {
    const [result] = readAll(smtpd(message));
    expect(result).toMatchObject({ stage, reason, client: { address: '192.0.2.21' } });
    expect([result?.reply?.code, result?.reply?.enhanced]).toEqual([code, enhanced]);
  });

  it('reads a header check of cleanup', () => {
    const [result] = readAll(
      'Nov 23 09:12:04 relay postfix/cleanup[1]: A1B2C3D4E5: reject: header Subject: from the copier from c[192.0.2.21]; from=<x@example.com> to=<a@example.com> proto=ESMTP helo=<c>: 5.7.1 Message content rejected',
    );
    expect(result).toMatchObject({
      client: { address: '192.0.2.21' },
      to: 'a@example.com',
      stage: 'delivery',
      reason: 'policy-block',
    });
  });
});

describe('what is no result', () => {
  it.each([
    smtpd('connect from c[192.0.2.21]'),
    smtpd('timeout after CONNECT from c[192.0.2.21]'),
    smtpd('lost connection after EHLO from c[192.0.2.21]'),
    smtpd('improper command pipelining after EHLO from c[192.0.2.21]: MAIL'),
    smtpd('warning: hostname c does not resolve to address 192.0.2.21'),
    smtp('connect to mx.example.com[192.0.2.7]:25: No route to host'),
    smtp('A1B2C3D4E5: host mx[192.0.2.7] said: 450 4.7.1 later (in reply to RCPT TO command)'),
    'Nov 23 09:12:04 relay dovecot: lmtp(9): Connect from local',
    'Nov 23 09:12:04 relay postfix/anvil[1]: statistics: max connection rate 1/60s for (smtp:192.0.2.1)',
    '',
  ])('%s', (line) => {
    expect(readAll(line)).toEqual([]);
  });
});

it('counts a damaged line and goes on', () => {
  const reader = createPostfixReader({ now });
  reader.push(smtp('3D770111AF50: to=<a@example.com>, relay=none, status'));
  reader.push(
    'Nov 99 09:12:04 relay postfix/smtp[1]: 3D770111AF50: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 ok)',
  );
  expect(reader.damaged()).toBe(2);
  expect(
    reader.push(
      smtp('3D770111AF50: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 ok)'),
    ),
  ).toHaveLength(1);
});

it('never throws, whatever a line has become', () => {
  const lines = fixture.split('\n').filter((line) => line !== '');
  fc.assert(
    fc.property(
      fc.nat(lines.length - 1),
      fc.nat(400),
      fc.nat(40),
      fc.string({ maxLength: 20 }),
      (which, at, cut, put) => {
        const line = lines[which] ?? '';
        const reader = createPostfixReader({ now });
        for (const result of reader.push(line.slice(0, at) + put + line.slice(at + cut)))
          scanResultSchema.parse(result);
      },
    ),
    { numRuns: 2_000 },
  );
});
