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

const loginFailed =
  /^warning: ([^[\s]*)\[([^\]]*)\](?::\d+)?: (SASL \S+ authentication failed(?:: ?(.*?))?)(?:, sasl_username=(.*))?$/;

/** `warning: copier[10.0.4.21]: SASL LOGIN authentication failed: …, sasl_username=scanner` */
export function readLoginFailure(message: string): Refusal | null {
  const found = loginFailed.exec(message);
  if (!found) return null;
  const [, name, address = '', text = '', , login] = found;
  // Postfix does not log its reply. A broken back-end it answers with 454, everything else with 535.
  const reply = { code: null, enhanced: null, text };
  return { queueId: null, client: clientOf(name, address, login || null), from: null, to: null, stage: 'auth', reply };
}

const tooMuch =
  /^warning: ((?:Connection|Message|Recipient|New TLS|TLS|AUTH)\b.* limit exceeded: \d+) from ([^[\s]*)\[([^\]]*)\](?::\d+)? for service/;

/** `warning: Connection rate limit exceeded: 61 from copier[10.0.4.21] for service smtpd` (anvil). */
export function readRateLimit(message: string): Refusal | null {
  const found = tooMuch.exec(message);
  if (!found) return null;
  const [, text = '', name, address = ''] = found;
  const stage = text.startsWith('Message') ? 'mail' : text.startsWith('Recipient') ? 'rcpt' : 'connect';
  const reply = { code: null, enhanced: null, text };
  return { queueId: null, client: clientOf(name, address, null), from: null, to: null, stage, reply };
}

export type Break = { readonly client: Client; readonly stage: Stage; readonly text: string };

const broken =
  /^((?:lost connection|timeout) after (\S+)(?: \(\d+ bytes\))?|SSL_accept error) from ([^[\s]*)\[([^\]]*)\](?::\d+)?(: .*)?$/;

/** `lost connection after DATA (7774180 bytes) from copier[10.0.4.21]`, `SSL_accept error from copier[10.0.4.21]: …` */
export function readBreak(message: string): Break | null {
  const found = broken.exec(message);
  if (!found) return null;
  const [, what = '', command, name, address = '', detail = ''] = found;
  const stage = command === undefined ? 'tls' : command === 'BDAT' ? 'data' : stageOf(command);
  return { client: clientOf(name, address, null), stage, text: command === undefined ? `${what}${detail}` : what };
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
  return { client: clientOf(name, address, null), stage, text: `${command.toUpperCase()} refused` };
}

/** `client=copier[10.0.4.21]:1234, sasl_method=LOGIN, sasl_username=scanner`, from behind `client=`. */
export function readClient(text: string): Client | null {
  const open = text.indexOf('[');
  const close = text.indexOf(']', open);
  if (open < 0 || close < 0) return null;
  const loginAt = text.indexOf(', sasl_username=', close);
  const loginEnd = loginAt < 0 ? -1 : text.indexOf(', ', loginAt + 16);
  const login = loginAt < 0 ? null : text.slice(loginAt + 16, loginEnd < 0 ? text.length : loginEnd);
  return clientOf(text.slice(0, open), text.slice(open + 1, close), login || null);
}

export function clientOf(name: string | undefined, address: string, login: string | null): Client {
  const known = name && name !== 'unknown' ? name : null;
  return { address: address && address !== 'unknown' ? address : null, name: known, login };
}
