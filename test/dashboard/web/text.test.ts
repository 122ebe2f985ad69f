import { describe, expect, test } from 'vitest';
import { en } from '../../../dashboard/web/src/messages/en.ts';
import { pickLanguage } from '../../../dashboard/web/src/messages/index.ts';
import { ageOf } from '../../../dashboard/web/src/view/age.ts';
import { drawFavicon, faviconFor, faviconNames } from '../../../dashboard/web/src/view/favicon.ts';
import { clip, fold, showControls } from '../../../dashboard/web/src/view/text.ts';
import { noon } from './rows.ts';

describe('a text of a device', () => {
  test('is cut to its place without splitting a character', () => {
    expect(clip('abc', 3)).toBe('abc');
    expect(clip('abcd', 3)).toBe('abc…');
    expect(clip('🖨🖨🖨', 2)).toBe('🖨🖨…');
    expect(clip('🖨🖨', 2)).toBe('🖨🖨');
    expect(clip('x'.repeat(10_000), 100)).toHaveLength(101);
  });

  test('shows control characters instead of obeying them', () => {
    expect(showControls('a\u0000b\u001b[31mc\u007f')).toBe('a␀b␛[31mc␡');
    expect(showControls('two\nlines\tand a tab')).toBe('two\nlines and a tab');
  });

  test('is searched without case, accents and runs of space', () => {
    expect(fold('  Äther\n CAFÉ ')).toBe('ather cafe');
  });
});

describe('an age', () => {
  const age = (ms: number): string => en.formats.age(ageOf(noon - ms, noon));

  test('is told in the unit that a person would use, never older than it is', () => {
    expect([0, 999, 59_999, 60_000, 3_599_999, 3_600_000].map(age)).toEqual([
      '0\u00a0s',
      '0\u00a0s',
      '59\u00a0s',
      '1\u00a0min',
      '59\u00a0min',
      '1\u00a0h',
    ]);
    expect(age(47 * 3_600_000)).toBe('47\u00a0h');
    expect(age(48 * 3_600_000)).toBe('2\u00a0days');
  });

  test('of a moment to come is nothing', () => {
    expect(age(-5000)).toBe('0\u00a0s');
  });
});

describe('words', () => {
  test('fit their number', () => {
    expect(en.headline.things(1)).toBe('1 thing needs you');
    expect(en.headline.things(3)).toBe('3 things need you');
    expect(en.home.open(1)).toBe('1 open alert');
    expect(en.formats.size(2_357_498)).toBe('2.4 MB');
    expect(en.formats.moment('no date')).toBe('no date');
  });

  test('come in the first language wanted that there is, else in English', () => {
    expect(pickLanguage(['tlh', 'en-US'])).toBe(en);
    expect(pickLanguage([])).toBe(en);
  });
});

describe('the picture of the tab', () => {
  test('carries the count, and none where contact is lost', () => {
    expect(faviconFor(0, false)).toBe('favicon');
    expect(faviconFor(3, false)).toBe('favicon-3');
    expect(faviconFor(12, false)).toBe('favicon-more');
    expect(faviconFor(3, true)).toBe('favicon-lost');
  });

  test('exists for every name that can be asked for', () => {
    for (let count = 0; count < 12; count++) expect(faviconNames).toContain(faviconFor(count, false));
    expect(faviconNames).toContain(faviconFor(0, true));
    expect(drawFavicon('favicon-3')).toContain('>3</text>');
    expect(drawFavicon('favicon')).not.toContain('<text');
  });
});
