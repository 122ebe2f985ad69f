/**
 * Message traces of Microsoft 365: the CSV that the admin centre and Get-MessageTraceV2 export, or the same rows as JSON
 * objects. They tell the fate, not the reply; sessions that were refused never became a message and are not in them.
 */
import type { Outcome, ScanResult } from '../../contract/index.ts';
import { columnKey, columnsOf, splitRow } from './csv.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { resultOf } from './result.ts';
import { createTraceClock } from './trace-clock.ts';

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
  const readTime = createTraceClock(options);
  let column: ReturnType<typeof columnsOf> | null = null;
  let separator = ',';
  /** Lines of a JSON object that is spread over several. */
  let open: string[] | null = null;
  let damaged = 0;

  const read = (cell: Cells): ScanResult[] => {
    const at = readTime(
      cell('Received', 'origin_timestamp_utc', 'date_time_utc', 'Date (UTC)', 'receivedDateTime', 'Date'),
      separator,
    );
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
        queueId: cell('MessageTraceId', 'network_message_id', 'Message trace ID', 'id') || null,
        messageId: cell('MessageId', 'message_id', 'internetMessageId') || null,
        client: { address: cell('FromIP', 'original_client_ip') || null, name: null, login: null },
        from: cell('SenderAddress', 'Sender') || null,
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

  const readObject = (text: string): ScanResult[] => {
    const row = parseRow(text);
    if (row === null) return nothing;
    const named = new Map(Object.entries(row).map(([name, value]) => [columnKey(name), textOf(value)]));
    if (!named.has('recipientaddress')) return nothing;
    return read((...names) => names.map((name) => named.get(columnKey(name)) ?? '').find((text) => text !== '') ?? '');
  };

  /** What ConvertTo-Json writes: `{`, a line for each value, `}`. */
  const readSpread = (line: string): ScanResult[] => {
    if (open === null || open.length > 200) {
      open = /^[\s[]*\{\s*$/.test(line) ? ['{'] : null;
      return nothing;
    }
    const isEnd = /^\s*\},?\s*\]?\s*$/.test(line);
    open.push(isEnd ? '}' : line);
    if (!isEnd) return nothing;
    const text = open.join('');
    open = null;
    return readObject(text);
  };

  return {
    push(raw) {
      const line = raw.replace(/^\uFEFF/, '');
      if (open !== null || /^[\s[]*\{\s*$/.test(line)) return readSpread(line);
      if (/^[\s[]*\{/.test(line)) return readObject(line.replace(/^[\s[]+/, ''));
      if (line.trim() === '' || line.startsWith('#TYPE')) return nothing;
      if (column === null) {
        if (!isHead(line)) return nothing;
        separator = separatorOf(line);
        column = columnsOf(splitRow(line, separator));
        return nothing;
      }
      const row = splitRow(line, separator);
      const named = column;
      return row.length < 4 ? nothing : read((...names) => named(row, ...names));
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of the head row of a trace, or of a row as JSON. */
export function isTraceLine(line: string): boolean {
  return isHead(line) || /^[\s[{]*"MessageTraceId"\s*:/.test(line) || isTraceObject(line);
}

function isTraceObject(line: string): boolean {
  return /^\s*\{/.test(line) && /"recipientAddress"/i.test(line) && /"(?:MessageTraceId|senderAddress)"/i.test(line);
}

function isHead(line: string): boolean {
  const names = splitRow(line.replace(/^\uFEFF/, ''), separatorOf(line)).map(columnKey);
  const has = (...wanted: string[]) => wanted.some((name) => names.includes(name));
  return (
    names.length >= 4 &&
    has('received', 'origintimestamputc', 'datetimeutc', 'date(utc)', 'receiveddatetime', 'date') &&
    has('senderaddress', 'sender') &&
    has('recipientaddress', 'recipientstatus', 'recipient')
  );
}

/** Spreadsheets of half of Europe write semicolons. */
function separatorOf(head: string): string {
  const counts = [',', ';', '\t'].map((mark) => head.split(mark).length);
  return [',', ';', '\t'][counts.indexOf(Math.max(...counts))] ?? ',';
}

/** One row for one recipient, or the summary form `anna@example.com##Receive, Deliver;bert@…##Fail`. */
function recipients(cell: Cells): [string, string][] {
  const summary = cell('recipient_status');
  if (!summary.includes('##'))
    return [[cell('RecipientAddress', 'Recipient'), cell('Status', 'recipient_status', 'delivery_status')]];
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
