import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../../agent/scans/index.ts';
import { formatNames, formats, readMailLog, recogniseFormat } from '../../../agent/scans/index.ts';
import type { ScanResult } from '../../../contract/index.ts';
import { scanResultSchema } from '../../../contract/index.ts';
import { samples } from '../../fixtures/mail/samples.ts';

const now = new Date('2026-11-25T00:00:00Z');
const read = (name: keyof typeof samples, format: Format | 'auto' = 'auto') =>
  readMailLog(samples[name], { now, format });
const short = (results: readonly ScanResult[]) =>
  results.map(({ outcome, client, to, stage, reason }) => [outcome, client.address, to, stage, reason]);

describe('the format of a log', () => {
  it.each(Object.keys(samples) as (keyof typeof samples)[])('%s is recognised', (name) => {
    expect(recogniseFormat(samples[name].split('\n'))).toBe(name);
  });

  it('is not made up', () => {
    expect(recogniseFormat(['', 'hello', '2026-11-23 something else', 'a,b,c'])).toBeNull();
    expect(readMailLog('hello\nworld', { now })).toEqual([]);
  });

  it.each(Object.keys(samples) as (keyof typeof samples)[])('%s gives results that keep to the contract', (name) => {
    const results = read(name);
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) scanResultSchema.parse(result);
  });
});

it('Sendmail', () => {
  const results = read('sendmail');
  expect(short(results)).toEqual([
    ['sent', '192.0.2.21', 'anna@example.net', 'delivery', null],
    ['deferred', '192.0.2.21', 'bert@example.org', 'connect', 'connection-failed'],
    ['bounced', '192.0.2.21', 'carl@example.info', 'rcpt', 'recipient-unknown'],
    ['refused', '192.0.2.22', 'dora@example.net', 'rcpt', 'relay-denied'],
    ['refused', '192.0.2.23', null, 'auth', 'auth-failed'],
    ['lost', '192.0.2.24', null, 'data', 'connection-failed'],
    ['refused', '192.0.2.25', 'emil@example.com', 'rcpt', 'recipient-unknown'],
  ]);
  expect(results[0]).toMatchObject({
    queueId: '4ANABCDE000001',
    messageId: '<scan1@copier>',
    from: 'copier@example.com',
    size: 2357498,
    hop: 'mx.example.net[192.0.2.77]',
    client: { login: 'scanner' },
    reply: { enhanced: '2.0.0' },
  });
});

it('OpenSMTPD, of today and of version 5', () => {
  expect(short(read('opensmtpd'))).toEqual([
    ['sent', '192.0.2.21', 'anna@example.net', 'delivery', null],
    ['refused', '192.0.2.21', 'bert@example.org', 'rcpt', 'recipient-unknown'],
    ['refused', '192.0.2.22', 'carl@example.info', 'rcpt', 'relay-denied'],
    ['refused', '192.0.2.22', null, 'auth', 'auth-failed'],
    ['deferred', '192.0.2.23', 'dora@example.net', 'connect', 'connection-failed'],
    ['refused', '192.0.2.23', null, 'mail', 'server-unavailable'],
  ]);
});

it('Exchange protocol log: device side, next hop, and a broken one', () => {
  const results = read('exchange');
  expect(short(results)).toEqual([
    ['refused', '192.0.2.21', null, 'auth', 'auth-failed'],
    ['refused', '192.0.2.22', 'bert@example.net', 'rcpt', 'relay-denied'],
    ['sent', '192.0.2.22', 'anna@example.com', 'delivery', null],
    ['deferred', null, 'carl@example.org', 'rcpt', 'server-unavailable'],
    ['lost', '192.0.2.23', 'anna@example.com', 'data', 'connection-failed'],
  ]);
  expect(results[2]).toMatchObject({ from: 'scan@example.com', size: 2000, client: { login: 'EXAMPLE\\scanner' } });
  expect(results[3]).toMatchObject({ hop: '192.0.2.78:25', messageId: '<scan1@copier>' });
});

it('Exchange message tracking', () => {
  const results = read('exchange-tracking');
  expect(short(results)).toEqual([
    ['sent', '192.0.2.22', 'bert@example.net', 'delivery', null],
    ['bounced', '192.0.2.22', 'anna@example.com', 'delivery', 'recipient-unknown'],
    ['bounced', '192.0.2.22', 'dora@example.com', 'delivery', 'mailbox-full'],
  ]);
  expect(results[0]).toMatchObject({
    hop: 'mx.example.net[192.0.2.77]',
    messageId: '<scan1@copier>',
    size: 2000,
    client: { name: 'copier' },
  });
});

it('the SMTP service of Windows', () => {
  expect(short(read('iis-smtp'))).toEqual([
    ['refused', null, 'anna@example.com', 'delivery', 'sender-rejected'],
    ['refused', '192.0.2.21', 'bert@example.net', 'rcpt', 'recipient-unknown'],
  ]);
});

it('hMailServer, with a reply whose end is missing', () => {
  expect(short(read('hmailserver'))).toEqual([
    ['refused', '192.0.2.21', 'anna@example.net', 'rcpt', 'auth-required'],
    ['refused', null, null, 'rcpt', 'recipient-unknown'],
  ]);
});

it('Stalwart, as text and as JSON', () => {
  expect(short(read('stalwart'))).toEqual([
    ['sent', null, 'anna@example.com', 'delivery', null],
    ['refused', null, 'bert@example.com', 'rcpt', 'recipient-unknown'],
    ['refused', '192.0.2.21', 'carl@example.net', 'rcpt', 'relay-denied'],
    ['deferred', null, 'dora@example.com', 'connect', 'connection-failed'],
  ]);
});

it('Microsoft 365 message trace', () => {
  const results = read('microsoft365-trace');
  expect(short(results)).toEqual([
    ['sent', '192.0.2.21', 'anna@example.com', 'delivery', null],
    ['bounced', '192.0.2.21', 'bert@example.com', 'delivery', 'unknown'],
    ['bounced', '192.0.2.21', 'carl@example.com', 'delivery', 'policy-block'],
    ['deferred', '192.0.2.21', 'dora@example.com', 'delivery', 'server-unavailable'],
  ]);
  expect(results[1]?.at).toBe('2026-11-23T21:12:04Z');
});

it('Xerox audit log: a row for each recipient, and nothing of what a person cancelled', () => {
  expect(short(read('xerox-job'))).toEqual([
    ['sent', null, 'bert@example.com', 'delivery', null],
    ['refused', null, 'carl@example.com', 'delivery', 'unknown'],
  ]);
});

it('no reader ever throws, whatever a line has become', () => {
  const lines = Object.entries(samples).flatMap(([name, text]) =>
    text.split('\n').map((line) => [name, line] as const),
  );
  fc.assert(
    fc.property(
      fc.nat(lines.length - 1),
      fc.nat(300),
      fc.nat(60),
      fc.string({ maxLength: 20 }),
      (which, at, cut, put) => {
        const [name, line] = lines[which] ?? ['postfix', ''];
        const text = `${samples[name as keyof typeof samples]}\n${line.slice(0, at)}${put}${line.slice(at + cut)}`;
        for (const result of readMailLog(text, { now, format: name as Format })) scanResultSchema.parse(result);
      },
    ),
    { numRuns: 500 },
  );
});

it.each(formatNames)('%s counts no line of another kind as damaged, and gives nothing for it', (name) => {
  const reader = formats[name].create({ now });
  const results = [
    '',
    'hello world',
    '# a comment',
    'Nov 23 09:12:04 host cron[1]: job',
    '{"a":1}',
    '\u0000\u0001',
  ].flatMap((line) => reader.push(line));
  expect([...results, ...reader.end()]).toEqual([]);
  expect(reader.damaged()).toBe(0);
});
