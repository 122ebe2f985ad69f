/** What Sendmail tells of a device that hands mail in: refusals of its own and of milters, failed logins, broken sessions. */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Stage } from '../../contract/index.ts';
import type { Client, Facts } from './result.ts';

type Told = Omit<Facts, 'at' | 'source'>;

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

export type SessionTold = Omit<Told, 'client'> & { readonly client: Client | null };

/** What happened while a device handed mail in; `null` where the line tells of something else. */
export function readSession(text: string): SessionTold | null {
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

export type Fields = Map<string, string>;

/** `from=<a@b>, size=12, relay=copier [10.0.4.21]`: a value ends where the next `, key=` begins. */
export function fieldsOf(text: string): Fields {
  const fields: Fields = new Map();
  for (const piece of text.split(/, (?=[a-z][\w-]*=)/i)) {
    const equals = piece.indexOf('=');
    if (equals > 0 && !fields.has(piece.slice(0, equals))) fields.set(piece.slice(0, equals), piece.slice(equals + 1));
  }
  return fields;
}

export function bare(address: string | undefined): string | null {
  return address?.replace(/^<|>$/g, '').trim() || null;
}

/** `copier.example.com [10.0.4.21] (may be forged)`, `[10.0.4.21]`, `scanner@localhost` */
export function relayClient(relay: string | undefined): Client {
  const found = /^(?:(\S+?)\.? )?\[(?:IPv6:)?([^\]]+)\]/.exec(relay ?? '');
  return { address: found?.[2] ?? null, name: found?.[1] ?? null, login: null };
}
