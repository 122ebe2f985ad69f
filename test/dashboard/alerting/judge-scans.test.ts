import { expect, test } from 'vitest';
import { judgeScans } from '../../../dashboard/alerting/judge-scans.ts';
import { later, sampleScan, sentScan } from '../samples.ts';

const at = (ms: number) => ({ at: later(ms).toISOString() });
const put = sampleScan({
  outcome: 'deferred',
  retryable: true,
  reply: { code: 451, enhanced: '4.3.0', text: 'Try later' },
  reason: 'server-unavailable',
  severity: 'warning',
});
const keys = (...results: Parameters<typeof judgeScans>[0][number][]) =>
  judgeScans(results).conditions.map((c) => c.key);

test('no results, no condition', () => {
  expect(judgeScans([])).toEqual({ conditions: [], at: null });
});

test('a refusal is a condition with the words of the reply’s entry', () => {
  const { conditions, at: seenAt } = judgeScans([sampleScan()]);
  expect(seenAt).toBe(later(0).toISOString());
  expect(conditions).toMatchObject([
    {
      kind: 'scan-refused',
      key: 'scan-refused/relay-denied',
      entry: 'smtp-550-relay-denied',
      code: '5.7.1',
      severity: 'critical',
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
  expect(keys(sampleScan({ outcome: 'lost', reason: 'connection-failed', reply: null }))).toEqual([
    'scan-deferred/connection-failed',
  ]);
  expect(keys(sampleScan({ retryable: true, reason: 'rate-limited' }))).toEqual(['scan-deferred/rate-limited']);
});

test('what the sender can mend is a notice', () => {
  const { conditions } = judgeScans([sampleScan({ reason: 'message-too-big', who: 'user' })]);
  expect(conditions).toMatchObject([{ severity: 'info', stops: [] }]);
});

test('no reply and no ids are no trouble', () => {
  const { conditions } = judgeScans([
    sampleScan({ reply: null, reason: null, queueId: null, messageId: null, hop: null, entry: null }),
  ]);
  expect(conditions).toMatchObject([{ key: 'scan-refused/unknown', entry: 'unknown', code: null }]);
});
