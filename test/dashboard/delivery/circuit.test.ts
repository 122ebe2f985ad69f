import { expect, test } from 'vitest';
import { afterFailure, isGone } from '../../../dashboard/delivery/circuit.ts';
import { later, t0 } from '../samples.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const well = { failures: 0, failingSince: null, probeAt: null };

test('four failures are borne, the fifth opens the circuit, and pauses grow to five minutes', () => {
  let health = afterFailure(well, t0, later(10));
  expect(health).toEqual({ failures: 1, failingSince: t0.toISOString(), probeAt: null });
  for (let i = 0; i < 3; i++) health = afterFailure(health, later(minute), later(minute));
  expect(health).toMatchObject({ failures: 4, probeAt: null });
  const pauses = [];
  for (let i = 0; i < 6; i++) {
    health = afterFailure(health, later(minute), later(minute));
    pauses.push(Date.parse(health.probeAt ?? '') - later(minute).getTime());
  }
  expect(pauses).toEqual([5000, 15_000, minute, 5 * minute, 5 * minute, 5 * minute]);
  expect(health.failingSince).toBe(t0.toISOString());
});

test('gone is who failed for five days, and more than a few times', () => {
  const failing = { failures: 5, failingSince: t0.toISOString(), probeAt: null };
  expect(isGone(failing, later(5 * day - 1))).toBe(false);
  expect(isGone(failing, later(5 * day))).toBe(true);
  expect(isGone({ ...failing, failures: 4 }, later(50 * day))).toBe(false);
  expect(isGone(well, later(50 * day))).toBe(false);
});
