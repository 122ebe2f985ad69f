import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Member } from '../../../agent/fleet.ts';
import { createUrges } from '../../../agent/traps/urges.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const member = (key: string) => ({ key }) as Member;

function open(options: { atOnce?: number; pollMs?: number } = {}) {
  const polls: [key: string, at: number][] = [];
  const errors: unknown[] = [];
  const began = Date.now();
  let underWay = 0;
  let most = 0;
  const urges = createUrges({
    async poll({ key }) {
      polls.push([key, Date.now() - began]);
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, options.pollMs ?? 100));
      underWay--;
      if (key === 'broken') throw new Error('broken');
    },
    failed: (error) => errors.push(error),
    ...(options.atOnce && { atOnce: options.atOnce }),
  });
  return { urges, polls, errors, most: () => most };
}

test('one urge is one poll, at once', async () => {
  const { urges, polls } = open();
  urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(polls).toEqual([['a', 0]]);
});

test('a storm is one poll at once and one at the end', async () => {
  const { urges, polls } = open();
  for (let n = 0; n < 1000; n++) urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(2000);
  for (let n = 0; n < 1000; n++) urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(polls).toEqual([
    ['a', 0],
    ['a', 3100],
  ]);
  urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(1);
  expect(polls.length).toBe(3);
});

test('an hour of it costs ever less, and afterwards all is as before', async () => {
  const { urges, polls } = open();
  for (let second = 0; second < 3600; second++) {
    urges.urge(member('a'));
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(polls.length).toBeLessThan(75);
  expect(polls.length).toBeGreaterThan(60);
  await vi.advanceTimersByTimeAsync(200_000);
  const before = polls.length;
  urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(1000);
  urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(3000);
  expect(polls.length).toBe(before + 2);
});

test('many devices wait for their turn, each once, and one that fails holds up nobody', async () => {
  const { urges, polls, errors, most } = open({ atOnce: 3 });
  const keys = ['broken', ...Array.from({ length: 20 }, (_, n) => `d${n}`)];
  for (let n = 0; n < 5; n++) for (const key of keys) urges.urge(member(key));
  await vi.advanceTimersByTimeAsync(1000);
  expect(polls.map(([key]) => key)).toEqual(keys);
  expect(most()).toBe(3);
  expect(errors.length).toBe(1);
});

test('nothing begins once it is stopped', async () => {
  const { urges, polls } = open();
  urges.urge(member('a'));
  urges.urge(member('a'));
  await vi.advanceTimersByTimeAsync(200);
  urges.stop();
  urges.urge(member('b'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(polls).toEqual([['a', 0]]);
});
