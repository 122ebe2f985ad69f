/**
 * Postfix's log. A message's lines are joined by queue id, a session's by process id, and the two queue ids that a
 * content filter makes of one message by `queued as` and message id: the hand-over to the filter is no result.
 */
import type { ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { readDelivery } from './postfix-delivery.ts';
import type { Break, Refusal } from './postfix-session.ts';
import { readBreak, readClient, readFutile, readLoginFailure, readRateLimit, readReject } from './postfix-session.ts';
import type { Message, Queue } from './queue.ts';
import { createQueue, keepUnder, noteFailure } from './queue.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import type { Client, Facts } from './result.ts';
import { resultOf } from './result.ts';
import type { SyslogLine } from './syslog.ts';
import { createSyslogReader } from './syslog.ts';

/** One instance of Postfix on one host: queue ids and process ids are its own. */
type Instance = { readonly queue: Queue; readonly sessions: Map<string, Session> };
/** An SMTP session of a device, by the process that serves it. */
type Session = { client: Client | null /** Address whose failure was told. */; told: string | null };

const maxSessions = 5_000;
const maxMessageIds = 20_000;

/** A reader of Postfix's log, line by line; `now` settles the year of classic time stamps, `zone` their offset. */
export function createPostfixReader(options: ReaderOptions): LogReader {
  const readHead = createSyslogReader(createClock(options));
  const instances = new Map<string, Instance>();
  const byMessageId = new Map<string, Message>();
  let damaged = 0;
  let instanceKey = '';
  let instance: Instance = { queue: createQueue(), sessions: new Map() };
  instances.set('', instance);

  const enter = (host: string, name: string) => {
    const key = `${host} ${name}`;
    if (key === instanceKey) return;
    instanceKey = key;
    const known = instances.get(key);
    if (known) instance = known;
    else {
      instance = { queue: createQueue(), sessions: new Map() };
      keepUnder(instances, 50);
      instances.set(key, instance);
    }
  };

  const session = (pid: string): Session => {
    let found = instance.sessions.get(pid);
    if (!found) {
      found = { client: null, told: null };
      keepUnder(instance.sessions, maxSessions);
      instance.sessions.set(pid, found);
    }
    return found;
  };

  const result = (head: SyslogLine, facts: Omit<Facts, 'at' | 'source'>): ScanResult[] => {
    const at = head.at();
    if (at === null) {
      damaged += 1;
      return nothing;
    }
    return [resultOf({ ...facts, at, source: 'postfix' })];
  };

  const refusal = (head: SyslogLine, said: Refusal): ScanResult[] => {
    const here = session(head.pid);
    const message = said.queueId === null ? undefined : instance.queue.get(said.queueId);
    const seen = message?.client ?? here.client;
    const client = said.client === null ? seen : { ...said.client, login: said.client.login ?? seen?.login ?? null };
    here.told = client?.address ?? null;
    return result(head, {
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
  const breakOff = (head: SyslogLine, said: Break): ScanResult[] => {
    const here = session(head.pid);
    const isScan = said.stage === 'data' || said.stage === 'delivery' || said.text.startsWith('SSL_accept');
    if (said.stage === 'connect' || (here.told === said.client.address && !isScan)) return nothing;
    if (/after (?:QUIT|RSET|NOOP|UNKNOWN|HELP|VRFY|XCLIENT|XFORWARD)\b/.test(said.text)) return nothing;
    here.told = said.client.address;
    const client = { ...said.client, login: here.client?.address === said.client.address ? here.client.login : null };
    return result(head, { client, stage: said.stage, outcome: 'lost', reply: null, hint: said.text });
  };

  const delivery = (head: SyslogLine, queueId: string, start: number): ScanResult[] => {
    const said = readDelivery(head.message, start);
    if (said === 'probe') return nothing;
    if (said === null) {
      damaged += 1;
      return nothing;
    }
    const message = instance.queue.get(queueId);
    const facts = {
      queueId,
      messageId: message?.messageId ?? null,
      client: message?.client ?? null,
      from: message?.from ?? null,
      size: message?.size ?? null,
      ...said,
    };
    if (said.outcome === 'sent') {
      if (isHandOver(message, said.reply.text)) return nothing;
      if (message?.failures) message.failures.delete(said.to);
      return result(head, facts);
    }
    const found = result(head, facts);
    const [made] = found;
    if (!made) return found;
    const signature = `${said.outcome} ${said.reply.code} ${said.reply.enhanced} ${made.reason}`;
    const kept = { signature, facts: { ...facts, at: made.at, source: 'postfix' } };
    return noteFailure(message ?? instance.queue.open(queueId), said.to, kept) ? found : nothing;
  };

  /** `250 … queued as X` where X is in this log too: X's own deliveries tell what became of the mail. */
  const isHandOver = (message: Message | undefined, text: string): boolean => {
    const at = text.lastIndexOf('queued as ');
    if (at < 0) return false;
    const nextId = text.slice(at + 10).replace(/[^0-9A-Za-z].*$/, '');
    if (nextId === '' || nextId === message?.queueId) return false;
    for (const { queue } of instances.values()) {
      const next = queue.get(nextId);
      if (!next) continue;
      if (message?.client && (next.client === null || isLoopback(next.client))) next.client = message.client;
      return true;
    }
    return false;
  };

  const expire = (head: SyslogLine, queueId: string): ScanResult[] => {
    const message = instance.queue.get(queueId);
    if (!message?.failures?.size) {
      const { messageId = null, client = null, from = null, size = null } = message ?? {};
      const stage = 'delivery';
      return result(head, { queueId, messageId, client, from, size, stage, outcome: 'expired', reply: null });
    }
    const last = [...message.failures.values()];
    message.failures = null;
    return last.flatMap(({ facts }) => result(head, { ...facts, outcome: 'expired' }));
  };

  const fromQueueManager = (head: SyslogLine, queueId: string, start: number): ScanResult[] => {
    const { message: text } = head;
    if (text.startsWith('removed', start)) {
      instance.queue.remove(queueId);
      return nothing;
    }
    if (!text.startsWith('from=<', start)) return nothing;
    const end = text.indexOf('>, ', start);
    if (end < 0) return nothing;
    if (text.startsWith('status=', end + 3)) return /expired/.test(text.slice(end)) ? expire(head, queueId) : nothing;
    const message = instance.queue.open(queueId);
    message.from ??= end > start + 6 ? text.slice(start + 6, end) : null;
    if (text.startsWith('size=', end + 3)) message.size ??= Number.parseInt(text.slice(end + 8, end + 24), 10) || null;
    return nothing;
  };

  /** A message id seen before under another queue id, and the client is this host: a filter gave the mail back. */
  const noteMessageId = (queueId: string, text: string) => {
    const messageId = text.length > 2 ? text : null;
    const message = instance.queue.open(queueId);
    message.messageId = messageId;
    if (messageId === null) return;
    const before = byMessageId.get(messageId);
    if (before && before !== message && (message.client === null || isLoopback(message.client))) {
      message.client = before.client ?? message.client;
      message.size = before.size;
      return;
    }
    keepUnder(byMessageId, maxMessageIds);
    byMessageId.set(messageId, message);
  };

  const fromWarning = (head: SyslogLine): ScanResult[] => {
    const said = readLoginFailure(head.message) ?? readRateLimit(head.message);
    return said ? refusal(head, said) : nothing;
  };

  /** The summary of a session tells of a futile step that no line has told before. */
  const disconnect = (head: SyslogLine): ScanResult[] => {
    const here = instance.sessions.get(head.pid);
    instance.sessions.delete(head.pid);
    if (here?.client === undefined || here.client === null || here.told !== null) return nothing;
    const said = head.message.includes('=0/') ? readFutile(head.message) : null;
    if (said === null) return nothing;
    const { login } = here.client;
    return result(head, {
      client: { ...said.client, login },
      stage: said.stage,
      outcome: 'refused',
      reply: null,
      hint: said.text,
      provider: 'postfix',
    });
  };

  const fromSession = (head: SyslogLine): ScanResult[] => {
    const { message } = head;
    if (message.startsWith('connect from ')) {
      const here = session(head.pid);
      here.client = readClient(message.slice(13));
      here.told = null;
      return nothing;
    }
    if (message.startsWith('disconnect from ')) return disconnect(head);
    if (message.startsWith('warning: ')) return fromWarning(head);
    const clientAt = message.indexOf(': client=');
    if (clientAt > 0 && clientAt < 24) {
      const client = readClient(message.slice(clientAt + 9));
      session(head.pid).client = client;
      const queueId = message.slice(0, clientAt);
      if (queueId !== 'NOQUEUE') instance.queue.renew(queueId).client = client;
      return nothing;
    }
    const said = message.includes('reject: ') ? readReject(message) : null;
    if (said) return refusal(head, said);
    const cut = readBreak(message);
    return cut ? breakOff(head, cut) : nothing;
  };

  const read = (head: SyslogLine): ScanResult[] => {
    const { program, message } = head;
    const slash = program.lastIndexOf('/');
    if (slash < 0) return nothing;
    const daemon = program.slice(slash + 1);
    switch (daemon) {
      case 'smtpd':
      case 'postscreen':
        enter(head.host, program.slice(0, program.indexOf('/')));
        return fromSession(head);
      case 'smtp':
      case 'lmtp':
      case 'local':
      case 'virtual':
      case 'pipe':
      case 'error':
      case 'retry':
      case 'discard':
      case 'bounce':
      case 'qmgr':
      case 'nqmgr':
      case 'oqmgr':
      case 'cleanup':
      case 'pickup':
        break;
      default:
        return nothing;
    }
    if (message.startsWith('warning: ')) return message.includes(': SASL ') ? fromWarning(head) : nothing;
    const colon = message.indexOf(': ');
    if (colon < 5 || colon > 22) return nothing;
    enter(head.host, program.slice(0, program.indexOf('/')));
    const queueId = message.slice(0, colon);
    const start = colon + 2;
    if (message.startsWith('to=', start)) return delivery(head, queueId, start);
    if (daemon.endsWith('qmgr')) return fromQueueManager(head, queueId, start);
    if (daemon === 'cleanup') {
      if (message.startsWith('message-id=', start)) noteMessageId(queueId, message.slice(start + 11));
      else if (message.includes('reject: ')) {
        const said = readReject(message);
        if (said) return refusal(head, said);
      }
    } else if (daemon === 'pickup' && message.startsWith('uid=', start)) instance.queue.renew(queueId);
    return nothing;
  };

  return {
    push(line) {
      const head = readHead(line);
      return head === null ? nothing : read(head);
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

function isLoopback(client: Client): boolean {
  const { address } = client;
  return address === null || address.startsWith('127.') || address === '::1';
}

/** True of a line that Postfix wrote: `… postfix/smtp[123]: …`, or its JSON in the journal. */
export function isPostfixLine(line: string): boolean {
  return /(?:^|[ "])postfix[^\s/[\]:"]*\/[\w./-]+(?:\[\d+\]: |")/.test(line);
}
