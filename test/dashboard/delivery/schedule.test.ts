import { describe, expect, test } from 'vitest';
import { decide, delays, parseRetryAfter, type Sent } from '../../../dashboard/delivery/schedule.ts';
import { later, t0 } from '../samples.ts';

const minute = 60_000;
const failed: Sent = {
  outcome: 'http',
  status: 500,
  message: 'answered 500',
  retryAfter: null,
  isAborted: false,
  answer: null,
};

test('about 76 hours in all', () => {
  const hours = delays.reduce((sum, delay) => sum + delay, 0) / (60 * minute);
  expect(hours).toBeGreaterThan(75);
  expect(hours).toBeLessThan(77);
});

test('what was taken is done', () => {
  expect(decide({ ...failed, outcome: 'delivered', status: 204 }, 1, 0)).toEqual({ next: 'delivered' });
});

test.each([
  [1, 5000],
  [2, minute],
  [3, 5 * minute],
  [10, 24 * 60 * minute],
])('after try %i comes a wait of %i ms, a fifth more or less', (tries, delay) => {
  expect(decide(failed, tries, 0)).toEqual({ next: 'retry', after: delay * 0.8 });
  expect(decide(failed, tries, 0.5)).toEqual({ next: 'retry', after: delay });
  expect(decide(failed, tries, 1)).toEqual({ next: 'retry', after: delay * 1.2 });
});

test('after the eleventh it is given up', () => {
  expect(decide(failed, delays.length, 0)).toMatchObject({ next: 'dead' });
});

test('a receiver may ask for more time, not for less', () => {
  expect(decide({ ...failed, status: 429, retryAfter: 90_000 }, 1, 0)).toEqual({ next: 'retry', after: 90_000 });
  expect(decide({ ...failed, status: 429, retryAfter: 1 }, 1, 0.5)).toEqual({ next: 'retry', after: 5000 });
});

test.each([301, 400, 401, 404, 408, 425, 429, 500, 503])('%i is tried again', (status) => {
  expect(decide({ ...failed, status }, 1, 0).next).toBe('retry');
});

test('410 ends the subscription', () => {
  expect(decide({ ...failed, status: 410 }, 1, 0).next).toBe('disable');
});

test('what the guard refuses, or the receiver does not want, is not tried again', () => {
  expect(decide({ ...failed, outcome: 'refused_by_guard', status: null }, 1, 0).next).toBe('dead');
  expect(decide({ ...failed, isAborted: true }, 1, 0).next).toBe('dead');
});

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    [later(30_000).toUTCString(), 30_000],
    [later(-30_000).toUTCString(), 0],
    ['99999999', 6 * 60 * minute],
    ['soon', null],
    ['', null],
    ['-5', 0],
    [undefined, null],
  ])('%s is %s ms', (header, ms) => {
    expect(parseRetryAfter(header, t0)).toBe(ms);
  });
});
