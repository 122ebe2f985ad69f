/**
 * One SMTP session as two-sided logs have it: commands on one side, replies on the other. Follows RFC 5321 §3.3 with
 * pipelining (RFC 2920) and chunks (RFC 3030), and gives a result for each recipient whose fate a reply settles.
 */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, ScanResult, Stage } from '../../contract/index.ts';
import type { Client, Facts } from './result.ts';
import { resultOf } from './result.ts';

export type ConversationBase = Pick<Facts, 'source' | 'hop'> & {
  /** Who handed the mail in; `null` where the session is with the next hop. */
  client: Client | null;
  /** `server`: a device talks to us, and the replies are ours. `client`: we talk to the next hop. */
  readonly role: 'server' | 'client';
  readonly provider?: string;
};

export type Conversation = {
  /** A line of the side that asks, never the text of a mail. It ends a reply whose last line the log lacks. */
  command(at: string, line: string): ScanResult[];
  /** A line, or several, of the side that answers. */
  answer(at: string, line: string): ScanResult[];
  /** The session could not even begin. */
  fail(at: string, text: string): ScanResult[];
  /** The connection ended. */
  close(at: string): ScanResult[];
  messageId: string | null;
};

const maxRecipients = 1_000;

export function createConversation(base: ConversationBase): Conversation {
  let waiting: string[] = [];
  let from: string | null = null;
  let size: number | null = null;
  let recipients: string[] = [];
  let isSending = false;
  let isLogin = false;
  let isNameAsked = false;
  let partial = '';

  const reset = () => {
    from = null;
    size = null;
    recipients = [];
    isSending = false;
  };

  const told = (
    at: string,
    outcome: Outcome,
    stage: Stage,
    raw: string | null,
    to: string | null,
    hint?: string,
  ): ScanResult => {
    const said = raw === null ? null : readReply(raw);
    return resultOf({
      at,
      source: base.source,
      hop: base.hop ?? null,
      client: base.client,
      messageId: conversation.messageId,
      from,
      to,
      size,
      stage,
      outcome,
      reply: said && { code: said.code, enhanced: said.enhanced, text: said.text },
      ...(hint === undefined ? {} : { hint }),
      ...(base.provider === undefined ? {} : { provider: base.provider }),
    });
  };

  /** A 4yz of the next hop will be tried again by us; one of ours is a refusal to the device. */
  const refused = (code: number): Outcome => (base.role === 'client' && code < 500 ? 'deferred' : 'refused');

  const settle = (at: string, code: number, stage: Stage, raw: string): ScanResult[] => {
    const outcome = code < 400 ? 'sent' : refused(code);
    const all = recipients.length > 0 ? recipients : [null];
    const results = all.map((to) => told(at, outcome, stage, raw, to));
    reset();
    return results;
  };

  const conclude = (at: string, command: string | undefined, code: number, raw: string): ScanResult[] => {
    if (isSending) return settle(at, code, 'delivery', raw);
    const verb = (command ?? '').slice(0, 4).toUpperCase();
    if (verb === 'AUTH') {
      isLogin = code === 334;
      isNameAsked = isLogin && fromBase64(raw.slice(4).trim())?.toLowerCase().startsWith('user') === true;
      if (isLogin) waiting.unshift(command ?? '');
    }
    if (verb === 'DATA' && code === 354) {
      isSending = true;
      return [];
    }
    if (verb === 'BDAT' && code < 400) return /\bLAST\b/i.test(command ?? '') ? settle(at, code, 'delivery', raw) : [];
    if (code < 400) {
      if (verb === 'RCPT' && recipients.length < maxRecipients) recipients.push(pathOf(command ?? '') ?? '');
      if (verb === 'RSET' || verb === 'EHLO' || verb === 'HELO') reset();
      return [];
    }
    switch (verb) {
      case 'DATA':
      case 'BDAT':
        return settle(at, code, verb === 'BDAT' ? 'delivery' : 'data', raw);
      case 'RCPT':
        return [told(at, refused(code), 'rcpt', raw, pathOf(command ?? ''))];
      case 'MAIL':
        return [told(at, refused(code), 'mail', raw, null)];
      case 'AUTH':
        return [told(at, refused(code), 'auth', raw, null)];
      case 'STAR':
        return [told(at, refused(code), 'tls', raw, null)];
      case 'EHLO':
        // A server that knows no EHLO is asked again with HELO (RFC 5321 §3.2).
        return code >= 500 && code <= 502 ? [] : [told(at, refused(code), 'connect', raw, null)];
      case 'HELO':
        return [told(at, refused(code), 'connect', raw, null)];
      case '':
        // A reply to nothing that was seen: the greeting, or a log that begins in the middle.
        return [told(at, refused(code), stageOfReply(code, raw), raw, null)];
      default:
        return code === 421 ? [told(at, refused(code), 'connect', raw, null)] : [];
    }
  };

  /** What a device answers to `334 VXNlcm5hbWU6` (RFC 4616's older sister LOGIN): its name, never its password. */
  const noteLogin = (line: string) => {
    isNameAsked = false;
    const login = fromBase64(line.trim());
    if (login && base.client && base.role === 'server') base.client = { ...base.client, login };
  };

  const conversation: Conversation = {
    messageId: null,
    command(at, line) {
      const before = flush(at);
      if (isNameAsked) noteLogin(line);
      if (isSending || isLogin) return before;
      if (waiting.length > 2 * maxRecipients) waiting = [];
      waiting.push(line);
      if (/^MAIL /i.test(line)) {
        from = pathOf(line);
        size = Number(/\bSIZE=(\d+)/i.exec(line)?.[1]) || null;
      }
      return before;
    },
    answer(at, line) {
      partial = partial === '' ? line : `${partial}\n${line}`;
      const last = partial.split(/\[nl\]|\n/).findLast((piece) => piece.trim() !== '') ?? '';
      if (/^\d{3}-/.test(last)) return [];
      return flush(at);
    },
    fail(at, text) {
      return [told(at, base.role === 'client' ? 'deferred' : 'lost', 'connect', null, null, text)];
    },
    close(at) {
      const before = flush(at);
      if (!isSending) return before;
      const lost = (recipients.length > 0 ? recipients : [null]).map((to) =>
        told(at, base.role === 'client' ? 'deferred' : 'lost', 'data', null, to, 'lost connection after DATA'),
      );
      reset();
      return [...before, ...lost];
    },
  };

  const flush = (at: string): ScanResult[] => {
    const raw = partial.trim();
    partial = '';
    const code = Number(/^(\d{3})/.exec(raw)?.[1]);
    return code >= 200 && code < 600 ? conclude(at, isSending ? undefined : waiting.shift(), code, raw) : [];
  };
  return conversation;
}

/** Printable text, or `null`. */
function fromBase64(text: string): string | null {
  if (text.length === 0 || text.length > 400 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    const plain = atob(text);
    return /^[\x20-\x7e]+$/.test(plain) ? plain : null;
  } catch {
    return null;
  }
}

/** `MAIL FROM:<scan@example.com> SIZE=123` → the address; the empty path is `null`. */
function pathOf(command: string): string | null {
  return /:\s*<?([^>\s]*)>?/.exec(command)?.[1] || null;
}

function stageOfReply(code: number, raw: string): Stage {
  if (code === 535 || code === 534 || /auth/i.test(raw)) return 'auth';
  if (/relay|recipient|user|mailbox|address/i.test(raw)) return 'rcpt';
  return code === 554 || code === 421 ? 'connect' : 'delivery';
}
