/**
 * Delivery lines of Postfix: `to=<…>, relay=…, delay=…, dsn=…, status=… (text)`.
 *
 * The form is that of Postfix's own `log_adhoc()`. Scanned with indexOf: on a busy relay every third line is one.
 */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, Reply, Stage } from '../../contract/index.ts';
import { keepText } from './queue.ts';

export type Delivery = {
  readonly to: string | null;
  readonly hop: string | null;
  readonly outcome: Outcome;
  readonly stage: Stage;
  readonly reply: Reply;
};

/** Takes a delivery line's part behind the queue id; `null` where it is none, `'probe'` for a check of an address. */
export function readDelivery(message: string, start: number): Delivery | 'probe' | null {
  const statusAt = message.indexOf(', status=', start);
  if (statusAt < 0) return null;
  const to = readRecipient(message, start);
  const hop = readHop(message, start, statusAt);
  const dsnAt = message.lastIndexOf(' dsn=', statusAt);
  const dsn = dsnAt < start ? null : message.slice(dsnAt + 5, statusAt);
  const open = message.indexOf('(', statusAt + 9);
  const close = message.lastIndexOf(')');
  const text = open < 0 ? '' : message.slice(open + 1, close > open ? close : message.length);
  if (message.startsWith('sent', statusAt + 9)) {
    return { to, hop, outcome: 'sent', stage: 'delivery', reply: sentReply(text, dsn) };
  }
  const word = /^[\w-]*/.exec(message.slice(statusAt + 9, statusAt + 29))?.[0] ?? '';
  if (word.startsWith('undeliverable') || word.startsWith('deliverable')) return 'probe';
  const outcome = failures[word];
  if (outcome === undefined) return null;
  const failure = readFailure(outcome, text, dsn);
  return hop === null ? { ...failure, to } : { ...failure, to, hop };
}

const failures: Readonly<Record<string, 'deferred' | 'bounced' | 'expired'>> = {
  deferred: 'deferred',
  bounced: 'bounced',
  expired: 'expired',
  'force-expired': 'expired',
  // soft_bounce=yes: what would have bounced stays in the queue.
  SOFTBOUNCE: 'deferred',
};

function readRecipient(message: string, start: number): string | null {
  const bracketed = message.charCodeAt(start + 3) === 60;
  const from = start + (bracketed ? 4 : 3);
  const end = message.indexOf(bracketed ? '>, ' : ', ', from);
  return end > from ? message.slice(from, end) : null;
}

function readHop(message: string, start: number, statusAt: number): string | null {
  const at = message.indexOf(', relay=', start);
  if (at < 0 || at > statusAt || message.startsWith('none', at + 8)) return null;
  const end = message.indexOf(', ', at + 8);
  const hop = message.slice(at + 8, end);
  return hop === '' ? null : hop;
}

/** `250 2.0.0 Ok: queued as …` without a regular expression; what is no reply (`delivered to mailbox`) stays a text. */
function sentReply(text: string, dsn: string | null): Reply {
  const first = text.charCodeAt(0);
  if (first !== 50 || (text.charCodeAt(3) !== 32 && text.length > 3)) {
    return first === 50 ? { ...readReply(text), enhanced: dsn } : { code: null, enhanced: dsn, text };
  }
  const code = Number(text.slice(0, 3));
  if (!(code >= 200 && code < 260)) return { code: null, enhanced: dsn, text };
  const isEnhanced = text.charCodeAt(4) === 50 && text.charCodeAt(5) === 46;
  const textStart = isEnhanced ? text.indexOf(' ', 4) + 1 : 4;
  return { code, enhanced: dsn, text: textStart > 0 ? text.slice(textStart) : '' };
}

const inReplyTo = / \(in reply to (?:the )?(.{1,40}?)(?: command)?\)$/;
const saidBy = /^(?:.*?\b(?:host|server) (\S{1,255}\[[^\]]{1,100}\](?::\d+)?) )?(said|refused to talk to me): /;
const connectTo = /^(?:delivery temporarily suspended: )?connect to (\S{1,255}\[[^\]]{1,100}\](?::\d+)?): /;
const whileDoing =
  /^(?:delivery temporarily suspended: )?(?:lost connection|conversation|timeout) with (\S{1,255}\[[^\]]{1,100}\]).*? while (.+)$/;

type Failure = Omit<Delivery, 'to'>;

/**
 * A relay in trouble writes one sentence thousands of times: the last one of each length is remembered. (A Map of them
 * would be filled and emptied so often that its dead tables keep everything in V8's old space.)
 */
const maxText = 4_096;
const remembered: (Remembered | undefined)[] = new Array(512).fill(undefined);
type Remembered = {
  readonly status: string;
  readonly dsn: string | null;
  readonly text: string;
  readonly failure: Failure;
};

/** `hop` is the host that the text names. */
function readFailure(status: 'deferred' | 'bounced' | 'expired', text: string, dsn: string | null): Failure {
  const place = text.length % remembered.length;
  const known = remembered[place];
  if (known && known.text === text && known.status === status && known.dsn === dsn) return known.failure;
  const kept = keepText(text.slice(0, maxText));
  const failure = readSentence(status, kept, dsn);
  Object.freeze(failure.reply);
  remembered[place] = { status, dsn, text: kept, failure };
  return failure;
}

function readSentence(status: 'deferred' | 'bounced' | 'expired', text: string, dsn: string | null): Failure {
  // The next server said no before it took the mail: that is a refusal, whatever Postfix does with it afterwards.
  const refused = status === 'bounced' ? 'refused' : status;
  const said = saidBy.exec(text);
  if (said) {
    const command = inReplyTo.exec(text);
    const raw = readReply(text.slice(said[0].length, command ? command.index : text.length));
    const asked = command ? stageOf(command[1] ?? '') : 'connect';
    const stage = text.includes('SASL authentication failed') ? 'auth' : asked;
    const reply = { code: raw.code, enhanced: raw.enhanced ?? dsn, text: raw.text };
    return { hop: said[1] ?? null, outcome: refused, stage, reply };
  }
  const bare = readReply(text);
  if (bare.code !== null) {
    const reply = { code: bare.code, enhanced: bare.enhanced ?? dsn, text: bare.text };
    return { hop: null, outcome: refused, stage: 'delivery', reply };
  }
  const broken = whileDoing.exec(text);
  const connect = connectTo.exec(text);
  const hop = broken?.[1] ?? connect?.[1] ?? null;
  const stage = broken ? stageOf(broken[2] ?? '') : connect ? 'connect' : ownStage(text);
  return { hop, outcome: status, stage, reply: { code: null, enhanced: dsn, text } };
}

/** Stage of a command, of Postfix's `while …` phrases and of what stands behind `lost connection after`. */
export function stageOf(doing: string): Stage {
  if (/end of data|message body|END-OF-MESSAGE|^\.$|BDAT/i.test(doing)) return 'delivery';
  if (/\bMAIL\b/i.test(doing)) return 'mail';
  if (/\bRCPT\b|VRFY|ETRN/i.test(doing)) return 'rcpt';
  if (/\bDATA\b/i.test(doing)) return 'data';
  if (/\bAUTH\b|SASL/i.test(doing)) return 'auth';
  if (/TLS/i.test(doing)) return 'tls';
  return /greeting|EHLO|HELO|LHLO|CONNECT/i.test(doing) ? 'connect' : 'delivery';
}

function ownStage(text: string): Stage {
  if (/TLS|certificate/i.test(text)) return 'tls';
  if (/SASL|authenticat/i.test(text)) return 'auth';
  if (/^message size|size limit of server/i.test(text)) return 'mail';
  return /name service error|host not found|host or domain name not found|loops back|no route|null MX|nullMX/i.test(
    text,
  )
    ? 'connect'
    : 'delivery';
}
