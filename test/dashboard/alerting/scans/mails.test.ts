import { expect, test } from 'vitest';
import type { ScanResult } from '../../../../contract/index.ts';
import { judgeMails } from '../../../../dashboard/alerting/scans/mails.ts';
import { later, sampleScan, sentScan } from '../../samples.ts';

const at = (ms: number) => ({ at: later(ms).toISOString() });
const put = sampleScan({
  outcome: 'deferred',
  retryable: true,
  reply: { code: 451, enhanced: '4.3.0', text: 'Try later' },
  reason: 'server-unavailable',
  side: 'server',
  severity: 'warning',
});
const keys = (...results: ScanResult[]) => judgeMails(results).map((c) => c.key);
const minutes = (count: number) => at(count * 60_000);

test('no results, no condition', () => {
  expect(judgeMails([])).toEqual([]);
});

test('a refusal is a condition with the words of the reply’s entry', () => {
  const conditions = judgeMails([sampleScan()]);
  expect(conditions).toMatchObject([
    {
      kind: 'scan-refused',
      key: 'scan-refused/relay-denied',
      entry: 'smtp-550-relay-denied',
      code: '5.7.1',
      severity: 'warning',
      stops: ['scan'],
      source: 'scan',
    },
  ]);
  expect(conditions[0]?.evidence).toContain('550 5.7.1 Relay access denied');
  expect(conditions[0]?.evidence).not.toContain('anna@example.com');
});

test('the next success ends it, a success before does not', () => {
  expect(keys(sampleScan(), sentScan(at(1)))).toEqual([]);
  expect(keys(sentScan(), sampleScan(at(1)))).toEqual(['scan-refused/relay-denied']);
});

test('put off, then sent: nothing is left', () => {
  expect(keys(put)).toEqual(['scan-deferred/server-unavailable']);
  expect(keys(put, { ...put, ...at(1) }, sentScan(at(2)))).toEqual([]);
});

test('put off, then refused: only the last word about a mail counts', () => {
  expect(keys(put, sampleScan(at(1)))).toEqual(['scan-refused/relay-denied']);
  expect(keys(put, sampleScan({ ...at(1), queueId: 'other' }))).toEqual([
    'scan-deferred/server-unavailable',
    'scan-refused/relay-denied',
  ]);
});

test('a connection that broke and a refusal that may pass are put off, not refused', () => {
  expect(keys(sampleScan({ outcome: 'lost', reason: 'connection-failed', side: 'server', reply: null }))).toEqual([
    'scan-deferred/connection-failed',
  ]);
  expect(keys(sampleScan({ retryable: true, reason: 'rate-limited', side: 'server' }))).toEqual([
    'scan-deferred/rate-limited',
  ]);
});

test('a fault on the device’s side is critical when two mails meet it within ten minutes', () => {
  const again = (part: Partial<ScanResult>) => sampleScan({ queueId: '4B', messageId: '<2@copier>', ...part });
  const severity = (...results: ScanResult[]) => judgeMails(results).map((c) => c.severity);
  expect(severity(sampleScan(), again(minutes(10)))).toEqual(['critical']);
  expect(severity(sampleScan(), again(minutes(11)))).toEqual(['warning']);
  expect(severity(sampleScan(), sampleScan(minutes(1)))).toEqual(['warning']);
  expect(severity(sampleScan(), sentScan(minutes(1)), again(minutes(2)))).toEqual(['warning']);
  expect(judgeMails([sampleScan(), again(minutes(10))])[0]?.evidence).toMatch(/^2 scans since /);
});

test('it is told at once even where a relay will try again: every try meets it', () => {
  const scan = sampleScan({ outcome: 'deferred', retryable: true, reason: 'auth-failed', side: 'device' });
  expect(keys(scan)).toEqual(['scan-refused/auth-failed']);
});

test('a server that gave up is waited for like one that has not yet', () => {
  expect(judgeMails([sampleScan({ outcome: 'bounced', reason: 'dns-routing', side: 'server' })])).toMatchObject([
    { kind: 'scan-undelivered', severity: 'warning' },
  ]);
});

test('the fault of a recipient or of one mail is a notice, which only another mail’s success ends', () => {
  const scan = sampleScan({ reason: 'recipient-unknown', side: 'recipient', who: 'user' });
  expect(judgeMails([scan])).toMatchObject([{ severity: 'info', stops: [] }]);
  const toTheOther = sentScan({ to: 'bert@example.com', ...minutes(1) });
  expect(keys(scan, toTheOther)).toEqual(['scan-refused/recipient-unknown']);
  const another = sentScan({ queueId: '4B', messageId: '<2@copier>', ...minutes(2) });
  expect(keys(scan, another)).toEqual([]);
  expect(keys(scan, another, { ...toTheOther, ...minutes(3) })).toEqual([]);
});

test('an agent that does not say the side says who can mend it', () => {
  const { side: _, ...old } = sampleScan({ reason: 'message-too-big', who: 'user' });
  expect(judgeMails([{ ...old, side: null }])).toMatchObject([{ severity: 'info' }]);
});

test('no reply and no ids are no trouble', () => {
  const conditions = judgeMails([
    sampleScan({ reply: null, reason: null, queueId: null, messageId: null, hop: null, entry: null }),
  ]);
  expect(conditions).toMatchObject([{ key: 'scan-refused/unknown', entry: 'unknown', code: null }]);
});
