/**
 * The head of a syslog line: time, host, program, process id. Read in all the ways that a mail log comes: classic
 * (RFC 3164), RFC 3339 time stamps, RFC 5424, journald's short, short-iso, short-unix, short-full and json.
 */
import type { Clock } from './clock.ts';

/** One line's head. Reused from line to line, so take what you keep. */
export type SyslogLine = {
  host: string;
  /** `postfix/submission/smtpd`, without the process id. */
  program: string;
  pid: string;
  message: string;
  /** ISO 8601 in UTC; `null` where the time makes no sense. Worked out only when asked, because few lines matter. */
  at(): string | null;
};

const weekdays = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /;
const structured = /^(?:-|(?:\[(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\])+) ?(?:\uFEFF)?/;

/** A function from a line to its head; `null` where the line has none. */
export function createSyslogReader(clock: Clock): (line: string) => SyslogLine | null {
  let stamp = '';
  let unixMs = Number.NaN;
  const head: SyslogLine = {
    host: '',
    program: '',
    pid: '',
    message: '',
    at() {
      if (!Number.isNaN(unixMs)) return unixMs >= 0 && unixMs < 4e12 ? new Date(unixMs).toISOString() : null;
      const first = stamp.charCodeAt(0);
      return first >= 48 && first <= 57 ? clock.iso(stamp) : clock.classic(stamp);
    },
  };

  /** `host program[pid]: message`, from `start`; or without a host where the program comes first. */
  const readRest = (line: string, start: number): SyslogLine | null => {
    // FreeBSD can write facility and level in front: `<mail.notice> host …`.
    if (line.charCodeAt(start) === 60) {
      const close = line.indexOf('> ', start);
      return close < 0 || close > start + 20 ? null : readRest(line, close + 2);
    }
    const hostEnd = line.indexOf(' ', start);
    if (hostEnd < 0) return null;
    let programStart = hostEnd + 1;
    if (line.charCodeAt(hostEnd - 1) === 58) {
      head.host = '';
      programStart = start;
    } else head.host = line.slice(start, hostEnd);
    const end = line.indexOf(':', programStart);
    if (end < 0) return null;
    // A program's name holds no blank; what does is a message without one.
    const blank = line.indexOf(' ', programStart);
    if (blank >= 0 && blank < end) return null;
    const bracket = line.lastIndexOf('[', end);
    const hasPid = bracket > programStart && line.charCodeAt(end - 1) === 93;
    head.program = line.slice(programStart, hasPid ? bracket : end);
    head.pid = hasPid ? line.slice(bracket + 1, end - 1) : '';
    head.message = line.slice(line.charCodeAt(end + 1) === 32 ? end + 2 : end + 1);
    return head;
  };

  const readRfc5424 = (line: string, start: number): SyslogLine | null => {
    const parts = line.slice(start).split(' ', 5);
    if (parts.length < 5) return null;
    const [time = '', host = '', program = '', pid = '', id = ''] = parts;
    const used = start + time.length + host.length + program.length + pid.length + id.length + 5;
    stamp = time;
    head.host = host;
    head.program = program;
    head.pid = pid === '-' ? '' : pid;
    head.message = line.slice(used).replace(structured, '');
    return head;
  };

  const readJson = (line: string): SyslogLine | null => {
    const entry = parseObject(line);
    if (entry === null) return null;
    const message = textOf(entry.MESSAGE);
    const micros = Number(entry.__REALTIME_TIMESTAMP);
    if (message === null || !(micros > 0)) return null;
    unixMs = Math.floor(micros / 1000);
    head.host = textOf(entry._HOSTNAME) ?? '';
    head.program = textOf(entry.SYSLOG_IDENTIFIER) ?? textOf(entry._COMM) ?? '';
    head.pid = textOf(entry.SYSLOG_PID) ?? textOf(entry._PID) ?? '';
    head.message = message;
    return head;
  };

  return (line) => {
    unixMs = Number.NaN;
    let start = 0;
    let first = line.charCodeAt(0);
    if (first === 0xfeff) first = line.charCodeAt(++start);
    if (first === 123) return readJson(line);
    if (first === 60) {
      const close = line.indexOf('>', start);
      if (close < 0 || close > start + 5) return null;
      start = close + 1;
      if (line.startsWith('1 ', start)) return readRfc5424(line, start + 2);
      first = line.charCodeAt(start);
    }
    if (first >= 48 && first <= 57) {
      const end = line.indexOf(' ', start);
      if (end < 0) return null;
      if (line.charCodeAt(start + 4) === 45) {
        stamp = line.slice(start, end);
        return readRest(line, end + 1);
      }
      unixMs = Math.floor(Number(line.slice(start, end)) * 1000);
      return Number.isNaN(unixMs) ? null : readRest(line, end + 1);
    }
    if ((line.charCodeAt(4) > 57 || line.charCodeAt(8) === 45) && weekdays.test(line)) {
      // `Mon 2026-11-23 09:12:04 CET host …` is journald's short-full; `Mon Nov 23 …` some rsyslog templates.
      if (line.charCodeAt(8) === 45) {
        stamp = line.slice(4, 23);
        const zoneEnd = line.indexOf(' ', 24);
        return zoneEnd < 0 ? null : readRest(line, zoneEnd + 1);
      }
      start = 4;
    }
    if (line.charCodeAt(start + 3) !== 32) return null;
    const clockAt = line.indexOf(':', start) - 2;
    if (clockAt < start + 6 || clockAt > start + 12) return null;
    stamp = line.slice(start, clockAt + 8);
    // rsyslog's "high precision" and journald's short-precise put a fraction behind the second.
    let rest = clockAt + 8;
    if (line.charCodeAt(rest) === 46) rest = line.indexOf(' ', rest);
    // Cisco and some forwarders write the year behind the time.
    const year = line.charCodeAt(rest + 5) === 32 ? /^ (\d{4}) /.exec(line.slice(rest, rest + 6)) : null;
    if (year) {
      stamp = `${line.slice(start, clockAt)}${year[1]} ${line.slice(clockAt, clockAt + 8)}`;
      rest += 5;
    }
    return rest < 0 ? null : readRest(line, rest + 1);
  };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** journald writes a message that is not UTF-8 as a list of bytes. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((byte) => typeof byte === 'number')) {
    return new TextDecoder().decode(Uint8Array.from(value as number[]));
  }
  return null;
}
