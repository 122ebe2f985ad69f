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

  const timeOf = (date: string, time: string): string | null => {
    const clockTime = /^(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(time);
    const us = /^(\d{1,2})\/(\d{1,2})\/(\d{2,4})$/.exec(date);
    if (!clockTime) return null;
    const [, hour, minute, second = '0'] = clockTime;
    if (!us) return clock.iso(`${date} ${(hour ?? '').padStart(2, '0')}:${minute}:${second}`);
    const year = Number(us[3]) < 100 ? 2000 + Number(us[3]) : Number(us[3]);
    return clock.local(year, Number(us[1]), Number(us[2]), Number(hour), Number(minute), Number(second));
  };

  return {
    push(line): ScanResult[] {
      const cells = line.split('\t').map((cell) => cell.trim().replace(/^"|"$/g, ''));
      if (!isJob(cells)) return nothing;
      const [index = '', date = '', time = '', , , ...details] = cells;
      const completion = details
        .map((cell) => completions.find(({ shape }) => shape.test(cell)))
        .find((found) => found !== undefined);
      if (!completion || completion.outcome === null) return nothing;
      const at = timeOf(date, time);
      if (at === null) {
        damaged += 1;
        return nothing;
      }
      const done = details.findIndex((cell) => completion.shape.test(cell));
      return [
        resultOf({
          at,
          source: 'xerox-job',
          queueId: index,
          client: { address: null, name: null, login: details[Math.max(0, done - 1)] || null },
          to: details.findLast((cell) => /^\S+@\S+$/.test(cell)) ?? null,
          stage: 'delivery',
          outcome: completion.outcome,
          reply: null,
          hint: 'the device tells no reply',
        }),
      ];
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a row about a scan to e-mail. */
export function isXeroxAuditLine(line: string): boolean {
  return isJob(line.split('\t').map((cell) => cell.trim()));
}

/** index, date, time, event id, description, details … */
function isJob(cells: readonly string[]): boolean {
  const [index = '', date = '', time = '', event = '', description = ''] = cells;
  return (
    cells.length >= 7 &&
    /^\d+$/.test(index) &&
    /\d+[/-]\d+[/-]\d+/.test(date) &&
    /^\d{1,2}:\d\d/.test(time) &&
    /^\d+$/.test(event) &&
    /e-?mail/i.test(description)
  );
}
