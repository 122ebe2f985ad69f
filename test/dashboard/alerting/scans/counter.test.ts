import { describe, expect, test } from 'vitest';
import {
  explainCounter,
  judgeCounter,
  readCounter,
  type ScanCounter,
} from '../../../../dashboard/alerting/scans/counter.ts';
import { later } from '../../samples.ts';

const at = (minutes: number) => later(minutes * 60_000).toISOString();
const read = (...values: readonly [number, number][]) =>
  values.reduce<ScanCounter | null>((known, [minute, value]) => readCounter(known, value, at(minute)), null);

test('the first sight of a counter, a standing one and one that begins anew tell nothing', () => {
  expect(judgeCounter(read([0, 7]), true)).toBeNull();
  expect(judgeCounter(read([0, 7], [1, 7], [2, 7]), true)).toBeNull();
  expect(judgeCounter(read([0, 7], [1, 2]), true)).toBeNull();
});

describe('a counter that moved', () => {
  const moved = read([0, 7], [1, 7], [2, 9], [3, 9]) as ScanCounter;

  test('did so after it was last seen still', () => {
    expect(moved).toEqual({ value: 9, at: at(3), movedAfter: at(1) });
  });
  test('is a trouble where mails of the device were seen before', () => {
    expect(judgeCounter(moved, true)).toMatchObject({ kind: 'scans-astray', severity: 'warning' });
    expect(judgeCounter(moved, false)).toBeNull();
  });
  test('is explained by a mail since, and by one a little before: clocks differ', () => {
    expect(judgeCounter(explainCounter(moved, at(4)), true)).toBeNull();
    expect(judgeCounter(explainCounter(moved, at(-3)), true)).toBeNull();
    expect(judgeCounter(explainCounter(moved, at(-5)), true)).not.toBeNull();
  });
  test('stays unexplained while it moves on', () => {
    expect(readCounter(moved, 12, at(5))).toEqual({ value: 12, at: at(5), movedAfter: at(1) });
  });
});
