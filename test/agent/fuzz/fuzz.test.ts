/** A part of what `npm run test:long` does whole. */
import { expect, test } from 'vitest';
import { readSpoiledRecordings } from './recordings.ts';
import { pollSpoiledDevices } from './responses.ts';

const seed = Date.now() % 2 ** 31;

test('5,000 spoiled answers: every poll ends in a reading or in a coded error', { timeout: 120_000 }, async () => {
  const { polls, reachable } = await pollSpoiledDevices(5_000, seed);
  // The changes reach deep: little is thrown away at the envelope.
  expect(reachable).toBeGreaterThan(polls / 2);
});

test('1,000 spoiled recordings: each makes a reading', { timeout: 60_000 }, () => {
  readSpoiledRecordings(1000, seed);
});
