/**
 * From what a device says to the entry that explains it.
 *
 * The order of trust: what the office says itself; a code with an entry for this family, for this maker; words of this
 * family, of this maker, of any printer; the chain of a code that has no entry. A code that was found is given back with
 * every match.
 */
import { canonicalCode, findCodes } from './code-spelling.ts';
import { deviceEntries } from './devices/index.ts';
import { canonicalVendor, makersOf } from './makers.ts';
import { isRestingText } from './resting.ts';
import { plainText } from './text.ts';
import type { DeviceEntry } from './types.ts';

export { findCode } from './code-spelling.ts';

export type DeviceQuery = {
  /** Lower-case maker as in a reading; `unknown` has only the words that all use; `null` (a person did not say) asks all. */
  readonly vendor: string | null;
  /** Without the maker's name; `null` where it is not known: then the entries of all families count. */
  readonly model: string | null;
  /** Panel lines, alert descriptions, job messages. */
  readonly texts: readonly string[];
  /** A code that the device gives beside the text. */
  readonly code?: string | null;
};

export type DeviceMatch = {
  readonly entry: DeviceEntry;
  /** Canonical; `null` where the device named none and words decided. */
  readonly code: string | null;
  /** The text that decided, or the code where no text did. */
  readonly text: string;
};

/** A code, and where it was read. */
type Mention = { readonly code: string; readonly text: string };

/** A panel line has 255 octets at most (RFC 3805); what is behind that is no message, and costs time. */
const mostWords = 300;

/** The best match, or `null` where nothing fits: the trouble is then unknown, with its code if `findCode` finds one. */
export function matchDevice(query: DeviceQuery, entries: readonly DeviceEntry[] = deviceEntries): DeviceMatch | null {
  return matchDevices(query, entries)[0] ?? null;
}

/** All that fit, best first, each entry once. */
export function matchDevices(query: DeviceQuery, entries: readonly DeviceEntry[] = deviceEntries): DeviceMatch[] {
  const mentions = mentionsOf(query);
  const texts = query.texts.filter((text) => !isRestingText(text)).map((text) => plainText(text).slice(0, mostWords));
  // Most panels of most offices say that all is well.
  if (mentions.length === 0 && texts.length === 0) return [];
  const { model } = query;
  const vendors = vendorsOf(query);
  const mine = entries.filter((entry) => fitsVendor(entry, vendors) && fitsModel(entry, model));
  const ranked: { rank: number; match: DeviceMatch }[] = [];
  for (const entry of mine) {
    const match = matchEntry(entry, mentions, texts);
    if (match) ranked.push({ rank: rankOf(match, mentions, query) - (entry.isOwn ? 100 : 0), match });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ match }) => match);
}

function matchEntry(entry: DeviceEntry, mentions: readonly Mention[], texts: readonly string[]): DeviceMatch | null {
  const mention = mentions.find(({ code }) => code === entry.code);
  if (mention) return { entry, ...mention };
  if (entry.chain !== undefined) {
    const ofChain = mentions.find(({ code }) => isOfChain(code, `${entry.chain}`));
    return ofChain ? { entry, ...ofChain } : null;
  }
  const text = entry.text && texts.find((each) => entry.text?.test(each));
  if (text === undefined) return null;
  // Words do not make a code, even where the entry has one: the code is what stands in the text.
  const isWritten = entry.code !== null && text.includes(entry.code);
  return { entry, code: mentions[0]?.code ?? (isWritten ? entry.code : null), text };
}

/** `077` of `077-123`, `49` of `49` and `49.4C02`, `SC` of `SC542`: where the group ends no digit goes on. */
function isOfChain(code: string, chain: string): boolean {
  if (!code.startsWith(chain)) return false;
  return !/^\d\d/.test(chain.slice(-1) + code.slice(chain.length, chain.length + 1));
}

/** Less is better. Within a rank the order of the catalogue decides. */
function rankOf({ entry, code }: DeviceMatch, mentions: readonly Mention[], { vendor, model }: DeviceQuery): number {
  // Of several codes the one that is named first; always less than a whole rank.
  const mentioned = mentions.findIndex((mention) => mention.code === code);
  const order = mentioned / (mentions.length + 1);
  // A family is the better match for one of its models, and the narrower claim where the model is not known.
  const family = entry.family === undefined ? 0 : model === null ? 1 : -1;
  if (entry.chain !== undefined) return 50 + order;
  if (entry.code !== null && entry.code === code && mentioned >= 0) return 10 + family + order;
  // "Call for service" stands on panels beside whatever else is told.
  if (entry.vendor === null) return (entry.condition === 'service-needed' ? 60 : 30) + family;
  // Words of a certain maker say less about a device of an unknown one than the words that all use.
  return (canonicalVendor(vendor) === null ? 40 : 20) + family;
}

function mentionsOf({ vendor, model, texts, code }: DeviceQuery): Mention[] {
  const given = code ? canonicalCode(code, vendor, model) : null;
  const found = texts.flatMap((text) => findCodes(text, vendor, model).map((each) => ({ code: each, text })));
  return given === null ? found : [{ code: given, text: texts.find((text) => text !== '') ?? given }, ...found];
}

function vendorsOf({ vendor, model }: DeviceQuery): ReadonlySet<string> | null {
  const name = canonicalVendor(vendor);
  if (name === null) return null;
  return new Set([name, ...makersOf(vendor, model).map((maker) => maker.vendor)]);
}

function fitsVendor(entry: DeviceEntry, vendors: ReadonlySet<string> | null): boolean {
  return entry.vendor === null || vendors === null || vendors.has(entry.vendor);
}

function fitsModel(entry: DeviceEntry, model: string | null): boolean {
  return entry.family === undefined || model === null || entry.family.models.test(model);
}
