import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEximReader } from '../../../agent/scans/exim.ts';
import type { ScanResult } from '../../../contract/index.ts';
import { scanResultSchema } from '../../../contract/index.ts';

const now = new Date('2026-11-25T00:00:00Z');
const time = '2026-11-23 09:12:04';
const id = '1abcde-000001-AB';
const newId = '1abcde-00000000001-0AbC';

function readAll(...lines: string[]): ScanResult[] {
  const reader = createEximReader({ now });
  return [...lines.flatMap((line) => reader.push(line)), ...reader.end()];
}

describe('a message', () => {
  const lines = [
    `${time} ${newId} <= copier@example.com H=copier-2f (COPIER) [192.0.2.21]:51000 P=esmtpsa X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no A=plain:scanner S=2357498 id=scan1@copier-2f T="Scan" for anna@example.net bert@example.org`,
    `${time} ${newId} => anna@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.77] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes C="250 2.0.0 Ok: queued as F00D01"`,
    `${time} ${newId} == bert@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [192.0.2.78]: SMTP error from remote mail server after RCPT TO:<bert@example.org>: 451 4.7.1 Greylisted`,
    `${time} ${newId} == bert@example.org R=dnslookup T=remote_smtp defer (-54): retry time not reached for any host for 'example.org'`,
    `${time} ${newId} ** bert@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.78]: SMTP error from remote mail server after RCPT TO:<bert@example.org>: 550 5.1.1 unknown`,
    `${time} ${newId} Completed`,
  ];
  const results = readAll(...lines);

  it('gives a result at each change', () => {
    expect(results.map(({ outcome, to, reply, reason }) => [outcome, to, reply?.code, reason])).toEqual([
      ['sent', 'anna@example.net', 250, null],
      ['deferred', 'bert@example.org', 451, 'server-unavailable'],
      ['refused', 'bert@example.org', 550, 'recipient-unknown'],
    ]);
  });

  it('knows who handed it in', () => {
    expect(results[0]).toMatchObject({
      at: '2026-11-23T09:12:04Z',
      source: 'exim',
      queueId: newId,
      messageId: '<scan1@copier-2f>',
      client: { address: '192.0.2.21', name: 'copier-2f', login: 'scanner' },
      from: 'copier@example.com',
      size: 2357498,
      hop: 'mx.example.net[192.0.2.77]',
    });
    for (const result of results) scanResultSchema.parse(result);
  });
});

describe('deliveries', () => {
  it.each([
    [`=> anna <anna@example.com> R=localuser T=local_delivery`, 'sent', 'anna@example.com', null],
    [`-> bert@example.com R=all T=smtp H=127.0.0.1 [127.0.0.1] C="250-one\\n250 OK"`, 'sent', 'bert@example.com', null],
    [`>> anna@example.com R=all T=smtp H=mx [192.0.2.7] C="250 OK"`, 'sent', 'anna@example.com', null],
    [`=> :blackhole: <anna@example.com> R=drop`, 'sent', 'anna@example.com', null],
    [
      `== anna@example.com R=all T=smtp defer (111): Connection refused`,
      'deferred',
      'anna@example.com',
      'connection-failed',
    ],
    [
      `== anna@example.com R=all T=smtp defer (110): Connection timed out H=mx [192.0.2.7]: SMTP timeout after end of data (9 bytes written)`,
      'deferred',
      'anna@example.com',
      'connection-failed',
    ],
    [`== anna@example.com routing defer (-51): retry time not reached`, 'deferred', 'anna@example.com', undefined],
    [`** anna@example.com: retry timeout exceeded`, 'expired', 'anna@example.com', undefined],
    [`** anna@example.com : Unrouteable address`, 'bounced', 'anna@example.com', 'recipient-unknown'],
    [
      `** anna@example.com R=all T=smtp H=mx [192.0.2.7]: SMTP error from remote mail server after initial connection: 554 no`,
      'refused',
      'anna@example.com',
      'policy-block',
    ],
    [
      `** anna@example.com F=<copier@example.com> R=all T=smtp H=mx [192.0.2.7] : SMTP error from remote mail server after MAIL FROM:<copier@example.com> SIZE=9: 552 5.3.4 too large`,
      'refused',
      'anna@example.com',
      'message-too-big',
    ],
  ])('%s', (rest, outcome, to, reason) => {
    const [result, ...more] = readAll(`${time} ${id} ${rest}`);
    expect(more).toEqual([]);
    expect([result?.outcome, result?.to]).toEqual([outcome, to]);
    if (reason !== undefined) expect(result?.reason).toBe(reason);
  });

  it('gives an expiry the reason of the last try', () => {
    const results = readAll(
      `${time} ${id} == a@example.com R=all T=smtp defer (111): Connection refused`,
      `${time} ${id} ** a@example.com: retry timeout exceeded`,
    );
    expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['deferred', 'connection-failed'],
      ['expired', 'connection-failed'],
    ]);
  });
});

describe('what a device was told', () => {
  it.each([
    [
      'H=(copier) [192.0.2.21]:51000 F=<copier@example.com> rejected RCPT <a@example.net>: relay not permitted',
      'refused',
      'rcpt',
      'relay-denied',
      false,
    ],
    [
      'H=(copier) [192.0.2.21] F=<copier@example.com> temporarily rejected RCPT <a@example.net>: Could not complete sender verify',
      'refused',
      'rcpt',
      'sender-rejected',
      true,
    ],
    [
      'H=copier [192.0.2.21] rejected EHLO or HELO _copier_: syntactically invalid argument(s)',
      'refused',
      'connect',
      'protocol-error',
      false,
    ],
    [
      'plain authenticator failed for (copier) [192.0.2.21]:51000 I=[192.0.2.5]:587: 535 Incorrect authentication data (set_id=scanner)',
      'refused',
      'auth',
      'auth-failed',
      false,
    ],
    [
      'SMTP protocol error in "AUTH LOGIN" H=(copier) [192.0.2.21]:51000 I=[192.0.2.5]:25 AUTH command used when not advertised',
      'refused',
      'auth',
      undefined,
      undefined,
    ],
    [
      'SMTP connection from (copier) [192.0.2.21] lost while reading message data',
      'lost',
      'data',
      'connection-failed',
      undefined,
    ],
    [
      'TLS error on connection from (copier) [192.0.2.21] (SSL_accept): error:0A000102:unsupported protocol',
      'lost',
      'tls',
      'tls',
      undefined,
    ],
  ])('%s', (rest, outcome, stage, reason, retryable) => {
    const [result, ...more] = readAll(`${time} ${rest}`);
    expect(more).toEqual([]);
    expect(result).toMatchObject({ outcome, stage, client: { address: '192.0.2.21' } });
    if (reason !== undefined) expect(result?.reason).toBe(reason);
    if (retryable !== undefined) expect(result?.retryable).toBe(retryable);
  });

  it('keeps login and addresses', () => {
    const [auth] = readAll(
      `${time} login authenticator failed for copier [192.0.2.21]: 535 Incorrect authentication data (set_id=scanner)`,
    );
    expect(auth).toMatchObject({
      client: { name: 'copier', login: 'scanner' },
      reply: { code: 535, text: 'Incorrect authentication data' },
    });
    const [relay] = readAll(
      `${time} H=copier [192.0.2.21] F=<copier@example.com> rejected RCPT <a@example.net>: relay not permitted`,
    );
    expect(relay).toMatchObject({
      from: 'copier@example.com',
      to: 'a@example.net',
      reply: { code: null, text: 'relay not permitted' },
    });
  });
});

it('tells a try that broke with no word, once, though it names no recipient', () => {
  const line = `${time} ${id} H=mx [192.0.2.7]: SMTP timeout after end of data (99 bytes written): Connection timed out`;
  const results = readAll(
    `${time} ${id} <= copier@example.com H=copier [192.0.2.21] P=esmtp S=99`,
    line,
    line,
    `${time} ${id} == a@example.com R=all T=smtp defer (110): Connection timed out H=mx [192.0.2.7]: SMTP timeout after end of data (99 bytes written)`,
    `${time} ${id} ** a@example.com: retry timeout exceeded`,
  );
  expect(results.map(({ outcome, stage, to, client, hop }) => [outcome, stage, to, client.name, hop])).toEqual([
    ['lost', 'delivery', null, 'copier', 'mx[192.0.2.7]'],
    ['deferred', 'delivery', 'a@example.com', 'copier', 'mx[192.0.2.7]'],
    ['expired', 'delivery', 'a@example.com', 'copier', 'mx[192.0.2.7]'],
  ]);
});

it('reads Exim inside syslog, with and without a time of its own', () => {
  const rest = 'H=copier [192.0.2.21] F=<copier@example.com> rejected RCPT <a@example.net>: relay not permitted';
  expect(readAll(`Nov 23 09:12:04 relay exim[123]: ${rest}`)[0]?.at).toBe('2026-11-23T09:12:04Z');
  expect(readAll(`Nov 23 09:12:05 relay exim[123]: ${time} [123] ${rest}`)[0]?.at).toBe('2026-11-23T09:12:04Z');
  expect(readAll(`2026-11-23 09:12:04.123 +0100 [123] ${rest}`)[0]?.at).toBe('2026-11-23T08:12:04.123Z');
});

it.each([
  `${time} ${id} <= copier@example.com H=copier [192.0.2.21] P=esmtp S=1`,
  `${time} ${id} Completed`,
  `${time} ${id} *> a@example.com R=all T=smtp`,
  `${time} ${id} H=mx [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<a@example.com>: 451 later`,
  `${time} ${id} H=mx [192.0.2.7] Connection refused`,
  `${time} Start queue run: pid=1`,
  `${time} no host name found for IP address 192.0.2.1`,
  'nothing of Exim',
  '',
])('has no result for %j', (line) => {
  expect(readAll(line)).toEqual([]);
});

it('never throws, whatever a line has become', () => {
  const line = `${time} ${newId} ** bert@example.org F=<a@b> R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.78]: SMTP error from remote mail server after RCPT TO:<bert@example.org>: 550 5.1.1 unknown`;
  fc.assert(
    fc.property(fc.nat(200), fc.nat(60), fc.string({ maxLength: 20 }), (at, cut, put) => {
      for (const result of readAll(line.slice(0, at) + put + line.slice(at + cut))) scanResultSchema.parse(result);
    }),
    { numRuns: 1_000 },
  );
});
