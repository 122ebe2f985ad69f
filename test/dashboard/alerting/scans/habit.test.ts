import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeHabit } from '../../../../dashboard/alerting/scans/habit.ts';

const day = 86_400_000;
/** A Monday. */
const monday = Date.parse('2026-11-02T00:00:00Z');
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
/** Days of so many weeks before `monday`, on these weekdays (0 is Monday). */
const weeks = (count: number, weekdays: readonly number[]) =>
  Array.from({ length: count }, (_, w) => weekdays.map((d) => dateOf(monday - (w + 1) * 7 * day + d * day))).flat();
const at = (days: number) => new Date(monday + days * day + day / 2);
const workdays = [0, 1, 2, 3, 4];

describe('a device that scans on workdays', () => {
  const days = weeks(6, workdays);
  test('is not missed on the first day without a scan, nor over a weekend', () => {
    expect(judgeHabit(days, at(0))).toBeNull();
    expect(judgeHabit(days, at(1))).toBeNull();
  });
  test('is missed after two of them', () => {
    expect(judgeHabit(days, at(2))).toMatchObject({
      kind: 'scans-quiet',
      severity: 'info',
      evidence: 'last scan 2026-10-30; none on 2 usual days since (Monday, Tuesday)',
    });
  });
  test('is no longer missed after the next scan', () => {
    expect(judgeHabit([...days, dateOf(monday + 2 * day)], at(3))).toBeNull();
  });
  test('is given up after four weeks: its habit has changed', () => {
    expect(judgeHabit(days, at(24))).not.toBeNull();
    expect(judgeHabit(days, at(27))).toBeNull();
  });
});

test('who scans on Mondays is missed after two Mondays', () => {
  const days = weeks(6, [0]);
  expect(judgeHabit(days, at(6))).toBeNull();
  expect(judgeHabit(days, at(8))).not.toBeNull();
});

test('who scans now and then has no habit', () => {
  expect(judgeHabit([], at(0))).toBeNull();
  expect(judgeHabit(weeks(2, workdays), at(4))).toBeNull();
  expect(
    judgeHabit([dateOf(monday - 3 * day), dateOf(monday - 17 * day), dateOf(monday - 25 * day)], at(6)),
  ).toBeNull();
});

test('never of a device that scanned today or yesterday, whatever its days, in whatever order', () => {
  const daysBack = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
  fc.assert(
    fc.property(daysBack, fc.boolean(), (back, yesterday) => {
      const days = [...back, yesterday ? 1 : 0].map((count) => dateOf(monday - count * day));
      expect(judgeHabit(days, new Date(monday))).toBeNull();
      const shuffled = [...back].reverse().map((count) => dateOf(monday - count * day));
      const sorted = [...shuffled].sort();
      expect(judgeHabit(shuffled, new Date(monday))).toEqual(judgeHabit(sorted, new Date(monday)));
    }),
  );
});
