/** What Exim tells of a device that hands mail in: arrivals, refusals, failed logins, broken sessions. */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, Stage } from '../../contract/index.ts';
import { stageOf } from './postfix-delivery.ts';
import type { Client, Facts } from './result.ts';

type Told = Omit<Facts, 'at' | 'source'>;

/** `copier (helo) [10.0.4.21]:1234`, `(helo) [10.0.4.21]`, `[10.0.4.21]`; also behind `H=`. */
const host = String.raw`(?:H=)?(?:([^\s([\]]+) )?(?:\((.*?)\) )?\[([0-9A-Fa-f.:]+|[\w.]+)\](?::\d+)?`;
const anywhere = new RegExp(`(?:H=|from |for )${host}`);
const login = /\(set_id=([^)]*)\)/;

/** `scan@example.com H=copier [10.0.4.21] P=esmtpsa A=plain:scanner S=123 id=x@y for anna@example.com` */
export function readArrival(text: string) {
  const from = text.slice(0, text.indexOf(' ') < 0 ? text.length : text.indexOf(' '));
  const field = (name: string) => new RegExp(`(?:^| )${name}=(\\S+)`).exec(text)?.[1] ?? null;
  const id = field('id');
  const client = clientIn(text);
  return {
    from: from === '<>' ? null : from,
    size: Number(field('S')) || null,
    messageId: id === null ? null : `<${id}>`,
    client: { ...client, login: /(?:^| )A=[^\s:]+:(\S+)/.exec(text)?.[1]?.replace(/,$/, '') ?? null },
  };
}

/** Any other line; `null` where it tells of no scan. */
export function readSession(text: string): Told | null {
  return readAuthFailure(text) ?? readRejection(text) ?? readLoss(text) ?? readDrop(text);
}

const authFailed =
  /(?:^| )\S{1,100} authenticator failed (?:for )?(H=.*?|.*?\[[^\]]*\](?::\d+)?.*?)(?:: | )([2-5]\d\d) (.*)$/;

/** `plain authenticator failed for (copier) [10.0.4.21]:1234: 535 Incorrect authentication data (set_id=scanner)` */
function readAuthFailure(text: string): Told | null {
  const found = authFailed.exec(text);
  if (!found) return null;
  const [, , code, said = ''] = found;
  const client = { ...clientIn(text), login: login.exec(said)?.[1] ?? null };
  const reply = readReply(`${code} ${said.replace(login, '').replace(/ +(?=:|$)/, '')}`);
  return { client, stage: 'auth', outcome: 'refused', reply, provider: 'exim' };
}

const rejected =
  /(?:^| )(temporarily )?rejected (RCPT|MAIL|EHLO or HELO|EHLO|HELO|VRFY|ETRN|EXPN|AUTH|STARTTLS|QUIT|after DATA|DATA|by local_scan\(\)|by non-SMTP ACL|during MIME ACL checks|PRDR|connection|from|sender|body|header|after)(.*)$/;
const stages: Readonly<Record<string, Stage>> = {
  RCPT: 'rcpt',
  MAIL: 'mail',
  sender: 'mail',
  VRFY: 'rcpt',
  AUTH: 'auth',
  STARTTLS: 'tls',
  DATA: 'data',
  EHLO: 'connect',
  HELO: 'connect',
  'EHLO or HELO': 'connect',
  connection: 'connect',
};

/** `H=copier [10.0.4.21] F=<scan@example.com> rejected RCPT <anna@example.net>: relay not permitted` */
function readRejection(text: string): Told | null {
  const found = rejected.exec(text);
  if (!found) return null;
  const [, temporarily, what = '', rest = ''] = found;
  const to =
    what === 'RCPT' ? (/^ <?((?:"(?:[^"\\]|\\.)*"|[^>\s"]*)@[^>\s]*?)>?(?::|\s|$)/.exec(rest)?.[1] ?? null) : null;
  const why = /^.*?: (.*)$/.exec(rest.replace(/^ <[^>]*>/, ''))?.[1] ?? '';
  const from =
    /(?:^| )F=<?([^>\s]*)>?/.exec(text)?.[1] ||
    /^ (?:FROM:)?<?([^>\s]+@[^>\s]+?)>?(?: |:|$)/.exec(what === 'MAIL' || what === 'from' ? rest : '')?.[1] ||
    null;
  const login = /(?:^| )A=[^\s:]+:(\S+)/.exec(text)?.[1] ?? null;
  // The log has the text only. Exim answers 550, or 451 where it says "temporarily", unless a rule sets another code.
  const said = readReply(why || text.slice(Math.max(0, found.index)).trim());
  return {
    client: { ...clientIn(text), login },
    from,
    to,
    stage: stages[what] ?? 'delivery',
    outcome: 'refused',
    reply: said,
    isTemporary: temporarily !== undefined,
    provider: 'exim',
  };
}

const losses: readonly { readonly mark: RegExp; readonly stage: Stage; readonly outcome: Outcome }[] = [
  { mark: /^SMTP connection (?:\S+ )?from .* lost while reading message data/, stage: 'data', outcome: 'lost' },
  { mark: /^SMTP data timeout \(message abandoned\)/, stage: 'data', outcome: 'lost' },
  { mark: /^SMTP command timeout on /, stage: 'connect', outcome: 'lost' },
  {
    mark: /^(?:unexpected disconnection while reading SMTP command|SMTP connection (?:\S+ )?from .* lost\b)/,
    stage: 'connect',
    outcome: 'lost',
  },
  { mark: /^TLS error on connection from /, stage: 'tls', outcome: 'lost' },
];

function readLoss(text: string): Told | null {
  const loss = losses.find(({ mark }) => mark.test(text));
  if (!loss) return null;
  const from = /(?:^| )F=<([^>]+)>/.exec(text)?.[1] ?? null;
  return { client: clientIn(text), from, stage: loss.stage, outcome: loss.outcome, reply: null, hint: text };
}

/** Exim closed the session because the device does not keep to the protocol. */
function readDrop(text: string): Told | null {
  const error =
    /^SMTP (?:protocol|syntax) error in "(.{1,200}?)" (H=.*\[[^\]]+\](?::\d+)?) ?(?:[A-Z][a-z]?=\S+ )*(.*)$/.exec(text);
  const drop = error
    ? null
    : (/^SMTP call from .* dropped: (.*)$/.exec(text) ??
      /^H=.* dropped by '\w+' ACL(?:: (.*))?$/.exec(text) ??
      /^[Cc]onnection from .*\] (refused: .*)$/.exec(text) ??
      /^(refused connection) from .*\]/.exec(text));
  if (!error && !drop) return null;
  const said = error?.[3] || drop?.[1] || 'connection dropped';
  const stage = error ? stageOf((error[1] ?? '').slice(0, 40)) : 'connect';
  // The code is not in the line; an address that is none is answered 501.
  const code = text.startsWith('SMTP syntax error') && (stage === 'mail' || stage === 'rcpt') ? '501 ' : '';
  return { client: clientIn(text), stage, outcome: 'refused', reply: readReply(code + said), provider: 'exim' };
}

function clientIn(text: string): Client {
  const found = anywhere.exec(text);
  return { address: found?.[3] ?? null, name: found?.[1] ?? null, login: null };
}
