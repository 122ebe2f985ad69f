/**
 * Message traces of Microsoft 365: the CSV that the admin centre and Get-MessageTraceV2 export, or the same rows as JSON
 * objects. They tell the fate, not the reply; sessions that were refused never became a message and are not in them.
 */
import type { Outcome, ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { columnsOf, splitRow } from './csv.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { resultOf } from './result.ts';

type Fate = { readonly outcome: Outcome; readonly hint: string };

/** Expanded is the list, whose members have rows of their own; GettingStatus is not yet known. */
const fates: Readonly<Record<string, Fate>> = {
  delivered: { outcome: 'sent', hint: '' },
  failed: { outcome: 'bounced', hint: 'failed' },
  pending: { outcome: 'deferred', hint: 'temporarily deferred' },
  quarantined: { outcome: 'bounced', hint: 'quarantined by content filter' },
  filteredasspam: { outcome: 'bounced', hint: 'rejected as spam' },
  filtered: { outcome: 'bounced', hint: 'rejected as spam' },
};

type Cells = (...names: string[]) => string;

/** A reader of one trace, row by row; the first row names the columns. */
export function createTraceReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  let column: ReturnType<typeof columnsOf> | null = null;
  let damaged = 0;

  const read = (cell: Cells): ScanResult[] => {
    const at = timeOf(cell('Received', 'origin_timestamp_utc', 'date_time_utc', 'Date (UTC)'));
    if (at === null) {
      damaged += 1;
      return nothing;
    }
    return recipients(cell).flatMap(([to, status]) => {
      const fate = fates[status.toLowerCase().replace(/[^a-z]/g, '')];
      if (!fate) return [];
      return resultOf({
        at,
        source: 'microsoft365-trace',
        queueId: cell('MessageTraceId', 'network_message_id') || null,
        messageId: cell('MessageId', 'message_id') || null,
        client: { address: cell('FromIP', 'original_client_ip') || null, name: null, login: null },
        from: cell('SenderAddress', 'sender_address') || null,
        to: to || null,
        size: Number(cell('Size', 'total_bytes')) || null,
        hop: cell('ToIP') || null,
        stage: 'delivery',
        outcome: fate.outcome,
        reply: null,
        hint: fate.hint,
        provider: 'microsoft365',
      });
    });
  };

  /** ISO in UTC, `11/23/2026 9:12:04 AM` as older exports have it, or the `/Date(ms)/` of its JSON. */
  const timeOf = (text: string): string | null => {
    const ms = /^\/Date\((\d+)\)\/$/.exec(text)?.[1];
    if (ms) return new Date(Number(ms)).toISOString();
    const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))? ?([AP]M)?/i.exec(text);
    if (!us) return clock.iso(text, true);
    const [, month, day, year, hour, minute, second = '0', half] = us;
    const hours = (Number(hour) % 12) + (/p/i.test(half ?? '') ? 12 : 0);
    const time = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      half ? hours : Number(hour),
      Number(minute),
      Number(second),
    );
    return Number.isNaN(time) ? null : new Date(time).toISOString();
  };

  return {
    push(line) {
      if (line.startsWith('{')) {
        const row = parseRow(line);
        return row === null || row.RecipientAddress === undefined
          ? nothing
          : read((...names) => names.map((name) => textOf(row[name])).find((text) => text !== '') ?? '');
      }
      const row = splitRow(line.replace(/^\uFEFF/, ''), ',');
      if (column === null) {
        if (isHead(line)) column = columnsOf(row);
        return nothing;
      }
      if (line.trim() === '') return nothing;
      const named = column;
      return read((...names) => named(row, ...names));
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of the head row of a trace, or of a row as JSON. */
export function isTraceLine(line: string): boolean {
  return isHead(line) || (line.startsWith('{') && /"MessageTraceId"/.test(line) && /"RecipientAddress"/.test(line));
}

function isHead(line: string): boolean {
  const text = line.toLowerCase().replace(/[\s_"]/g, '');
  return (
    /(?:^|,)\W?(?:senderaddress|recipientstatus|recipientaddress)(?:,|$)/.test(text) &&
    /(?:^|,)\W?(?:received|origintimestamputc|datetimeutc|date\(utc\))(?:,|$)/.test(text)
  );
}

/** One row for one recipient, or the summary form `anna@example.com##Receive, Deliver;bert@…##Fail`. */
function recipients(cell: Cells): [string, string][] {
  const summary = cell('recipient_status');
  if (!summary.includes('##'))
    return [[cell('RecipientAddress', 'recipient_address'), cell('Status', 'recipient_status')]];
  return summary.split(';').map((one) => {
    const [to = '', events = ''] = one.split('##');
    const last = /fail/i.test(events)
      ? 'Failed'
      : /deliver|send/i.test(events)
        ? 'Delivered'
        : /quarantine/i.test(events)
          ? 'Quarantined'
          : 'GettingStatus';
    return [to.trim(), last];
  });
}

function parseRow(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line.replace(/,\s*$/, '')) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
