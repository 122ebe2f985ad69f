import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../cli/nearest.ts';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['poll', 'poll', 0],
    ['chekc', 'check', 1],
    ['comunity', 'community', 1],
    ['kitten', 'sitting', 3],
  ])('%s → %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  const commands = ['demo', 'start', 'agent', 'dashboard', 'check', 'poll'];
  test.each([
    ['chekc', 'check'],
    ['dashbord', 'dashboard'],
    ['DEMO', 'demo'],
    ['pol', 'poll'],
  ])('%s means %s', (word, meant) => {
    expect(nearest(word, commands)).toBe(meant);
  });

  test.each(['x', 'frobnicate', ''])('"%s" means nothing', (word) => {
    expect(nearest(word, commands)).toBeNull();
  });

  test('of two equally near ones the longer form of the same word is meant', () => {
    expect(nearest('v2', ['v1', 'v2c', 'v3'])).toBe('v2c');
  });
});
