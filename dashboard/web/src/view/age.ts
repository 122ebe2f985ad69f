/** Ages: how long something has been so, in the one unit that a person would use. */

export type AgeUnit = 'second' | 'minute' | 'hour' | 'day';
export type Age = { readonly value: number; readonly unit: AgeUnit };

const steps: readonly (readonly [AgeUnit, number, number])[] = [
  ['second', 1000, 60],
  ['minute', 60_000, 60],
  ['hour', 3_600_000, 48],
  ['day', 86_400_000, Number.POSITIVE_INFINITY],
];

/**
 * The age of `then` at `now`, both in ms since 1970. Rounds down, so nothing is called older than it is; a moment that lies
 * in the future (two clocks never agree) is 0 seconds old. Hours run to 47, because "30 h" says more than "1 d".
 */
export function ageOf(then: number, now: number): Age {
  const ms = Math.max(0, now - then);
  for (const [unit, size, limit] of steps) {
    const value = Math.floor(ms / size);
    if (value < limit) return { value, unit };
  }
  return { value: 0, unit: 'second' };
}
