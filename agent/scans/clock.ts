/** Times of log lines: from a line's own way of writing them to ISO 8601 in UTC. */

export type ClockOptions = {
  /** The moment of reading. Lines without a year are of the year that puts them in the past (a day of grace for clocks). */
  readonly now: Date | (() => Date);
  /** IANA name of the zone that lines without an offset are written in, e.g. `Europe/Paris`; default UTC. */
  readonly zone?: string | undefined;
};

export type Clock = {
  /** `Nov 23 09:12:04`, `Nov  3 …`; `null` where it is no time. */
  classic(text: string): string | null;
  /** `2026-11-23T09:12:04.5+01:00`, `2026-11-23 09:12:04`; without an offset it is local, or UTC where `utc` is said. */
  iso(text: string, utc?: boolean): string | null;
  /** Local wall-clock time in the zone. Month from 1. */
  local(year: number, month: number, day: number, hour: number, minute: number, second: number): string | null;
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayMs = 86_400_000;
const classicShape = /^([A-Z][a-z]{2}) +(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})/;
const isoShape =
  /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?/;

/** A clock for one reader. It remembers the last second, because neighbouring lines share it. */
export function createClock(options: ClockOptions): Clock {
  const offset = zoneOffset(options.zone ?? 'UTC');
  const now = options.now;
  const nowMs = typeof now === 'function' ? () => now().getTime() : () => now.getTime();
  const classicHours = createHours(9, (text) => readClassic(text));
  const isoHours = createHours(13, (text) => readIso(text, false));
  const utcHours = createHours(13, (text) => readIso(text, true));

  const local: Clock['local'] = (year, month, day, hour, minute, second) => {
    const wall = wallClock(year, month, day, hour, minute, second);
    return wall === null ? null : stamp(wall - offset(wall));
  };

  const readClassic = (text: string) => {
    const found = classicShape.exec(text);
    if (!found) return null;
    const [, monthName = '', day, year, hour, minute, second] = found;
    const month = months.indexOf(monthName) + 1;
    if (month === 0) return null;
    const rest = [month, Number(day), Number(hour), Number(minute), Number(second)] as const;
    if (year) return local(Number(year), ...rest);
    const latest = nowMs() + dayMs;
    const thisYear = new Date(latest).getUTCFullYear();
    // A 29 February is of the last leap year, so up to eight years are tried.
    for (let back = 0; back <= 8; back += 1) {
      const at = local(thisYear - back, ...rest);
      if (at !== null && Date.parse(at) <= latest) return at;
    }
    return null;
  };

  const readIso = (text: string, utc: boolean) => {
    const found = isoShape.exec(text);
    if (!found) return null;
    const [, year, month, day, hour, minute, second = '0', fraction, zone] = found;
    const wall = wallClock(+String(year), +String(month), +String(day), +String(hour), +String(minute), +second);
    if (wall === null) return null;
    const ms = fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : undefined;
    return stamp(wall - (zone ? offsetOf(zone) : utc ? 0 : offset(wall)), ms);
  };

  return {
    local,
    classic: classicHours,
    iso: (text, utc = false) => (utc ? utcHours(text) : isoHours(text)),
  };
}

/**
 * Neighbouring lines share their hour, and everything about a time but its minute and second is settled by that: what
 * stands before `:mm:ss` (`Nov 23 09`, `2026-11-23T09`) and behind it (`+01:00`).
 */
function createHours(length: number, read: (text: string) => string | null): (text: string) => string | null {
  let head = '';
  let tail = '';
  let hour: string | null = null;
  return (text) => {
    const clockEnd = length + 6;
    const hasClock =
      text.charCodeAt(length) === 58 &&
      text.charCodeAt(length + 3) === 58 &&
      isSixty(text, length + 1) &&
      isSixty(text, length + 4);
    if (!hasClock) return read(text);
    let fraction = '';
    let tailStart = clockEnd;
    if (text.charCodeAt(clockEnd) === 46) {
      while (isDigit(text.charCodeAt(++tailStart)));
      fraction = `.${text.slice(clockEnd + 1, Math.min(tailStart, clockEnd + 4)).padEnd(3, '0')}`;
    }
    const isSame =
      hour !== null && text.startsWith(head) && text.length - tailStart === tail.length && text.endsWith(tail);
    if (!isSame) {
      const at = read(text);
      // Zones with odd minutes, and times that make no sense, are read one by one.
      if (at === null || at.slice(13, 19) !== text.slice(length, clockEnd)) return at;
      head = text.slice(0, length);
      tail = text.slice(tailStart);
      hour = at.slice(0, 13);
    }
    return `${hour}${text.slice(length, clockEnd)}${fraction}Z`;
  };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Two digits, 00 to 59. */
function isSixty(text: string, at: number): boolean {
  const tens = text.charCodeAt(at);
  return tens >= 48 && tens <= 53 && isDigit(text.charCodeAt(at + 1));
}

/** Milliseconds of a wall clock as if it were UTC; `null` where there is no such day or time. A leap second is the next second. */
function wallClock(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? wall : null;
}

function stamp(ms: number, fraction?: number) {
  const text = new Date(ms).toISOString().slice(0, 19);
  return fraction === undefined ? `${text}Z` : `${text}.${String(fraction).padStart(3, '0')}Z`;
}

function offsetOf(zone: string) {
  if (zone.length < 5) return 0;
  const sign = zone.charCodeAt(0) === 45 ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

/** A function from wall-clock ms to the zone's offset in ms; one look-up per hour of the log, because that is when offsets change. */
function zoneOffset(zone: string): (wall: number) => number {
  if (zone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const at = (utc: number) => {
    const name = format.formatToParts(new Date(utc)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    return name === 'GMT' ? 0 : offsetOf(name.slice(3));
  };
  let hour = Number.NaN;
  let offset = 0;
  return (wall) => {
    const asked = Math.floor(wall / 3_600_000);
    if (asked !== hour) {
      hour = asked;
      offset = at(wall - at(wall));
    }
    return offset;
  };
}
