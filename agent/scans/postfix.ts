/**
 * Postfix's log. A message's lines are joined by queue id, a session's by process id, and the two queue ids that a
 * content filter makes of one message by `queued as` and message id: the hand-over to the filter is no result.
 *
 * A relay's log is long, and most of its lines tell nothing of a scan. So a line is looked at in place: which daemon
 * wrote it, then the first characters of its message. Only what is left is cut out and read.
 */
import type { ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { readDelivery } from './postfix-delivery.ts';
import type { Daemon, Instance } from './postfix-instances.ts';
import { createInstances, sessionOf } from './postfix-instances.ts';
import type { Break, Refusal } from './postfix-session.ts';
import { readBreak, readClient, readFutile, readReject, readWarning } from './postfix-session.ts';
import type { Message } from './queue.ts';
import { dropFailure, keepText, noteFailure } from './queue.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';
import type { Client, Facts } from './result.ts';
import { keepClient, resultOf } from './result.ts';
import type { SyslogLine } from './syslog.ts';
import { createSyslogReader } from './syslog.ts';

const maxMessageIds = 20_000;

/** A reader of Postfix's log, line by line; `now` settles the year of classic time stamps, `zone` their offset. */
export function createPostfixReader(options: ReaderOptions): LogReader {
  const readHead = createSyslogReader(createClock(options));
  const instances = createInstances();
  const byMessageId = createRecent<string, Message>(maxMessageIds);
  let damaged = 0;
  // The line that is being read.
  let head: SyslogLine;
  let instance: Instance;

  const result = (facts: Omit<Facts, 'at' | 'source'>): ScanResult[] => {
    const at = head.at();
    if (at !== null) return [resultOf({ ...facts, at, source: 'postfix' })];
    damaged += 1;
    return nothing;
  };

  const refusal = (said: Refusal): ScanResult[] => {
    const here = sessionOf(instance, head.pid);
    const message = said.queueId === null ? undefined : instance.queue.get(said.queueId);
    const seen = message?.client ?? here.client;
    const client = said.client === null ? seen : { ...said.client, login: said.client.login ?? seen?.login ?? null };
    here.told = client?.address ?? null;
    return result({
      ...said,
      client,
      messageId: message?.messageId ?? null,
      from: said.from ?? message?.from ?? null,
      size: message?.size ?? null,
      outcome: 'refused',
      provider: 'postfix',
    });
  };

  /** A broken session is a result where a scan was under way, and no refusal of the same session explains it. */
  const breakOff = (said: Break): ScanResult[] => {
    const here = sessionOf(instance, head.pid);
    const isScan = said.stage === 'data' || said.stage === 'delivery' || said.text.startsWith('SSL_accept');
    if (said.stage === 'connect' || (here.told === said.client.address && !isScan)) return nothing;
    if (/after (?:QUIT|RSET|NOOP|UNKNOWN|HELP|VRFY|XCLIENT|XFORWARD)\b/.test(said.text)) return nothing;
    here.told = said.client.address;
    const client = { ...said.client, login: here.client?.address === said.client.address ? here.client.login : null };
    return result({ client, stage: said.stage, outcome: said.outcome, reply: null, hint: said.text });
  };

  const delivery = (text: string, start: number, queueId: string): ScanResult[] => {
    const said = readDelivery(text, start);
    if (said === 'probe') return nothing;
    const at = head.at();
    if (said === null || at === null) {
      damaged += 1;
      return nothing;
    }
    const message = instance.queue.get(queueId);
    const facts: Facts = {
      at,
      source: 'postfix',
      queueId,
      messageId: message?.messageId ?? null,
      client: message?.client ?? null,
      from: message?.from ?? null,
      to: said.to,
      size: message?.size ?? null,
      hop: said.hop,
      stage: said.stage,
      outcome: said.outcome,
      reply: said.reply,
    };
    if (said.outcome === 'sent') {
      if (isHandOver(message, queueId, said.reply.text)) return nothing;
      dropFailure(message, said.to);
      return [resultOf(facts)];
    }
    const made = resultOf(facts);
    const failure = { ...said, reason: made.reason };
    return noteFailure(message ?? instance.queue.meet(queueId), failure) ? [made] : nothing;
  };

  /** `250 … queued as X`, or an alias' `forwarded as X`, where X is in this log too: X's own deliveries tell the rest. */
  const isHandOver = (message: Message | undefined, queueId: string, text: string): boolean => {
    const nextId = nextQueueId(text);
    if (nextId === '' || nextId === queueId) return false;
    const next = instances.holding(nextId)?.queue.get(nextId);
    if (!next) return false;
    if (message?.client && (next.client === null || isLoopback(next.client))) next.client = message.client;
    return true;
  };

  /** Postfix names no recipient: it is each one that was waiting, and the last that was told of it is the reason. */
  const expire = (queueId: string): ScanResult[] => {
    const message = instance.queue.get(queueId);
    const { messageId = null, client = null, from = null, size = null } = message ?? {};
    const known = { queueId, messageId, client, from, size, outcome: 'expired' } as const;
    const waiting = message?.failures.filter(({ outcome }) => outcome === 'deferred') ?? [];
    if (message) message.failures = [];
    if (waiting.length === 0) return result({ ...known, stage: 'delivery', reply: null });
    return waiting.flatMap(({ to, stage, hop, reply }) => result({ ...known, to, stage, hop, reply }));
  };

  const fromQueueManager = (text: string, start: number, queueId: string): ScanResult[] => {
    if (text.startsWith('removed', start)) {
      instance.queue.remove(queueId);
      return nothing;
    }
    if (!text.startsWith('from=<', start)) return nothing;
    const end = text.indexOf('>, ', start);
    if (end < 0) return nothing;
    if (text.startsWith('status=', end + 3)) return text.includes('expired', end) ? expire(queueId) : nothing;
    const message = instance.queue.open(queueId);
    message.from ??= end > start + 6 ? keepText(text.slice(start + 6, end)) : null;
    if (text.startsWith('size=', end + 3)) message.size ??= Number.parseInt(text.slice(end + 8, end + 24), 10) || null;
    return nothing;
  };

  /** A message id seen before under another queue id, and the client is this host: a filter gave the mail back. */
  const noteMessageId = (queueId: string, text: string) => {
    const message = instance.queue.open(queueId);
    message.messageId = text.length > 2 ? keepText(text) : null;
    if (message.messageId === null) return;
    const before = byMessageId.get(message.messageId);
    if (before && before !== message && (message.client === null || isLoopback(message.client))) {
      message.client = before.client ?? message.client;
      message.size = before.size;
      return;
    }
    byMessageId.set(message.messageId, message);
  };

  const fromCleanup = (text: string, start: number, queueId: string): ScanResult[] => {
    if (text.startsWith('message-id=', start)) {
      noteMessageId(queueId, text.slice(start + 11));
      return nothing;
    }
    const said = text.includes('reject: ', start) ? readReject(head.message) : null;
    return said ? refusal(said) : nothing;
  };

  const connect = (text: string, start: number) => {
    const here = sessionOf(instance, head.pid);
    here.client = keepClient(readClient(text, start));
    here.told = null;
  };

  /** The summary of a session tells of a futile step that no line has told before. */
  const disconnect = (text: string, start: number): ScanResult[] => {
    const here = instance.sessions.get(head.pid);
    if (!here) return nothing;
    const { client: opened, told } = here;
    // The process serves the next one. (To delete and set again would wear the map out: see recent.ts.)
    here.client = null;
    here.told = null;
    if (opened === null || told !== null) return nothing;
    const said = text.includes('=0/', start) ? readFutile(head.message) : null;
    if (said === null) return nothing;
    const client = { ...said.client, login: opened.login };
    return result({ client, stage: said.stage, outcome: 'refused', reply: null, hint: said.text, provider: 'postfix' });
  };

  const arrival = (text: string, start: number, queueId: string) => {
    const client = keepClient(readClient(text, start));
    sessionOf(instance, head.pid).client = client;
    if (queueId !== 'NOQUEUE') instance.queue.renew(queueId).client = client;
  };

  const fromServer = (text: string, start: number): ScanResult[] => {
    switch (text.charCodeAt(start)) {
      case 99: // c
        if (text.startsWith('connect from ', start)) {
          connect(text, start + 13);
          return nothing;
        }
        break;
      case 100: // d
        if (text.startsWith('disconnect from ', start)) return disconnect(text, start + 16);
        break;
      case 119: // w
        if (text.startsWith('warning: ', start)) return fromWarning();
        break;
      case 108: // lost connection after
      case 116: // timeout after, too many errors after
      case 83: {
        // SSL_accept error from
        const cut = readBreak(head.message);
        if (cut) return breakOff(cut);
        break;
      }
    }
    const colon = queueIdEnd(text, start);
    if (colon > 0 && text.startsWith('client=', colon + 2)) {
      arrival(text, colon + 9, text.slice(start, colon));
      return nothing;
    }
    // `NOQUEUE: reject: `, `QID: milter-reject: `, and `reject: ` alone as Postfix once wrote it.
    const at = colon > 0 ? colon + 2 : start;
    const said =
      text.startsWith('reject: ', at) || text.startsWith('proxy-reject: ', at) || text.startsWith('milter-reject: ', at)
        ? readReject(head.message)
        : null;
    return said ? refusal(said) : nothing;
  };

  const fromWarning = (): ScanResult[] => {
    const said = readWarning(head.message);
    return said ? refusal(said) : nothing;
  };

  const read = ({ role }: Daemon): ScanResult[] => {
    const { text, start } = head;
    if (role === 'server') return fromServer(text, start);
    const colon = queueIdEnd(text, start);
    if (text.startsWith('warning: ', start)) return fromWarning();
    if (colon < 0) return nothing;
    const queueId = text.slice(start, colon);
    const rest = colon + 2;
    if (text.startsWith('to=', rest)) return delivery(text, rest, queueId);
    if (role === 'queue') return fromQueueManager(text, rest, queueId);
    if (role === 'cleanup') return fromCleanup(text, rest, queueId);
    if (role === 'pickup' && text.startsWith('uid=', rest)) instance.queue.renew(queueId);
    if (role === 'postsuper' && text.startsWith('removed', rest)) instance.queue.remove(queueId);
    return nothing;
  };

  return {
    push(line) {
      const found = readHead(line);
      if (found === null) return nothing;
      const daemon = instances.daemonOf(found.host, found.program);
      if (daemon === null) return nothing;
      head = found;
      instance = daemon.instance;
      return read(daemon);
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** Where the queue id at `start` ends, with `: ` behind it; -1 where there is none. Hexadecimal, or longer and of all letters. */
function queueIdEnd(text: string, start: number): number {
  let at = start;
  while (isWordCode(text.charCodeAt(at))) at += 1;
  return at - start >= 5 && at - start <= 22 && text.charCodeAt(at) === 58 && text.charCodeAt(at + 1) === 32 ? at : -1;
}

/** The queue id behind the last `queued as `, or behind `forwarded as `; empty where there is none. */
function nextQueueId(text: string): string {
  const queued = text.lastIndexOf('queued as ');
  const start = queued >= 0 ? queued + 10 : text.startsWith('forwarded as ') ? 13 : -1;
  if (start < 0) return '';
  let end = start;
  while (isWordCode(text.charCodeAt(end))) end += 1;
  return text.slice(start, end);
}

/** A letter or a digit. */
function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isLoopback(client: Client): boolean {
  const { address } = client;
  return address === null || address.startsWith('127.') || address === '::1';
}

const written =
  /(?:^|[ "])(?:postfix[^\s/[\]:"]*\/[\w./-]+|[\w.-]+\/(?:[\w.-]+\/)?(?:smtpd|smtp|lmtp|qmgr|cleanup|pickup|postscreen))(?:\[\d+\]: | (?:\d+|-) \S+ [-[]|")/;

/** True of a line that Postfix wrote: `… postfix/smtp[123]: …`, RFC 5424's `… postfix/smtp 123 - - …`, or JSON of the journal. */
export function isPostfixLine(line: string): boolean {
  return written.test(line);
}
