/**
 * Which entries fit a reply, best first.
 *
 * Order: what the office says itself; a rule of the provider with a wording, then with a code; an enhanced code that nobody
 * uses carelessly; a clear wording; the enhanced code; a weaker wording; the reply code at this stage; its first digit.
 */
import type { OwnReplies } from './catalogue.ts';
import type { ReplyQuery } from './match-reply.ts';
import { reasons } from './reasons.ts';
import * as smtp from './smtp/index.ts';
import type { ReplyEntry } from './types.ts';

/** What is over this of a text is not looked at. */
export const longestText = 2_000;

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
const clearOfLogin = smtp.clear.filter(
  ({ reason }) => reason === null || !['recipient', 'message'].includes(reasons[reason].side),
);
const worded = smtp.rules.filter(({ match }) => match.text);
const coded = smtp.rules.filter(({ match }) => !match.text);
const byEnhanced = new Map(smtp.enhanced.map((entry) => [entry.match.enhanced ?? '', entry]));

/** True of a code that stands in the registry of the IANA. */
export function isRegistered(enhanced: string): boolean {
  return byEnhanced.has(anyClass(enhanced));
}

/** Rules of the provider and of nobody in particular, with a wording before those without; then those of its family. */
const rulesOf = new Map<string | null, readonly ReplyEntry[]>();

function rulesFor(provider: string | null): readonly ReplyEntry[] {
  const known = rulesOf.get(provider);
  if (known) return known;
  const rules = [isOwn, isCousin].flatMap((of) => [...worded.filter(of(provider)), ...coded.filter(of(provider))]);
  // Providers are ours: a closed, short list.
  rulesOf.set(provider, rules);
  return rules;
}

/** The office's own entry for just this text, numbers and addresses included. */
export function findOwn(query: ReplyQuery, own: OwnReplies): ReplyEntry | undefined {
  if (own.exact.length === 0) return undefined;
  return fitting(own.exact, prepared(query)).next().value ?? undefined;
}

/** All entries that fit, best first. */
export function* rankReply(
  raw: ReplyQuery,
  provider: string | null,
  own: OwnReplies,
): Generator<ReplyEntry, undefined> {
  const query = prepared(raw);
  const { code, enhanced } = query;
  const refusals = [...own.coded, ...smtp.refusals];
  yield* fitting(own.exact, query);
  if (code !== null && code < 400 && code >= 200) {
    yield* smtp.accepted.filter(({ match }) => match.code === code);
    yield code < 300 ? smtp.acceptedOther : smtp.goOn;
    return;
  }
  const any = enhanced === null ? null : anyClass(enhanced);
  const isVague = any === null || smtp.vague.has(any);
  const isRecital = recital.test(query.text);
  const said = isRecital ? { ...query, text: query.text.replace(recital, '').replace(recitalEnd, '') } : query;
  const registry = any === null ? undefined : byEnhanced.get(any);
  yield* fitting(rulesFor(provider), query);
  yield* fitting(smtp.client, query);
  if (registry && smtp.firm.has(anyClass(enhanced ?? ''))) yield registry;
  yield* fitting(code !== null && authCodes.has(code) ? clearOfLogin : smtp.clear, said);
  if (registry && !isVague && (registry.reason !== null || code === null)) yield registry;
  if (code !== null && plain.has(code)) yield* fitting(refusals, query);
  if (isRecital) yield* fitting(refusals, query);
  else yield* fitting(smtp.hints, query);
  if (registry && ((isVague && any !== 'X.0.0') || code === null)) yield registry;
  if (code === null) return;
  yield* fitting(refusals, query);
  yield* fitting(smtp.aliases, query);
  if (code >= 400) yield code < 500 ? smtp.temporary : smtp.permanent;
}

/** Texts are strangers' texts: bounded, and without what says nothing. */
function prepared(query: ReplyQuery): ReplyQuery {
  return { ...query, text: query.text.slice(0, longestText).replace(boilerplate, '') };
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
export function hasEnhanced(wanted: string, enhanced: string | null): boolean {
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

/** `5.7.1` → `X.7.1`, as the registry writes it. */
function anyClass(enhanced: string): string {
  return `X${enhanced.slice(1)}`;
}
