/** SMTP replies, enhanced codes and client-side failures typed in by a person: what the catalogue knows of them. */
import type { Explanation, Stage } from '../contract/index.ts';
import { noReplies, type OwnReplies } from './catalogue.ts';
import type { ReplyMatch } from './match-reply.ts';
import { matchReplies } from './match-reply.ts';
import type { FoundReply } from './read-reply.ts';
import { findReply } from './read-reply.ts';
import { clear, client, permanent, replyEntries, rules, temporary } from './smtp/index.ts';

const knownCodes = new Set(replyEntries.map(({ match }) => match.code));
/** Entries that a text without any code may be explained by: their words come from mail servers alone. */
const speaking = new Set([...rules, ...client, ...clear].map(({ id }) => id));
/** What a first digit alone says: nothing new beside an entry that knows more. */
const classWide = new Set([temporary.id, permanent.id]);
/** Printers greet with 220 too, on other ports. */
const greeting = /smtp|mail|ready|service|tls/i;
/** Without a code, "storage error" may be the device's own. */
const mailWords =
  /\b(?:e-?mail|mail\w*|smtp|relay\w*|recipients?|senders?|user|server|hosts?|domain|connect\w*|connection|tls|ssl\w*|certificate|auth\w*|sasl|login|password|address\w*|message|queue|gr[ea]ylist\w*|spam|access token)\b/i;
/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`: names of failures that programs print. */
const failureNames = /\b(?:E[A-Z]{3,}|[A-Z]+_[A-Z_]+)\b/;
const most = 3;
const longest = 4_000;

/** Best first; empty where the text is no reply and says nothing that a mail server would say. */
export function explainReply(text: string, own: OwnReplies = noReplies): Explanation[] {
  const found = findReply(text.slice(0, longest));
  if (found.code === null) return explainWithoutCode(text, found, own);
  const isBare = found.text === '' && found.enhanced === null;
  if (isBare && !knownCodes.has(found.code) && !matchReplies(found, 1, own).some(({ entry }) => entry.isOwn)) return [];
  if (found.code === 220 && !isBare && !greeting.test(found.text)) return [];
  const query = { ...found, stage: stageOf(found.command) };
  const isMail = found.isGuess !== true || found.enhanced !== null || matchReplies(query, 1, own).some(isSpeaking);
  if (!isMail) return [];
  return matchReplies(query, most, own)
    .filter(({ entry }, place) => place === 0 || !classWide.has(entry.id))
    .map((match) => explanation(text, found, match));
}

function explainWithoutCode(text: string, found: FoundReply, own: OwnReplies): Explanation[] {
  const bare = /^\s*(101|111)\s*$/.exec(text)?.[1];
  if (bare) {
    const query = { code: Number(bare), enhanced: null, text: '' };
    return matchReplies(query, 1, own).map((match) => explanation(text, { ...found, code: query.code }, match));
  }
  const query = { ...found, stage: stageOf(found.command) ?? stageOfLoss(text) };
  const isOwn = own.exact.some(({ match }) => match.text?.test(text));
  if (found.enhanced === null && !isOwn && !mailWords.test(text) && !failureNames.test(text)) return [];
  const matches = matchReplies(query, most, own).filter((match) => found.enhanced !== null || isSpeaking(match));
  return matches.map((match) => explanation(text, found, match));
}

function isSpeaking({ entry }: ReplyMatch): boolean {
  return entry.isOwn === true || speaking.has(entry.id);
}

function explanation(text: string, found: FoundReply, match: ReplyMatch): Explanation {
  const { entry, reason, provider, severity, retryable, title, cause, remedy, who } = match;
  return {
    schema: 'platen.explanation/1',
    text,
    found: true,
    entry: entry.id,
    kind: 'smtp',
    vendor: null,
    code: found.code === null ? null : String(found.code),
    enhanced: found.enhanced,
    provider,
    condition: null,
    reason,
    severity,
    retryable,
    title,
    cause,
    remedy,
    who,
    confidence: entry.confidence,
    sources: [...entry.sources],
  };
}

/** The stage of an SMTP command as texts name it, e.g. `RCPT TO`, `end of DATA`. */
function stageOf(command: string | null): Stage | null {
  if (command === null) return null;
  const name = command.toUpperCase();
  if (name.startsWith('END')) return 'delivery';
  if (name.startsWith('MAIL')) return 'mail';
  if (name.startsWith('RCPT')) return 'rcpt';
  if (name.startsWith('DATA')) return 'data';
  if (name === 'STARTTLS') return 'tls';
  if (name === 'AUTH') return 'auth';
  return /EHLO|HELO|CONNECTION/.test(name) ? 'connect' : null;
}

function stageOfLoss(text: string): Stage | null {
  const after = /(?:lost connection|timeout) after (STARTTLS|AUTH|DATA|BDAT|END-OF-MESSAGE)/.exec(text)?.[1];
  if (after === undefined) return null;
  return after === 'BDAT' ? 'data' : stageOf(after);
}
