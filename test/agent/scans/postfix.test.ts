/** What a Postfix log tells of scans: who handed the mail in, what became of it for each recipient, and why. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMailLog } from '../../../agent/scans/index.ts';
import { createPostfixReader } from '../../../agent/scans/postfix.ts';
import { scanResultSchema } from '../../../contract/index.ts';

const log = readFileSync(path.join(import.meta.dirname, '../../fixtures/mail/postfix.log'), 'utf8');
const options = { now: new Date('2026-11-25T00:00:00Z'), zone: 'UTC' };

describe('a Postfix log', () => {
  const results = readMailLog(log, { ...options, format: 'auto' });

  it('gives one result per recipient and change of outcome, each in the shape of the contract', () => {
    expect(results.map(({ to, outcome }) => [to, outcome])).toEqual([
      ['anna@example.net', 'sent'],
      ['carl@example.org', 'deferred'],
      ['carl@example.org', 'sent'],
      ['eva@example.net', 'refused'],
      ['nobody@example.net', expect.stringMatching(/bounced|refused/)],
    ]);
    for (const result of results) expect(scanResultSchema.parse(result)).toEqual(result);
  });

  it('knows the device, the mail and the time', () => {
    expect(results[0]).toMatchObject({
      at: '2026-11-23T09:12:01Z',
      source: 'postfix',
      queueId: '4A0B11C0D2',
      messageId: '<scan-1@copier-2f.example.com>',
      client: { address: '192.0.2.21', name: 'copier-2f', login: 'scanner' },
      from: 'copier@example.com',
      size: 2_357_498,
      hop: 'mx.example.net[198.51.100.7]:25',
    });
  });

  it('says at which step, with which reply, and why', () => {
    expect(results[1]).toMatchObject({
      stage: 'mail',
      retryable: true,
      reply: { code: 452, enhanced: '4.3.1', text: expect.stringContaining('Insufficient system storage') },
    });
    expect(results[3]).toMatchObject({
      stage: 'rcpt',
      reason: 'relay-denied',
      retryable: false,
      client: { address: '192.0.2.33' },
      reply: { code: 554, enhanced: '5.7.1' },
    });
    expect(results[4]).toMatchObject({ stage: 'rcpt', reason: 'recipient-unknown', reply: { code: 550 } });
    for (const { cause, remedy } of results) expect(cause && remedy).toMatch(/\w/);
  });

  it('is read alike in the form of RFC 3339', () => {
    const modern = log.replaceAll(/^Nov 23 (\S+) /gm, '2026-11-23T$1.250000+00:00 ');
    const outcomes = readMailLog(modern, options).map(({ to, outcome }) => [to, outcome]);
    expect(outcomes).toEqual(results.map(({ to, outcome }) => [to, outcome]));
  });

  it('belongs to the old year where its date lies ahead', () => {
    const old = log.replaceAll('Nov 23', 'Dec 31');
    const now = new Date('2027-01-02T00:00:00Z');
    expect(readMailLog(old, { now, zone: 'UTC' })[0]?.at).toBe('2026-12-31T09:12:01Z');
  });

  it('never breaks, whatever its lines are cut and mixed to', () => {
    const lines = log.split('\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...lines), fc.nat(400), fc.string({ unit: 'binary' })), { maxLength: 30 }),
        (parts) => {
          const reader = createPostfixReader(options);
          const told = parts.flatMap(([line, cut, tail]) => reader.push(line.slice(0, cut) + tail));
          for (const result of [...told, ...reader.end()]) scanResultSchema.parse(result);
        },
      ),
      { numRuns: 300 },
    );
  });
});
