import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurn } from '../../cli/turns.ts';

const always = () => Promise.resolve();
const numbers = Array.from({ length: 20 }, (_, i) => i);

test('all items have their turn, so many at once at most', async () => {
  const seen: number[] = [];
  let running = 0;
  let most = 0;
  await inTurn(numbers, { width: 3, room: always }, async (item) => {
    most = Math.max(most, ++running);
    await setImmediate();
    seen.push(item);
    running--;
  });
  expect(seen.toSorted((a, b) => a - b)).toEqual(numbers);
  expect(most).toBe(3);
});

test('none begins before there is room', async () => {
  const places: (() => void)[] = [];
  const room = () => new Promise<void>((resolve) => places.push(resolve));
  const begun: number[] = [];
  const all = inTurn([1, 2], { width: 9, room }, async (item) => void begun.push(item));
  await setImmediate();
  expect(begun).toEqual([]);
  places.shift()?.();
  await setImmediate();
  expect(begun).toEqual([1]);
  places.shift()?.();
  await all;
  expect(begun).toEqual([1, 2]);
});

test('an error ends it, and what was begun ends before', async () => {
  const ended: number[] = [];
  const work = async (item: number) => {
    await setImmediate();
    if (item === 1) throw new Error('broken');
    await setImmediate();
    ended.push(item);
  };
  await expect(inTurn(numbers, { width: 2, room: always }, work)).rejects.toThrow('broken');
  expect(ended).toContain(0);
  expect(ended.length).toBeLessThan(4);
});
