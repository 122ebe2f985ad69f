import { expect, test } from 'vitest';
import { readSpoiledRecordings } from '../agent/fuzz/recordings.ts';
import { pollSpoiledDevices } from '../agent/fuzz/responses.ts';

const seed = Date.now() % 2 ** 31;
const hour = 3_600_000;

test('a million spoiled answers', { timeout: hour }, async () => {
  const { polls, reachable } = await pollSpoiledDevices(1_000_000, seed);
  console.log(`1,000,000 spoiled answers in ${polls} polls, ${reachable} of which understood something; seed ${seed}`);
  expect(reachable).toBeGreaterThan(polls / 2);
});

test('a hundred thousand spoiled recordings', { timeout: hour }, () => {
  readSpoiledRecordings(100_000, seed);
  console.log(`100,000 spoiled recordings read; seed ${seed}`);
});
