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
  readonly pid: string;
  readonly message: string;
  /** The text whose end is the message, and where it begins there: most messages are not worth a string of their own. */
  text: string;
  start: number;
  /** ISO 8601 in UTC; `null` where the time makes no sense. Worked out only when asked, because few lines matter. */
  at(): string | null;
};

/** No daemon writes more into one line; expressions need not look at more of what a stranger has put there. */
const maxMessage = 8_192;
const weekdays = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /;
const structured = /^(?:-|(?:\[(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\])+) ?(?:\uFEFF)?/;

/** A function from a line to its head; `null` where the line has none. */
export function createSyslogReader(clock: Clock): (line: string) => SyslogLine | null {
  let stampText = '';
  let stampStart = 0;
  let stampEnd = 0;
  let unixMs = Number.NaN;
  let pid: string | null = null;
  let pidStart = 0;
  let pidEnd = 0;
  // Neighbouring lines have a time of one length and one host: ` relay ` is looked for where it was the last time.
  let neighbour = '';
  let neighbourHost = '';
  let neighbourAt = 0;

  const head: SyslogLine = {
    host: '',
    program: '',
    text: '',
    start: 0,
    get pid() {
      return pid ?? head.text.slice(pidStart, pidEnd);
    },
    get message() {
      return head.text.slice(head.start, head.start + maxMessage);
    },
    at() {
      if (!Number.isNaN(unixMs)) return unixMs >= 0 && unixMs < 4e12 ? new Date(unixMs).toISOString() : null;
      const first = stampText.charCodeAt(stampStart);
      const stamp = stampText.slice(stampStart, stampEnd);
      return first >= 48 && first <= 57 ? clock.iso(stamp) : clock.classic(stamp);
    },
  };

  const stampIs = (text: string, start: number, end: number) => {
    stampText = text;
    stampStart = start;
    stampEnd = end;
  };

  /** `program[pid]: message` */
  const readProgram = (line: string, programStart: number): SyslogLine | null => {
    const end = line.indexOf(':', programStart);
    if (end < 0) return null;
    // A program's name holds no blank; what does is a message without one.
    const blank = line.indexOf(' ', programStart);
    if (blank >= 0 && blank < end) return null;
    const bracket = line.charCodeAt(end - 1) === 93 ? line.lastIndexOf('[', end) : -1;
    const hasPid = bracket > programStart;
    head.program = line.slice(programStart, hasPid ? bracket : end);
    pid = hasPid ? null : '';
    pidStart = bracket + 1;
    pidEnd = end - 1;
    head.text = line;
    head.start = line.charCodeAt(end + 1) === 32 ? end + 2 : end + 1;
    return head;
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
    if (line.charCodeAt(hostEnd - 1) === 58) {
      head.host = '';
      return readProgram(line, start);
    }
    head.host = line.slice(start, hostEnd);
    return readProgram(line, hostEnd + 1);
  };

  /** The same, of a line whose time fills it from its start to `end`. */
  const readPlain = (line: string, end: number): SyslogLine | null => {
    stampIs(line, 0, end);
    const found = readRest(line, end + 1);
    if (found !== null && line.startsWith(found.host, end + 1) && found.host !== '') {
      neighbourHost = found.host;
      neighbour = ` ${found.host} `;
      neighbourAt = end;
    }
    return found;
  };

  const readRfc5424 = (line: string, start: number): SyslogLine | null => {
    const parts = line.slice(start).split(' ', 5);
    if (parts.length < 5) return null;
    const [time = '', host = '', program = '', process = '', id = ''] = parts;
    const used = start + time.length + host.length + program.length + process.length + id.length + 5;
    stampIs(time, 0, time.length);
    head.host = host;
    head.program = program;
    pid = process === '-' ? '' : process;
    head.text = line.slice(used).replace(structured, '');
    head.start = 0;
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
    pid = textOf(entry.SYSLOG_PID) ?? textOf(entry._PID) ?? '';
    head.text = message;
    head.start = 0;
    return head;
  };

  /** `2026-11-23T09:12:04+01:00 host …`, `2026-11-23 09:12:04 host …`, or seconds since 1970. */
  const readDigits = (line: string, start: number): SyslogLine | null => {
    let end = line.indexOf(' ', start);
    if (end < 0) return null;
    if (line.charCodeAt(start + 4) === 45) {
      if (end === start + 10 && line.charCodeAt(end + 3) === 58) end = line.indexOf(' ', end + 1);
      if (end < 0) return null;
      if (/^[+-]\d{4} /.test(line.slice(end + 1, end + 7))) end += 6;
      if (start === 0) return readPlain(line, end);
      stampIs(line, start, end);
      return readRest(line, end + 1);
    }
    unixMs = Math.floor(Number(line.slice(start, end)) * 1000);
    return Number.isNaN(unixMs) ? null : readRest(line, end + 1);
  };

  /** `Nov 23 09:12:04 host …` and what daemons make of it. */
  const readClassic = (line: string, from: number): SyslogLine | null => {
    let start = from;
    if ((line.charCodeAt(4) > 57 || line.charCodeAt(8) === 45) && weekdays.test(line)) {
      // `Mon 2026-11-23 09:12:04 CET host …` is journald's short-full; `Mon Nov 23 …` some rsyslog templates.
      if (line.charCodeAt(8) === 45) {
        stampIs(line, 4, 23);
        const zoneEnd = line.indexOf(' ', 24);
        return zoneEnd < 0 ? null : readRest(line, zoneEnd + 1);
      }
      start = 4;
    }
    if (line.charCodeAt(start + 3) !== 32) return null;
    const clockAt = line.indexOf(':', start) - 2;
    if (clockAt < start + 6 || clockAt > start + 12) return null;
    stampIs(line, start, clockAt + 8);
    // rsyslog's "high precision" and journald's short-precise put a fraction behind the second.
    let rest = clockAt + 8;
    if (line.charCodeAt(rest) === 46) rest = line.indexOf(' ', rest);
    // Cisco and some forwarders write the year behind the time.
    const year = line.charCodeAt(rest + 5) === 32 ? /^ (\d{4}) /.exec(line.slice(rest, rest + 6)) : null;
    if (year) {
      const dated = `${line.slice(start, clockAt)}${year[1]} ${line.slice(clockAt, clockAt + 8)}`;
      stampIs(dated, 0, dated.length);
      rest += 5;
    } else if (start === 0 && rest === clockAt + 8) return readPlain(line, rest);
    return rest < 0 ? null : readRest(line, rest + 1);
  };

  return (line) => {
    unixMs = Number.NaN;
    if (neighbour !== '' && line.startsWith(neighbour, neighbourAt) && isStampOf(line, neighbourAt)) {
      stampIs(line, 0, neighbourAt);
      head.host = neighbourHost;
      return readProgram(line, neighbourAt + neighbour.length);
    }
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
    return first >= 48 && first <= 57 ? readDigits(line, start) : readClassic(line, start);
  };
}

/** A glance at the places where RFC 3339 has `-` and `T`, RFC 3164 blanks and colons. */
function isStampOf(line: string, end: number): boolean {
  const first = line.charCodeAt(0);
  if (first >= 48 && first <= 57) return end > 18 && line.charCodeAt(4) === 45 && line.charCodeAt(13) === 58;
  // A weekday in front would make it longer.
  return end < 16 && line.charCodeAt(3) === 32 && line.charCodeAt(end - 3) === 58;
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
