/**
 * Silence: a device that usually scans and has gone quiet. Usual is a weekday on which it scanned in three of the four
 * weeks before its last scan; two usual days without one are worth a look. Days are those of UTC.
 */
import type { Condition } from '../../../contract/index.ts';

const day = 86_400_000;
const week = 7 * day;
const weeksLooked = 4;
const weeksUsual = 3;
const daysMissed = 2;
/** A device that has been quiet longer has changed its habit. */
const quietAtMost = 28;

const nameOf = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/** `days`: those on which it scanned, `YYYY-MM-DD`, in any order; today counts as not over. */
export function judgeHabit(days: readonly string[], now: Date): Condition | null {
  const scanned = new Set(days.map((text) => Date.parse(`${text}T00:00:00Z`)));
  const last = Math.max(...scanned);
  const today = Math.floor(now.getTime() / day) * day;
  if (scanned.size === 0 || today - last > quietAtMost * day) return null;
  const isUsual = (at: number) => {
    const weeks = Math.ceil((at - last) / week);
    const same = Array.from({ length: weeksLooked }, (_, i) => at - (weeks + i) * week);
    return same.filter((other) => scanned.has(other)).length >= weeksUsual;
  };
  const missed: number[] = [];
  for (let at = last + day; at < today; at += day) if (isUsual(at)) missed.push(at);
  if (missed.length < daysMissed) return null;
  const weekdays = [...new Set(missed.map((at) => nameOf.format(at)))].join(', ');
  return {
    kind: 'scans-quiet',
    key: 'scans-quiet',
    entry: 'scans-quiet',
    code: null,
    severity: 'info',
    stops: [],
    title: 'No scans, though it usually scans',
    cause: 'Nobody scanned, or the scans no longer reach the mail system that is watched.',
    remedy: 'Send a scan to yourself. If it does not come, check network and mail settings of the device.',
    who: 'user',
    where: null,
    source: 'scan',
    evidence: `last scan ${dateOf(last)}; none on ${missed.length} usual days since (${weekdays})`,
  };
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
