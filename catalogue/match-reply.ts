/**
 * From a reply, or its absence, to what it means.
 *
 * Order: what the office says itself, a rule of the provider with a wording, a rule of the provider with a code, a clear wording, the enhanced code,
 * a weaker wording, the reply code at this stage, its first digit. The reply code alone says whether a retry helps.
 */
import type { Outcome, Severity, Stage, Who } from '../contract/index.ts';
import { noReplies, type OwnReplies } from './catalogue.ts';
import { detectProvider } from './provider.ts';
import type { Reason } from './reasons.ts';
import { reasons } from './reasons.ts';
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
  const remembered = memoryOf(own);
  const key = keyOf(query);
  const known = remembered.get(key);
  if (known) return known;
  const provider = providerOf(query);
  const entry = rank(prepared(query), provider, own).next().value ?? smtp.unknownReply;
  const match = meaning(entry, query, provider, own);
  if (remembered.size >= maxRemembered) remembered.clear();
  remembered.set(key, match);
  return match;
}

/** A log repeats the same few answers thousands of times, with other addresses and ids in them. */
const memories = new WeakMap<OwnReplies, Map<string, ReplyMatch>>();
const maxRemembered = 2_000;
const passing = /<[^>]*>|[^\s<>]+@[^\s<>]+|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\w-]*\d{5,}[\w-]*/g;

function memoryOf(own: OwnReplies): Map<string, ReplyMatch> {
  const known = memories.get(own) ?? new Map<string, ReplyMatch>();
  memories.set(own, known);
  return known;
}

function keyOf({ code, enhanced, text, stage, hop, outcome, provider, isTemporary }: ReplyQuery): string {
  const words = text.slice(0, longestText).replace(passing, '#');
  return `${code} ${enhanced} ${stage} ${outcome} ${provider} ${isTemporary} ${hop} ${words}`;
}

/** All that fits, best first, at most `limit`. */
export function matchReplies(query: ReplyQuery, limit: number, own: OwnReplies = noReplies): ReplyMatch[] {
  const provider = providerOf(query);
  const entries = new Set<ReplyEntry>();
  for (const entry of rank(prepared(query), provider, own)) {
    if (entries.size >= limit) break;
    entries.add(entry);
  }
  return [...entries].map((entry) => meaning(entry, query, provider, own));
}

/** Texts are strangers' texts: bounded, and without what says nothing. */
function prepared(query: ReplyQuery): ReplyQuery {
  return { ...query, text: query.text.slice(0, longestText).replace(boilerplate, '') };
}

const longestText = 2_000;

/** Told by the caller, by marks of text and host, or by an enhanced code that only one maker has. */
function providerOf(query: ReplyQuery): string | null {
  const { enhanced } = query;
  const found = query.provider ?? detectProvider(query.text, query.hop);
  if (found !== null || enhanced === null || registered.has(`X${enhanced.slice(1)}`)) return found;
  const own = smtp.rules.find(({ match }) => match.enhanced !== undefined && hasEnhanced(match.enhanced, enhanced));
  return own?.match.provider ?? null;
}

function meaning(found: ReplyEntry, query: ReplyQuery, provider: string | null, own = noReplies): ReplyMatch {
  const entry = own.amended.get(found.id) ?? found;
  const { reason, severity, title, cause, remedy, who } = entry;
  const named = entry.match.provider ?? provider;
  return { entry, reason, provider: named, severity, retryable: isRetryable(query, entry), title, cause, remedy, who };
}

/** A mail that was taken, whatever the words: `250 2.0.0 OK`, or `delivered to mailbox` without a code. */
function success(code: number | null): ReplyMatch {
  const entry = smtp.accepted.find(({ match }) => match.code === (code ?? 250)) ?? acceptedOther;
  return meaning(entry, { code, enhanced: null, text: '', outcome: 'sent' }, null);
}

const acceptedOther = smtp.accepted.find(({ id }) => id === 'smtp-2yz') ?? smtp.unknownReply;
const successes = new Map(smtp.accepted.map(({ match }) => [Number(match.code), success(Number(match.code))]));
const goOn = smtp.accepted.find(({ id }) => id === 'smtp-3yz') ?? smtp.unknownReply;

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

/** Codes that say one thing, so that weak words do not weigh against them. */
const plain = new Set([500, 501, 502, 503, 504, 521, 524, 525, 530, 534, 535, 538, 555, 556]);

/** Postfix says it of everything that it refuses at RCPT; the cause stands behind. */
const boilerplate = /Recipient address rejected: (?=\S)/;
/** The texts that RFC 5321 §4.2.2 itself gives to its codes: they say no more than the code. */
const recital =
  /^(?:<[^>]*>:? )?(?:requested (?:e?mail )?action (?:has been |was )?(?:not taken|aborted)|service not available|user (?:is )?not local|transaction failed(?=\W*$)|command (?:parameter )?(?:has )?not (?:been )?implemented|syntax error,? (?:whereby|command|in parameters))/i;
/** How they go on. What else stands behind them are the server's own words. */
const recitalEnd =
  /mailbox (?:is )?unavailable|unavailable mailbox|mailbox name (?:is )?(?:not allowed|invalid)|insufficient (?:system )?storage(?: on the system)?|exceeded storage allocation|(?:local )?error in processing|(?:command|parameters?|arguments?)[\w ]{0,20} not (?:recognized|implemented)|closing transmission channel/i;

/** Replies to AUTH alone (RFC 4954 §6): what they speak of is never the recipient or the mail. */
const authCodes = new Set([534, 535, 538]);
const isOfLogin = ({ reason }: ReplyEntry) =>
  reason === null || !['recipient', 'message'].includes(reasons[reason].side);
const registered = new Set(smtp.enhanced.map(({ match }) => match.enhanced));
const worded = smtp.rules.filter(({ match }) => match.text);
const coded = smtp.rules.filter(({ match }) => !match.text);

function* rank(query: ReplyQuery, provider: string | null, own: OwnReplies): Generator<ReplyEntry, undefined> {
  const { code } = query;
  const refusals = [...own.coded, ...smtp.refusals];
  yield* fitting(own.exact, query);
  if (code !== null && code < 400 && code >= 200) {
    yield* smtp.accepted.filter(({ match }) => match.code === code);
    yield code < 300 ? acceptedOther : goOn;
    return;
  }
  const any = anyClass(query.enhanced);
  const isVague = any === null || smtp.vague.has(any);
  const isRecital = recital.test(query.text);
  const said = isRecital ? { ...query, text: query.text.replace(recital, '').replace(recitalEnd, '') } : query;
  const clear = code !== null && authCodes.has(code) ? smtp.clear.filter(isOfLogin) : smtp.clear;
  for (const isWanted of [isOwn, isCousin]) {
    yield* fitting(worded.filter(isWanted(provider)), query);
    yield* fitting(coded.filter(isWanted(provider)), query);
  }
  yield* fitting(smtp.client, query);
  const byEnhanced = any === null ? [] : smtp.enhanced.filter(({ match }) => match.enhanced === any);
  if (any !== null && smtp.firm.has(any)) yield* byEnhanced;
  yield* fitting(clear, said);
  if (!isVague) yield* byEnhanced.filter(({ reason }) => reason !== null || code === null);
  if (code !== null && plain.has(code)) yield* fitting(refusals, query);
  if (isRecital) yield* fitting(refusals, query);
  else yield* fitting(smtp.hints, query);
  if (isVague && any !== 'X.0.0') yield* byEnhanced;
  if (code === null) yield* byEnhanced;
  else {
    yield* fitting(refusals, query);
    yield* fitting(smtp.aliases, query);
    if (code >= 400) yield code < 500 ? smtp.temporary : smtp.permanent;
  }
}

function* fitting(entries: readonly ReplyEntry[], query: ReplyQuery): Generator<ReplyEntry> {
  for (const entry of entries) if (fits(entry, query)) yield entry;
}

function fits({ match }: ReplyEntry, query: ReplyQuery): boolean {
  if (match.stage !== undefined && match.stage !== query.stage) return false;
  if (match.code !== undefined && !hasCode(match.code, query.code)) return false;
  if (match.enhanced !== undefined && !hasEnhanced(match.enhanced, query.enhanced)) return false;
  return match.text === undefined || match.text.test(query.text);
}

function hasCode(wanted: number | readonly number[], code: number | null): boolean {
  return code !== null && (typeof wanted === 'number' ? wanted === code : wanted.includes(code));
}

/** `5.7.139`, `X.7.139` for any class, or a range of details `4.7.500-699`. */
function hasEnhanced(wanted: string, enhanced: string | null): boolean {
  if (enhanced === null) return false;
  const same = wanted.startsWith('X') ? `X${enhanced.slice(1)}` : enhanced;
  const range = /^(.*\.)(\d+)-(\d+)$/.exec(wanted);
  if (!range) return wanted === same;
  const [, subject = '', first, last] = range;
  const detail = Number(enhanced.slice(enhanced.lastIndexOf('.') + 1));
  return same.startsWith(subject) && detail >= Number(first) && detail <= Number(last);
}

/** Rules of nobody in particular, and those of the provider itself. */
function isOwn(provider: string | null) {
  return ({ match }: ReplyEntry) => match.provider === undefined || match.provider === provider;
}

/** Exchange Server and Microsoft 365 are of one family: the rules of one hold for the other, after its own. */
function isCousin(provider: string | null) {
  const cousin = provider === 'exchange' ? 'microsoft365' : provider === 'microsoft365' ? 'exchange' : undefined;
  return ({ match }: ReplyEntry) => cousin !== undefined && match.provider === cousin;
}

function anyClass(enhanced: string | null): string | null {
  return enhanced === null ? null : `X${enhanced.slice(1)}`;
}
