/**
 * From a reply, or its absence, to what it means. What fits best is settled in rank-reply.ts; the reply code alone says
 * whether a retry helps.
 */
import type { Outcome, Severity, Stage, Who } from '../contract/index.ts';
import { noReplies, type OwnReplies } from './catalogue.ts';
import { detectProvider, providerOfHost } from './provider.ts';
import { findOwn, hasEnhanced, isRegistered, longestText, rankReply } from './rank-reply.ts';
import type { Reason } from './reasons.ts';
import { reasons } from './reasons.ts';
import { shapeOf } from './reply-shape.ts';
import * as smtp from './smtp/index.ts';
import type { ReplyEntry } from './types.ts';

/** What is known of one answer: any part may be missing. */
export type ReplyQuery = {
  readonly code: number | null;
  /** RFC 3463 `class.subject.detail`. */
  readonly enhanced: string | null;
  /** What the server, or the client in its place, said. */
  readonly text: string;
  readonly stage?: Stage | null;
  /** Host that answered; tells the provider where the text does not. */
  readonly hop?: string | null;
  readonly outcome?: Outcome | null;
  /** Software or service that answered, where the caller knows it better than text and host tell. */
  readonly provider?: string | null;
  /** Where no code was seen but it is known whether the refusal was for now. */
  readonly isTemporary?: boolean | null;
};

export type ReplyMatch = {
  readonly entry: ReplyEntry;
  readonly reason: Reason | null;
  readonly provider: string | null;
  readonly severity: Severity;
  readonly retryable: boolean;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly who: Who;
};

/** Never fails: what fits nothing is `smtp-unknown`. `own`: what the office adds to ours. */
export function matchReply(query: ReplyQuery, own: OwnReplies = noReplies): ReplyMatch {
  if (query.outcome === 'sent') return successes.get(query.code ?? 250) ?? success(query.code);
  // Not by its shape, as below: an office's entry may tell one address or number from another.
  const first = findOwn(query, own);
  if (first) return meaning(first, query, providerOf(query), own);
  const memory = memoryOf(own);
  const key = keyOf(query);
  const known = memory.recent.get(key) ?? memory.older.get(key);
  if (known) return known;
  const provider = providerOf(query);
  const entry = rankReply(query, provider, own).next().value ?? smtp.unknownReply;
  const match = meaning(entry, query, provider, own);
  if (memory.recent.size >= maxRemembered) {
    memory.older = memory.recent;
    memory.recent = new Map();
  }
  memory.recent.set(key, match);
  return match;
}

/** Of the last answers and those before them, so that what is met often is never forgotten all at once. */
type Memory = { recent: Map<string, ReplyMatch>; older: Map<string, ReplyMatch> };
const memories = new WeakMap<OwnReplies, Memory>();
const maxRemembered = 2_000;

function memoryOf(own: OwnReplies): Memory {
  const known = memories.get(own);
  if (known) return known;
  const memory = { recent: new Map(), older: new Map() };
  memories.set(own, memory);
  return memory;
}

/** Of the host only its provider counts. */
function keyOf({ code, enhanced, text, stage, hop, outcome, provider, isTemporary }: ReplyQuery): string {
  const who = provider ?? (hop ? providerOfHost(hop) : null);
  const words = shapeOf(text.length > longestText ? text.slice(0, longestText) : text);
  return `${code} ${enhanced} ${stage} ${outcome} ${who} ${isTemporary} ${words}`;
}

/** All that fits, best first, at most `limit`. */
export function matchReplies(query: ReplyQuery, limit: number, own: OwnReplies = noReplies): ReplyMatch[] {
  const provider = providerOf(query);
  const entries = new Set<ReplyEntry>();
  for (const entry of rankReply(query, provider, own)) {
    if (entries.size >= limit) break;
    entries.add(entry);
  }
  return [...entries].map((entry) => meaning(entry, query, provider, own));
}

/** Told by the caller, by marks of text and host, or by an enhanced code that only one maker has. */
function providerOf(query: ReplyQuery): string | null {
  const { enhanced } = query;
  const found = query.provider ?? detectProvider(query.text, query.hop);
  if (found !== null || enhanced === null || isRegistered(enhanced)) return found;
  const own = smtp.rules.find(({ match }) => match.enhanced !== undefined && hasEnhanced(match.enhanced, enhanced));
  return own?.match.provider ?? null;
}

function meaning(found: ReplyEntry, query: ReplyQuery, provider: string | null, own = noReplies): ReplyMatch {
  const entry = found.said ? completed(found, query, provider, own) : (own.amended.get(found.id) ?? found);
  const { reason, severity, title, cause, remedy, who } = entry;
  const named = entry.match.provider ?? provider;
  return { entry, reason, provider: named, severity, retryable: isRetryable(query, entry), title, cause, remedy, who };
}

/** An office may say what to do and leave the reason to us. */
function completed(entry: ReplyEntry, query: ReplyQuery, provider: string | null, own: OwnReplies): ReplyEntry {
  const ours = rankReply(query, provider, noReplies).next().value ?? smtp.unknownReply;
  const { id, match, examples, confidence, sources } = entry;
  const words = { ...(own.amended.get(ours.id) ?? ours), ...entry.said };
  return { ...words, id, match, examples, confidence, sources, isOwn: true };
}

/** A mail that was taken, whatever the words: `250 2.0.0 OK`, or `delivered to mailbox` without a code. */
function success(code: number | null): ReplyMatch {
  const entry = smtp.accepted.find(({ match }) => match.code === (code ?? 250)) ?? smtp.acceptedOther;
  return meaning(entry, { code, enhanced: null, text: '', outcome: 'sent' }, null);
}

const successes = new Map(smtp.accepted.map(({ match }) => [Number(match.code), success(Number(match.code))]));
/** RFC 5321 §4.2.1 and RFC 3463 §2: the first digit decides; without any, what the sender does, then whose fault it is. */
function isRetryable({ code, enhanced, outcome, isTemporary }: ReplyQuery, entry: ReplyEntry): boolean {
  if (code !== null && code >= 200) return code >= 400 && code < 500;
  if (enhanced !== null) return enhanced.startsWith('4');
  if (isTemporary !== null && isTemporary !== undefined) return isTemporary;
  if (entry.retryable !== undefined) return entry.retryable;
  if (outcome === 'deferred') return true;
  if (outcome === 'bounced' || outcome === 'expired' || outcome === 'sent') return false;
  return entry.reason !== null && entry.reason !== 'unknown' && reasons[entry.reason].side === 'server';
}
