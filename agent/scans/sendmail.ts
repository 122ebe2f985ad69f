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
import type { Client, Facts } from './result.ts';
import { noClient, resultOf } from './result.ts';
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

type Fields = Map<string, string>;

/** `from=<a@b>, size=12, relay=copier [10.0.4.21]`: a value ends where the next `, key=` begins. */
function fieldsOf(text: string): Fields {
  const fields: Fields = new Map();
  for (const piece of text.split(/, (?=[a-z][\w-]*=)/i)) {
    const equals = piece.indexOf('=');
    if (equals > 0 && !fields.has(piece.slice(0, equals))) fields.set(piece.slice(0, equals), piece.slice(equals + 1));
  }
  return fields;
}

function bare(address: string | undefined): string | null {
  return address?.replace(/^<|>$/g, '').trim() || null;
}

function recipientsOf(list: string): (string | null)[] {
  const all = list.split(/,(?=\s*[<\w"|])/).map((one) => bare(one.trim()));
  return all.length > 0 ? all.slice(0, 1_000) : [null];
}

/** `copier.example.com [10.0.4.21] (may be forged)`, `[10.0.4.21]`, `scanner@localhost` */
function relayClient(relay: string | undefined): Client {
  const found = /^(?:(\S+?)\.? )?\[(?:IPv6:)?([^\]]+)\]/.exec(relay ?? '');
  return { address: found?.[2] ?? null, name: found?.[1] ?? null, login: null };
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

const stages: Readonly<Record<string, Stage>> = {
  check_relay: 'connect',
  check_mail: 'mail',
  check_rcpt: 'rcpt',
  check_compat: 'rcpt',
  check_data: 'data',
  check_eoh: 'delivery',
  check_eom: 'delivery',
  tls_server: 'tls',
  tls_client: 'tls',
  trust_auth: 'auth',
  connect: 'connect',
  helo: 'connect',
  from: 'mail',
  to: 'rcpt',
  data: 'delivery',
  eom: 'delivery',
  mail: 'mail',
  rcpt: 'rcpt',
  auth: 'auth',
};

type SessionTold = Omit<Told, 'client'> & { readonly client: Client | null };

/** What happened while a device handed mail in; `null` where the line tells of something else. */
function readSession(text: string): SessionTold | null {
  if (text.startsWith('ruleset=') || text.startsWith('Milter')) return readReject(text);
  const auth = /^AUTH failure \([^)]*\): (.*)$/.exec(text);
  if (auth) {
    const relay = text.slice(text.lastIndexOf(', relay=') + 8);
    const login = /, user=([^,]*)/.exec(text)?.[1] ?? null;
    const reason = (auth[1] ?? '').replace(/, (?:user|relay)=.*$/, '');
    return {
      client: { ...relayClient(relay), login },
      stage: 'auth',
      outcome: 'refused',
      reply: { code: 535, enhanced: null, text: `AUTH failure: ${reason}` },
    };
  }
  const lost = /^lost input channel from (.*?) to \S+ after (\w+)/.exec(text);
  if (lost) {
    const stage = stages[lost[2] ?? ''] ?? 'connect';
    if (stage === 'connect') return null;
    return {
      client: relayClient(lost[1]),
      stage: stage === 'delivery' ? 'data' : stage,
      outcome: 'lost',
      reply: null,
      hint: `lost connection after ${lost[2]}`,
    };
  }
  const collect =
    /collect: (?:.*?(?:unexpected close|premature EOM|connection reset|I\/O error)).*?(?: (?:from|by) ([^,]+))?(?:, (?:sender|from)=<?([^>,]*)>?)?$|^timeout waiting for input from (\S+(?: \[[^\]]+\])?) during message collect/i.exec(
      text,
    );
  if (collect) {
    const client = collect[1] ?? collect[3];
    return {
      client: client ? { ...relayClient(client), name: relayClient(client).name ?? client } : null,
      from: collect[2] || null,
      stage: 'data',
      outcome: 'lost',
      reply: null,
      hint: 'lost connection after DATA',
    };
  }
  const early = /^rejecting commands from (.+?) (due to pre-greeting traffic)/.exec(text);
  if (early) {
    const reply = { code: null, enhanced: null, text: `commands rejected ${early[2]}` };
    return { client: relayClient(early[1]), stage: 'connect', outcome: 'refused', reply, provider: 'sendmail' };
  }
  if (/^STARTTLS=server, error: accept failed/.test(text)) {
    return {
      client: relayClient(/relay=(.*)$/.exec(text)?.[1]),
      stage: 'tls',
      outcome: 'lost',
      reply: null,
      hint: `SSL_accept error: ${text.slice(0, 200)}`,
    };
  }
  return null;
}

/** `ruleset=check_rcpt, arg1=<anna@example.net>, relay=copier [10.0.4.21], reject=550 5.7.1 …`, `Milter: to=<…>, reject=…` */
function readReject(text: string): SessionTold | null {
  const at = text.indexOf('reject=');
  if (at < 0) return null;
  const fields = fieldsOf(
    text
      .slice(0, at)
      .replace(/, $/, '')
      .replace(/^Milter[^:]*: (?:(\w+), )?/, ''),
  );
  const word = /^Milter[^:]*: (\w+)/.exec(text)?.[1];
  const stage = stages[fields.get('ruleset') ?? word ?? ''] ?? 'rcpt';
  const raw = readReply(text.slice(at + 7));
  const relay = fields.get('relay');
  return {
    client: relay === undefined ? null : relayClient(relay),
    from: bare(fields.get('from')) ?? (stage === 'mail' ? bare(fields.get('arg1')) : null),
    to: bare(fields.get('to')) ?? (stage === 'rcpt' ? bare(fields.get('arg1')) : null),
    stage,
    outcome: 'refused',
    reply: { code: raw.code, enhanced: raw.enhanced, text: raw.text },
    provider: 'sendmail',
  };
}
