/** "Every five minutes" as a cron pattern, so that one scheduler serves both ways of saying when. Pure. */

const steps: readonly { readonly ms: number; readonly parts: number; readonly pattern: (n: number) => string }[] = [
  { ms: 1000, parts: 60, pattern: (n) => `${every(n)} * * * * *` },
  { ms: 60_000, parts: 60, pattern: (n) => `0 ${every(n)} * * * *` },
  { ms: 3_600_000, parts: 24, pattern: (n) => `0 0 ${every(n)} * * *` },
];
const day = 24 * 3_600_000;
const every = (n: number) => (n === 1 ? '*' : `*/${n}`);

/**
 * The cron pattern (six fields, seconds first) of an interval in ms, or `null` where cron has no even one: 45 s would
 * run at :00, :45, :00. Even are the divisors of a minute in seconds, of an hour in minutes, of a day in hours.
 */
export function cronEvery(ms: number): string | null {
  if (ms === day) return '0 0 0 * * *';
  for (const step of steps) {
    const n = ms / step.ms;
    if (Number.isInteger(n) && n >= 1 && n < step.parts && step.parts % n === 0) return step.pattern(n);
  }
  return null;
}

/** The even interval in ms that is nearest to one that is not, for the message that refuses it. */
export function nearestEven(ms: number): number {
  const even = steps.flatMap((step) =>
    Array.from({ length: step.parts - 1 }, (_, at) => at + 1)
      .filter((n) => step.parts % n === 0)
      .map((n) => n * step.ms),
  );
  return [...even, day].reduce((best, each) => (distance(each, ms) < distance(best, ms) ? each : best), day);
}

/** In the file's own spelling: `90s`, `5m`, `2h`, `1d`. */
export function durationText(ms: number): string {
  if (ms >= day && ms % day === 0) return `${ms / day}d`;
  if (ms >= 3_600_000 && ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

function distance(a: number, b: number): number {
  return Math.abs(Math.log(a / Math.max(b, 1)));
}
