/**
 * Delivery lines of Postfix: `to=<…>, relay=…, delay=…, dsn=…, status=… (text)`.
 *
 * The form is that of Postfix's own `log_adhoc()`. Scanned with indexOf: on a busy relay every third line is one.
 */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, Reply, Stage } from '../../contract/index.ts';

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
  const statusStart = statusAt + 9;
  let statusEnd = message.indexOf(' ', statusStart);
  if (statusEnd < 0) statusEnd = message.length;
  const status = message.slice(statusStart, statusEnd);
  if (status.startsWith('undeliverable') || status.startsWith('deliverable')) return 'probe';
  const open = message.indexOf('(', statusEnd);
  const close = message.lastIndexOf(')');
  const text = open < 0 ? '' : message.slice(open + 1, close > open ? close : message.length);
  const dsnAt = message.lastIndexOf(' dsn=', statusAt);
  const dsn = dsnAt < start ? null : message.slice(dsnAt + 5, statusAt);
  const hop = readHop(message, start, statusAt);
  const to = readRecipient(message, start);
  if (status === 'sent') return { to, hop, outcome: 'sent', stage: 'delivery', reply: sentReply(text, dsn) };
  if (status !== 'deferred' && status !== 'bounced' && status !== 'expired') return null;
  return readFailure(to, hop, status, text, dsn);
}

function readRecipient(message: string, start: number): string | null {
  const bracketed = message.charCodeAt(start + 3) === 60;
  const from = start + (bracketed ? 4 : 3);
  const end = message.indexOf(bracketed ? '>, ' : ', ', from);
  return end > from ? message.slice(from, end) : null;
}

function readHop(message: string, start: number, statusAt: number): string | null {
  const at = message.indexOf(', relay=', start);
  if (at < 0 || at > statusAt) return null;
  const end = message.indexOf(', ', at + 8);
  const hop = message.slice(at + 8, end);
  return hop === 'none' || hop === '' ? null : hop;
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
const saidBy = /^(?:.*?\b(?:host|server) (\S+\[[^\]]*\](?::\d+)?) )?(said|refused to talk to me): /;
const connectTo = /^(?:delivery temporarily suspended: )?connect to (\S+\[[^\]]*\](?::\d+)?): /;
const whileDoing =
  /^(?:delivery temporarily suspended: )?(?:lost connection|conversation|timeout) with (\S+\[[^\]]*\]).*? while (.+)$/;

function readFailure(
  to: string | null,
  relay: string | null,
  status: 'deferred' | 'bounced' | 'expired',
  text: string,
  dsn: string | null,
): Delivery {
  const said = saidBy.exec(text);
  if (said) {
    const command = inReplyTo.exec(text);
    const raw = readReply(text.slice(said[0].length, command ? command.index : text.length));
    const stage = text.includes('SASL authentication failed')
      ? 'auth'
      : command
        ? stageOf(command[1] ?? '')
        : 'connect';
    // The next server said no before it took the mail: that is a refusal, whatever Postfix does with it afterwards.
    const outcome = status === 'bounced' ? 'refused' : status;
    const reply = { code: raw.code, enhanced: raw.enhanced ?? dsn, text: raw.text };
    return { to, hop: relay ?? said[1] ?? null, outcome, stage, reply };
  }
  const bare = readReply(text);
  if (bare.code !== null) {
    const reply = { code: bare.code, enhanced: bare.enhanced ?? dsn, text: bare.text };
    return { to, hop: relay, outcome: status === 'bounced' ? 'refused' : status, stage: 'delivery', reply };
  }
  const broken = whileDoing.exec(text);
  const connect = connectTo.exec(text);
  const hop = relay ?? broken?.[1] ?? connect?.[1] ?? null;
  const stage = broken ? stageOf(broken[2] ?? '') : connect ? 'connect' : ownStage(text);
  return { to, hop, outcome: status, stage, reply: { code: null, enhanced: dsn, text } };
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
