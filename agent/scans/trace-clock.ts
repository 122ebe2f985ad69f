/** Times of a Microsoft 365 message trace: UTC, in the way of whichever tool and language wrote it. */
import type { ClockOptions } from './clock.ts';
import { createClock } from './clock.ts';

const numbers = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}),? (\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?([AP])?\.?M?\.?$/i;

/**
 * A function from a cell to ISO 8601: ISO itself, `/Date(ms)/` of old JSON, or day and month as numbers. Which of the two
 * is first shows in AM or PM (month first), dots, semicolons as separators (day first), or a number above 12, and what a
 * row has shown holds for the rest; American where nothing shows.
 */
export function createTraceClock(options: ClockOptions): (text: string, separator: string) => string | null {
  const clock = createClock({ ...options, zone: 'UTC' });
  let isDayFirst: boolean | null = null;
  return (text, separator) => {
    const ms = /^\/Date\((\d{1,15})\)\/$/.exec(text)?.[1];
    if (ms) return Number(ms) < 4e12 ? new Date(Number(ms)).toISOString() : null;
    const found = numbers.exec(text);
    if (!found) return clock.iso(text, true);
    const [, first, mark, second, year, hour, minute, seconds = '0', half] = found;
    if (half !== undefined || Number(second) > 12) isDayFirst = false;
    else if (Number(first) > 12 || mark === '.') isDayFirst = true;
    const swap = isDayFirst ?? separator === ';';
    const [month, day] = swap ? [second, first] : [first, second];
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
    return clock.local(Number(year), Number(month), Number(day), hours, Number(minute), Number(seconds));
  };
}
