/** What Postfix's own SMTP server (smtpd, postscreen, cleanup on its behalf) tells of a device that hands mail in. */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Reply, Stage } from '../../contract/index.ts';
import { stageOf } from './postfix-delivery.ts';
import type { Client } from './result.ts';

export type Refusal = {
  readonly queueId: string | null;
  /** `null` where the line leaves the client out. */
  readonly client: Client | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly stage: Stage;
  readonly reply: Reply;
  /** Where the line has no code but shows that a later try may succeed. */
  readonly isTemporary?: boolean;
};

const rejectHead =
  /^(?:([0-9A-Za-z]+): )?(?:milter-|proxy-)?reject: ([A-Z-]+)(?: from ([^[\s]*)\[([^\]]*)\](?::\d+)?)?: /;
const contentHead = /^([0-9A-Za-z]+): (?:milter-)?reject: (?:mime-|nested-)?(?:header|body|content)\b/;
const contentFrom = / from (?:([^[\s]+)\[([^\]]*)\](?::\d+)?|local); from=</;

/** `NOQUEUE: reject: RCPT from copier[10.0.4.21]: 554 5.7.1 <a@b>: Relay access denied; from=<…> to=<…> proto=… helo=<…>` */
export function readReject(message: string): Refusal | null {
  const head = rejectHead.exec(message);
  if (!head) return readContentReject(message);
  const [whole, queueId = 'NOQUEUE', command = '', name, address] = head;
  const attributes = attributesAt(message);
  const raw = readReply(message.slice(whole.length, attributes < 0 ? message.length : attributes));
  const rest = attributes < 0 ? '' : message.slice(attributes);
  return {
    queueId: queueId === 'NOQUEUE' ? null : queueId,
    client: address === undefined ? null : clientOf(name, address, attribute(rest, 'sasl_username')),
    from: attribute(rest, 'from'),
    to: attribute(rest, 'to'),
    stage: command === 'BDAT' ? 'data' : stageOf(command),
    reply: { code: raw.code, enhanced: raw.enhanced, text: raw.text },
  };
}

/** `QID: reject: header Subject: … from copier[10.0.4.21]; from=<…> to=<…> proto=… helo=<…>: 5.7.1 text` */
function readContentReject(message: string): Refusal | null {
  const head = contentHead.exec(message);
  const attributes = message.lastIndexOf('; from=<');
  if (!head || attributes < 0) return null;
  const found = contentFrom.exec(message.slice(Math.max(0, message.lastIndexOf(' from ', attributes - 1))));
  const rest = message.slice(attributes);
  const textAt = rest.search(/>: (?=\S)/);
  const raw = readReply(textAt < 0 ? '' : rest.slice(textAt + 3));
  return {
    queueId: head[1] ?? null,
    client: found?.[2] === undefined ? null : clientOf(found[1], found[2], null),
    from: attribute(rest, 'from'),
    to: attribute(rest, 'to'),
    stage: 'delivery',
    reply: { code: raw.code, enhanced: raw.enhanced, text: raw.text || 'message content rejected' },
  };
}

function attributesAt(message: string): number {
  const from = message.lastIndexOf('; from=<');
  if (from >= 0) return from;
  const to = message.lastIndexOf('; to=<');
  return to >= 0 ? to : message.lastIndexOf('; proto=');
}

/** `from=<x>` of the attributes; empty is `null`: the null sender is a sender of bounces, not of scans. */
function attribute(text: string, name: string): string | null {
  const at = text.indexOf(` ${name}=<`);
  if (at < 0) return null;
  const start = at + name.length + 3;
  const end = text.indexOf('>', start);
  return end > start ? text.slice(start, end) : null;
}

/** `warning: …`: what Postfix tells of a refusal in no other way. */
export function readWarning(message: string): Refusal | null {
  return readLoginFailure(message) ?? readRateLimit(message) ?? readSyntax(message);
}

const loginFailed =
  /^warning: ([^[\s]*)\[([^\]]*)\](?::\d+)?: (SASL \S+ authentication failed(?:: ?(.*?))?)(?:, sasl_username=(.*))?$/;

/** `warning: copier[10.0.4.21]: SASL LOGIN authentication failed: …, sasl_username=scanner` */
function readLoginFailure(message: string): Refusal | null {
  const found = message.includes(': SASL ') ? loginFailed.exec(message) : null;
  if (!found) return null;
  const [, name, address = '', text = '', why = '', login] = found;
  // Postfix does not log its reply. A broken back-end it answers with 454, everything else with 535.
  return {
    queueId: null,
    client: clientOf(name, address, login === '(unavailable)' ? null : login || null),
    from: null,
    to: null,
    stage: 'auth',
    reply: { code: null, enhanced: null, text },
    isTemporary: /^(?:Connection lost to|Temporary) authentication/i.test(why),
  };
}

const tooMuch =
  /^warning: ((?:Connection|Message|Recipient|New TLS|TLS|AUTH)\b.* limit exceeded: \d+) from ([^[\s]*)\[([^\]]*)\](?::\d+)? for service/;

/** `warning: Connection rate limit exceeded: 61 from copier[10.0.4.21] for service smtpd` (anvil). */
function readRateLimit(message: string): Refusal | null {
  const found = tooMuch.exec(message);
  if (!found) return null;
  const [, text = '', name, address = ''] = found;
  const stage = text.startsWith('Message') ? 'mail' : text.startsWith('Recipient') ? 'rcpt' : 'connect';
  const reply = { code: null, enhanced: null, text };
  return { queueId: null, client: clientOf(name, address, null), from: null, to: null, stage, reply };
}

const badSyntax = /^warning: Illegal address syntax from ([^[\s]*)\[([^\]]*)\](?::\d+)? in (MAIL|RCPT) command: (.*)$/;

/** `warning: Illegal address syntax from copier[10.0.4.21] in MAIL command: <scan at example>`: answered 501 5.1.7 or 5.1.3. */
function readSyntax(message: string): Refusal | null {
  const found = badSyntax.exec(message);
  if (!found) return null;
  const [, name, address = '', command, path = ''] = found;
  const isMail = command === 'MAIL';
  const given = path.replace(/^<|>$/g, '') || null;
  return {
    queueId: null,
    client: clientOf(name, address, null),
    from: isMail ? given : null,
    to: isMail ? null : given,
    stage: isMail ? 'mail' : 'rcpt',
    reply: {
      code: 501,
      enhanced: isMail ? '5.1.7' : '5.1.3',
      text: `Bad ${isMail ? 'sender' : 'recipient'} address syntax`,
    },
  };
}

export type Break = {
  readonly client: Client;
  readonly stage: Stage;
  readonly text: string;
  readonly outcome: 'lost' | 'refused';
};

const broken =
  /^((lost connection|timeout|too many errors) after (\S+)(?: \(\d+ bytes\))?|SSL_accept error) from ([^[\s]*)\[([^\]]*)\](?::\d+)?(: .*)?$/;

/**
 * `lost connection after DATA (7774180 bytes) from copier[10.0.4.21]`, `SSL_accept error from copier[10.0.4.21]: …`, and
 * `too many errors after RCPT from copier[10.0.4.21]`, which the device was told (421 4.7.0).
 */
export function readBreak(message: string): Break | null {
  const found = broken.exec(message);
  if (!found) return null;
  const [, what = '', kind, command, name, address = '', detail = ''] = found;
  const stage = command === undefined ? 'tls' : command === 'BDAT' ? 'data' : stageOf(command);
  const text = command === undefined ? `${what}${detail}` : what;
  return { client: clientOf(name, address, null), stage, text, outcome: kind?.startsWith('too') ? 'refused' : 'lost' };
}

/**
 * `disconnect from copier[10.0.4.21] ehlo=1 auth=0/1 quit=1 commands=2/3`: a step that never worked. Postfix logs some
 * refusals (of syntax, of AUTH out of place) nowhere else.
 */
export function readFutile(message: string): Break | null {
  const found = /^disconnect from ([^[\s]*)\[([^\]]*)\](?::\d+)? .*?\b(starttls|auth|mail|data|bdat)=0\/\d+/.exec(
    message,
  );
  if (!found) return null;
  const [, name, address = '', command = ''] = found;
  const stage = command === 'starttls' ? 'tls' : command === 'bdat' ? 'data' : stageOf(command);
  return { client: clientOf(name, address, null), stage, text: `${command.toUpperCase()} refused`, outcome: 'refused' };
}

/**
 * `copier[10.0.4.21]:1234, sasl_method=LOGIN, sasl_username=scanner`. Where a filter gives a mail back and says who handed
 * it in (XFORWARD), that is the client: `localhost[127.0.0.1], orig_queue_id=4A1B, orig_client=copier[10.0.4.21]`.
 */
export function readClient(text: string, start: number): Client | null {
  const originalAt = text.indexOf(', orig_client=', start);
  const from = originalAt < 0 ? start : originalAt + 14;
  const open = text.indexOf('[', from);
  const close = text.indexOf(']', open);
  if (open < 0 || close < 0) return null;
  const loginAt = text.indexOf(', sasl_username=', start);
  const loginEnd = loginAt < 0 ? -1 : text.indexOf(', ', loginAt + 16);
  const login = loginAt < 0 ? null : text.slice(loginAt + 16, loginEnd < 0 ? text.length : loginEnd);
  return clientOf(text.slice(from, open), text.slice(open + 1, close), login || null);
}

export function clientOf(name: string | undefined, address: string, login: string | null): Client {
  const known = name && name !== 'unknown' ? name : null;
  return { address: address && address !== 'unknown' ? address : null, name: known, login };
}
