/**
 * Exchange Server's protocol logs (`RECV…log`, `SEND…log`): CSV in UTC, a row per line of the conversation. Event `+`
 * connect, `-` disconnect, `>` sent by us, `<` received, `*` information. In a receive log `>` is our answer to the
 * device; in a send log `<` is the answer of the next hop. The first reply of a session tells which it is.
 */
import type { ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import type { Conversation, ConversationBase } from './conversation.ts';
import { createConversation } from './conversation.ts';
import { columnsOf, splitRow } from './csv.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';

type Session = { base: ConversationBase; talk: Conversation | null; lastAt: string };

const usualHead = 'date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context';
const maxSessions = 5_000;

/** A reader of one protocol log, row by row. */
export function createExchangeReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  const sessions = createRecent<string, Session>(maxSessions);
  let column = columnsOf(usualHead.split(','));
  let logRole: ConversationBase['role'] | null = null;
  let damaged = 0;

  const open = (id: string, remote: string, role: ConversationBase['role']): Session => {
    const address = hostOf(remote);
    const base: ConversationBase =
      role === 'server'
        ? { source: 'exchange', role, client: { address, name: null, login: null }, provider: 'exchange' }
        : { source: 'exchange', role, client: null, hop: remote || null };
    const session = { base, talk: createConversation(base), lastAt: '' };
    sessions.set(id, session);
    return session;
  };

  const read = (row: readonly string[]): ScanResult[] => {
    const at = clock.iso(column(row, 'date-time'), true);
    const id = column(row, 'session-id');
    const event = column(row, 'event');
    const data = column(row, 'data');
    const remote = column(row, 'remote-endpoint');
    if (at === null || id === '') {
      damaged += 1;
      return nothing;
    }
    let session = sessions.get(id);
    if (event === '-') {
      sessions.delete(id);
      return session?.talk?.close(at) ?? nothing;
    }
    const isReply = /^[2-5]\d\d(?:[ -]|$)/.test(data);
    const role =
      logRole ??
      (event === '>' ? (isReply ? 'server' : 'client') : event === '<' ? (isReply ? 'client' : 'server') : null);
    const isFailure =
      event === '*' && /^Failed to connect|^Connection (?:failed|refused)/i.test(data || column(row, 'context'));
    session ??= role === null && !isFailure ? undefined : open(id, remote, role ?? 'client');
    if (!session?.talk) return nothing;
    session.lastAt = at;
    if (event === '*') return inform(session, at, data, column(row, 'context'));
    const isOurs = event === '>';
    const isAnswer = session.base.role === 'server' ? isOurs : event === '<';
    // Our own answer names the message that it takes.
    const taken = session.base.role === 'server' ? /^250 2\.6\.0 (<[^>]+>)/.exec(data)?.[1] : undefined;
    if (taken) session.talk.messageId = taken;
    if (isAnswer) return session.talk.answer(at, data);
    return session.talk.command(at, data);
  };

  const inform = (session: Session, at: string, data: string, context: string): ScanResult[] => {
    const text = `${data} ${context}`.trim();
    const messageId = /InternetMessageId (<[^>]+>)/.exec(text)?.[1];
    if (session.talk && messageId) session.talk.messageId = messageId;
    if (context === 'authenticated' && session.base.client)
      session.base.client = { ...session.base.client, login: data || null };
    return /^Failed to connect/i.test(text) ? (session.talk?.fail(at, text) ?? nothing) : nothing;
  };

  return {
    push(line) {
      const text = line.replace(/^\uFEFF/, '');
      if (text.startsWith('#')) {
        if (/^#Log-type:.*Receive/i.test(text)) logRole = 'server';
        else if (/^#Log-type:.*Send/i.test(text)) logRole = 'client';
        const head = /^#Fields: (.*)$/.exec(text)?.[1];
        if (head) column = columnsOf(splitRow(head, ','));
        return nothing;
      }
      const row = splitRow(text, ',');
      return row.length < 6 ? nothing : read(row);
    },
    end() {
      const open = sessions.values();
      sessions.clear();
      return open.flatMap(({ talk, lastAt }) => talk?.close(lastAt) ?? []);
    },
    damaged: () => damaged,
  };
}

/** True of a line of a protocol log. */
export function isExchangeLine(line: string): boolean {
  return (
    /^\uFEFF?#Log-type: SMTP (?:Receive|Send) Protocol/i.test(line) ||
    /^\uFEFF?#Fields: (?=.*\bsession-id\b)(?=.*\bsequence-number\b)/.test(line) ||
    /^\d{4}-\d\d-\d\dT[\d:.]+Z,[^,]*,[0-9A-F]{16},\d+,[^,]*,[^,]*,[-+<>*],/.test(line)
  );
}

/** `10.0.4.21:51234`, `[2001:db8::1]:25` → the address. */
function hostOf(endpoint: string): string | null {
  return endpoint.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') || null;
}
