import { describe, expect, test } from 'vitest';
import { type Contact, dueOf, reopenAfter, touchOf } from '../../../dashboard/web/src/view/contact.ts';

const start = 1_000_000;
const contact = (change: Partial<Contact>): Contact => ({
  stream: 'open',
  startedAt: start,
  heardAt: start,
  ...change,
});

describe('contact with the dashboard', () => {
  test('is first until something comes, and lost when nothing does', () => {
    expect(touchOf(contact({ stream: 'opening', heardAt: null }), start + 1000)).toBe('first');
    expect(touchOf(contact({ stream: 'opening', heardAt: null }), start + 10_000)).toBe('lost');
  });

  test('is live on an open stream and polling on a broken one', () => {
    expect(touchOf(contact({}), start + 20_000)).toBe('live');
    expect(touchOf(contact({ stream: 'broken' }), start + 5000)).toBe('polling');
  });

  test('is lost after two answers that did not come, on a stream that hangs too', () => {
    expect(touchOf(contact({ stream: 'broken' }), start + 26_000)).toBe('lost');
    expect(touchOf(contact({}), start + 41_000)).toBe('lost');
  });

  test('asks for everything where no stream tells it, else for the summary', () => {
    expect(dueOf('open', 20_000, 14_000)).toBe(null);
    expect(dueOf('open', 20_000, 15_000)).toBe('summary');
    expect(dueOf('open', 300_000, 0)).toBe('lists');
    expect(dueOf('broken', 10_000, 0)).toBe('lists');
  });

  test('is asked for before it counts as lost', () => {
    for (const stream of ['open', 'broken'] as const) {
      let asked = 0;
      let askedAt = start;
      for (let now = start; touchOf(contact({ stream }), now) !== 'lost'; now += 1000) {
        if (!dueOf(stream, now - askedAt, now - askedAt)) continue;
        asked++;
        askedAt = now;
      }
      expect(asked).toBeGreaterThanOrEqual(2);
    }
  });

  test('waits longer after each failure to open the stream, never more than 30 s', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(reopenAfter)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});
