import { describe, expect, test } from 'vitest';
import { inOwnWords, worded } from '../../../agent/scans/own-words.ts';
import { resultOf } from '../../../agent/scans/result.ts';
import { catalogueWith, noReplies, parseOwnEntries } from '../../../catalogue/index.ts';
import { type ScanResult, scanResultSchema } from '../../../contract/index.ts';

const { replies } = catalogueWith(
  parseOwnEntries([
    { reply: 'any', text: 'by Ben', title: 'Ben blocks it', reason: 'policy-block', confidence: 'low' },
    { id: 'smtp-lost-data', title: 'The relay in the basement is off' },
  ]).entries,
);
const result = (code: number, text: string): ScanResult =>
  resultOf({
    at: '2026-11-24T09:00:00.000Z',
    source: 'postfix',
    stage: 'rcpt',
    outcome: code < 500 ? 'deferred' : 'refused',
    reply: { code, enhanced: null, text },
  });

describe('a scan result in the words of the office', () => {
  test('says who, why and how sure, and leaves the retry to the reply code', () => {
    const told = inOwnWords(result(451, 'Blocked by Ben'), replies);
    expect(scanResultSchema.parse(told)).toMatchObject({
      entry: 'own-smtp-by-ben',
      title: 'Ben blocks it',
      reason: 'policy-block',
      side: 'reputation',
      retryable: true,
      confidence: 'low',
    });
    expect(inOwnWords(result(554, 'Blocked by Ben'), replies).retryable).toBe(false);
  });

  test('is as it was where the office has none for it', () => {
    const other = result(550, 'User unknown');
    expect(inOwnWords(other, replies)).toBe(other);
    const blocked = result(554, 'Blocked by Ben');
    expect(inOwnWords(blocked, noReplies)).toBe(blocked);
  });

  test('without a reply gets other words by the name of our entry', () => {
    const lost: ScanResult = { ...result(451, ''), reply: null, outcome: 'lost', entry: 'smtp-lost-data' };
    expect(inOwnWords(lost, replies).title).toBe('The relay in the basement is off');
  });
});

test('whoever takes results gets them in the words of that moment', () => {
  const taken: ScanResult[] = [];
  let own = noReplies;
  const taker = worded({ putScans: (results: readonly ScanResult[]) => void taken.push(...results) }, () => own);
  taker.putScans([result(554, 'Blocked by Ben')]);
  own = replies;
  taker.putScans([result(554, 'Blocked by Ben')]);
  expect(taken.map(({ title }) => title === 'Ben blocks it')).toEqual([false, true]);
});
