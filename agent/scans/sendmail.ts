/**
 * Sendmail's log: `QID: key=value, …`. It keeps the enhanced code of a reply (`dsn=`) and drops the reply code; refusals of
 * its own (`reject=`) it keeps whole.
 */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, Reply, ScanResult, Stage } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import type { Message } from './queue.ts';
import { createQueue, failureOf, noteFailure } from './queue.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';
import type { Facts } from './result.ts';
import { noClient, resultOf } from './result.ts';
import type { Fields } from './sendmail-session.ts';
import { bare, fieldsOf, readSession, relayClient } from './sendmail-session.ts';
import type { SyslogLine } from './syslog.ts';
import { createSyslogReader } from './syslog.ts';

type Told = Omit<Facts, 'at' | 'source'>;

const program = /^(?:sendmail|sm-[\w-]+|mail\.sendmail)$/;
const queueIdFirst = /^([0-9A-Za-z]{8,20}): /;

/** A reader of Sendmail's log, line by line. */
export function createSendmailReader(options: ReaderOptions): LogReader {
  const readHead = createSyslogReader(createClock(options));
  const queue = createQueue();
  /** `<anna@example.com>... User unknown`: the client is told by a later line of the same id. */
  const pending = createRecent<string, { at: string; to: string; text: string }[]>(1_000);
  let damaged = 0;

  const result = (head: SyslogLine, told: Told): ScanResult[] => {
    const at = head.at();
    if (at !== null) return [resultOf({ ...told, at, source: 'sendmail' })];
    damaged += 1;
    return nothing;
  };

  const known = (message: Message | undefined) => ({
    messageId: message?.messageId ?? null,
    client: message?.client ?? noClient,
    from: message?.from ?? null,
    size: message?.size ?? null,
  });

  const arrival = (queueId: string, fields: Fields): ScanResult[] => {
    const message =
      queue.get(queueId)?.from === undefined || queue.get(queueId)?.size === null
        ? queue.open(queueId)
        : queue.renew(queueId);
    message.from = bare(fields.get('from'));
    message.size = Number(fields.get('size')) || null;
    message.messageId = fields.get('msgid') ?? null;
    message.client = { ...relayClient(fields.get('relay')), login: message.client?.login ?? null };
    const refused = pending.get(queueId) ?? [];
    pending.delete(queueId);
    return refused.map(({ at, to, text }) => {
      const reply = { code: null, enhanced: null, text };
      return resultOf({
        ...known(message),
        at,
        source: 'sendmail',
        queueId,
        to,
        stage: 'rcpt',
        outcome: 'refused',
        reply,
        provider: 'sendmail',
      });
    });
  };

  const delivery = (head: SyslogLine, queueId: string, fields: Fields): ScanResult[] => {
    const stat = fields.get('stat') ?? '';
    const dsn = fields.get('dsn') ?? null;
    const fate = outcomeOf(stat, dsn);
    if (fate === null) return nothing;
    const message = queue.get(queueId);
    if (fate === 'sent' && isHandOver(message, stat)) return nothing;
    // Since version 8.16 the reply of the next hop has a field of its own, at some log levels.
    const said = replyOf(fields.get('reply') ?? stat, dsn);
    const outcome = fate === 'bounced' && said.code !== null ? 'refused' : fate;
    const relay = relayHop(fields.get('relay'));
    return recipientsOf(fields.get('to') ?? '').flatMap((to) => {
      // Given up, with no word of why: what it met the last time.
      const before = outcome === 'expired' && said.code === null ? failureOf(message, to) : undefined;
      const reply = before?.reply ?? said;
      const hop = relay ?? before?.hop ?? null;
      const stage: Stage = outcome === 'sent' ? 'delivery' : (before?.stage ?? stageOfStat(stat, dsn));
      const found = result(head, { ...known(message), queueId, to, hop, stage, outcome, reply });
      const [made] = found;
      if (!made || outcome === 'sent') return found;
      const failure = { to, outcome, stage, hop, reply, reason: made.reason };
      return noteFailure(message ?? queue.meet(queueId), failure) ? found : nothing;
    });
  };

  /** The submission program passes each mail to the server on the same host, under a second id. */
  const isHandOver = (message: Message | undefined, stat: string): boolean => {
    const nextId = /\(([0-9A-Za-z]{8,20}) Message accepted for delivery\)/.exec(stat)?.[1];
    const next = nextId === undefined ? undefined : queue.get(nextId);
    if (!next || next === message) return false;
    next.client = message?.client ?? next.client;
    return true;
  };

  const read = (head: SyslogLine): ScanResult[] => {
    const found = queueIdFirst.exec(head.message);
    const queueId = found?.[1] ?? null;
    const text = found ? head.message.slice(found[0].length) : head.message;
    const session = readSession(text);
    if (session !== null) {
      const message = queueId === null ? undefined : queue.get(queueId);
      const client = session.client ?? message?.client ?? noClient;
      return result(head, { ...known(message), ...session, client, queueId });
    }
    if (queueId === null) return nothing;
    if (text.startsWith('from=')) return arrival(queueId, fieldsOf(text));
    if (text.startsWith('to=')) return delivery(head, queueId, fieldsOf(text));
    if (text.startsWith('AUTH=server')) {
      const fields = fieldsOf(text);
      queue.open(queueId).client = { ...relayClient(fields.get('relay')), login: fields.get('authid') ?? null };
      return nothing;
    }
    const unknown = /^<([^>]+)>\.\.\. (.+)$/.exec(text);
    const at = unknown ? head.at() : null;
    if (unknown && at !== null) {
      pending.set(queueId, [
        ...(pending.get(queueId) ?? []).slice(-100),
        { at, to: unknown[1] ?? '', text: unknown[2] ?? '' },
      ]);
    }
    return nothing;
  };

  return {
    push(line) {
      const head = readHead(line);
      return head === null || !program.test(head.program) ? nothing : read(head);
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a line that Sendmail wrote. */
export function isSendmailLine(line: string): boolean {
  return /\b(?:sendmail|sm-[\w-]+)\[\d+\]: /.test(line);
}

function recipientsOf(list: string): (string | null)[] {
  const all = list.split(/,(?=\s*[<\w"|])/).map((one) => bare(one.trim()));
  return all.length > 0 ? all.slice(0, 1_000) : [null];
}

function relayHop(relay: string | undefined): string | null {
  const { name, address } = relayClient(relay);
  if (address !== null) return `${name?.replace(/^\[|\]$/g, '') ?? address}[${address}]`;
  return relay?.replace(/\.$/, '') || null;
}

function outcomeOf(stat: string, dsn: string | null): Outcome | null {
  if (/^queued\b|^aliased\b/i.test(stat) || stat === '') return null;
  if (/^Sent\b/.test(stat)) return 'sent';
  if (/^Cannot send message (?:for|within)\b/i.test(stat)) return 'expired';
  if (/^Deferred\b/.test(stat) || dsn?.startsWith('4'))
    return /too old|timeout exceeded|expired/i.test(stat) ? 'expired' : 'deferred';
  return dsn?.startsWith('2') ? 'sent' : 'bounced';
}

function replyOf(stat: string, dsn: string | null): Reply {
  const text = stat.replace(/^Deferred: ?/, '').replace(/^Sent \((.*)\)$/, '$1');
  const raw = readReply(text);
  return { code: raw.code, enhanced: raw.enhanced ?? dsn, text: raw.text };
}

function stageOfStat(stat: string, dsn: string | null): Stage {
  if (/connection|refused by|timed out|host unknown|name server|no route|reset by/i.test(stat)) return 'connect';
  if (/TLS|certificate/i.test(stat)) return 'tls';
  return dsn !== null && /^\d\.1\./.test(dsn) ? 'rcpt' : 'delivery';
}
