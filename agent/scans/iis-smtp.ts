/**
 * The SMTP service of Windows Server (IIS 6 SMTP): W3C extended log in UTC, blanks written as `+`. Rows of devices have
 * command and status together; rows to the next hop are `OutboundConnectionCommand` and `OutboundConnectionResponse`.
 */
import type { ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import { createConversation } from './conversation.ts';
import { columnsOf } from './csv.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';

type Session = { readonly talk: Conversation; lastAt: string };

const usualHead =
  'date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) cs(Cookie) cs(Referer)';

/** A reader of one W3C log, row by row. */
export function createIisReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  const sessions = createRecent<string, Session>(2_000);
  let column = columnsOf(usualHead.split(' '), '-');
  let lastDate = '';
  let damaged = 0;

  const session = (key: string, role: 'server' | 'client', address: string): Session => {
    let found = sessions.get(key);
    if (!found) {
      const client = role === 'server' ? { address: address || null, name: null, login: null } : null;
      const hop = role === 'client' ? address || null : null;
      found = { talk: createConversation({ source: 'iis-smtp', role, client, hop }), lastAt: '' };
      sessions.set(key, found);
    }
    return found;
  };

  const read = (row: readonly string[]): ScanResult[] => {
    const date = column(row, 'date') || lastDate;
    const at = clock.iso(`${date} ${column(row, 'time')}`, true);
    const address = column(row, 'c-ip');
    if (at === null) {
      damaged += 1;
      return nothing;
    }
    const kind = column(row, 'cs-username');
    const method = column(row, 'cs-method');
    const query = plain(column(row, 'cs-uri-query'));
    if (kind === 'OutboundConnectionCommand' || kind === 'OutboundConnectionResponse') {
      const key = `out ${address}`;
      if (kind.endsWith('Response') && /^220[ -]/.test(query)) sessions.delete(key);
      const { talk } = session(key, 'client', address);
      if (kind.endsWith('Response')) return talk.answer(at, query);
      return method === '' ? nothing : talk.command(at, `${method} ${query}`.trim());
    }
    const status = Number(column(row, 'sc-status'));
    if (method === '' || !(status >= 200 && status < 600)) return nothing;
    const here = session(`in ${address}`, 'server', address);
    here.talk.command(at, `${method} ${query}`.trim());
    if (method === 'DATA' && /^<[^>]+>$/.test(query)) here.talk.messageId = query;
    // The row of DATA is written after the mail was taken or refused, with the final status.
    if (method === 'DATA' && status < 400) here.talk.answer(at, '354');
    return here.talk.answer(at, `${status}`);
  };

  return {
    push(line) {
      if (line.startsWith('#')) {
        const head = /^#Fields: (.*)$/.exec(line)?.[1];
        if (head) column = columnsOf(head.trim().split(/\s+/), '-');
        lastDate = /^#Date: (\d{4}-\d\d-\d\d)/.exec(line)?.[1] ?? lastDate;
        return nothing;
      }
      return /^\d{4}-\d\d-\d\d |^\d\d:\d\d:\d\d /.test(line) ? read(line.split(' ')) : nothing;
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** Marks of the service; else a row with a command and its status. */
const row =
  /\bSMTPSVC\d+\b|\bOutboundConnection(?:Command|Response)\b|^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d \S.* (?:EHLO|HELO|MAIL|RCPT|DATA|BDAT|AUTH|QUIT) .*\b[2-5]\d\d\b/;

/** True of a line of this log. */
export function isIisLine(line: string): boolean {
  return row.test(line);
}

function plain(query: string): string {
  const text = query.replace(/\+/g, ' ').trim();
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
