/**
 * The audit log of Xerox devices (`auditfile.txt`): tab-separated, a row per event, for e-mail jobs a row per recipient.
 * It says that a scan failed, seldom why: read the log of the relay beside it. Layout by the Xerox security guides.
 */
import type { Outcome, ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { resultOf } from './result.ts';

/** What a person cancelled is no failure; `null` gives no result. */
const completions: readonly { readonly shape: RegExp; readonly outcome: Outcome | null }[] = [
  { shape: /^(?:comp(?:leted)?-normal|completed)$/i, outcome: 'sent' },
  {
    shape: /^(?:comp(?:leted)?-errors|completed with warnings|not-completed|comp-terminated|aborted|terminated)$/i,
    outcome: 'refused',
  },
  { shape: /^(?:deleted|comp-deleted|cancell?ed.*|suspended|unknown)$/i, outcome: null },
];

/** A reader of one audit log, row by row. */
export function createXeroxAuditReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  let damaged = 0;

  const timeOf = ({ date, time }: Row): string | null => {
    const found = /^(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])\.?M)?/i.exec(time);
    if (!found) return null;
    const [, hour, minute, second = '0', half] = found;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
    const [first = 0, middle = 0, last = 0] = date.split(/[/.-]/).map(Number);
    // 2026-11-23, 23.11.2026, and 11/23/2026, unless there is no such month.
    const isDayFirst = date.includes('.') || first > 12;
    const [year, month, day] =
      date.length > 5 && /^\d{4}/.test(date)
        ? [first, middle, last]
        : isDayFirst
          ? [last, middle, first]
          : [last, first, middle];
    return clock.local(year < 100 ? 2000 + year : year, month, day, hours, Number(minute), Number(second));
  };

  return {
    push(line): ScanResult[] {
      const row = readRow(line);
      if (row === null) return nothing;
      const { details } = row;
      const done = details.findIndex((cell) => completions.some(({ shape }) => shape.test(cell.text)));
      const completion = completions.find(({ shape }) => shape.test(details[done]?.text ?? ''));
      if (!completion || completion.outcome === null) return nothing;
      const at = timeOf(row);
      if (at === null) {
        damaged += 1;
        return nothing;
      }
      const { outcome } = completion;
      const user = details.find(({ label }) => label === 'user name') ?? details[done - 1];
      const to = details.findLast(({ text }) => /^[^\s@]+@[^\s@]+$/.test(text.split(/[;,]/, 1)[0]?.trim() ?? ''));
      return (to?.text.split(/[;,]/) ?? ['']).map((recipient) =>
        resultOf({
          at,
          source: 'xerox-job',
          queueId: row.index,
          client: { address: null, name: null, login: user?.text || null },
          to: recipient.trim() || null,
          stage: 'delivery',
          outcome,
          reply: null,
          hint: 'the device tells no reply',
        }),
      );
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a row about a scan to e-mail. */
export function isXeroxAuditLine(line: string): boolean {
  return readRow(line) !== null;
}

type Cell = { readonly label: string; readonly text: string };
type Row = { readonly index: string; readonly date: string; readonly time: string; readonly details: readonly Cell[] };

/**
 * index, date, time, event id, description, details …; some models put date and time into one cell, leave the index out, or
 * write what a detail is in front of it: `User Name: anna`.
 */
function readRow(line: string): Row | null {
  const cells = line.replace(/^\uFEFF/, '').split('\t', 100);
  if (cells.length < 5) return null;
  const plain = cells.map((cell) => cell.trim().replace(/^"|"$/g, ''));
  const dateAt = plain.slice(0, 3).findIndex((cell) => /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?: |$)/.test(cell));
  if (dateAt < 0) return null;
  const [date = '', ...joined] = (plain[dateAt] ?? '').split(' ');
  const time = joined.join(' ') || (plain[dateAt + 1] ?? '');
  const next = dateAt + (joined.length > 0 ? 1 : 2);
  const eventAt = plain.slice(next, next + 2).findIndex((cell) => /\be-?mail\b/i.test(cell));
  if (!/^\d{1,2}:\d\d/.test(time) || eventAt < 0) return null;
  const details = plain.slice(next + eventAt + 1).map((cell) => {
    const labelled = /^([A-Za-z][\w -]{2,40}): ?(.*)$/.exec(cell);
    return { label: labelled?.[1]?.toLowerCase() ?? '', text: labelled?.[2] ?? cell };
  });
  return { index: plain[0] ?? '', date, time, details };
}
