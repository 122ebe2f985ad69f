/**
 * Entries that an office writes itself: what its machines and mail servers say, in its own words, without a fork. They come
 * from YAML files as plain objects; reading the files is somebody else's work.
 */
import type { z } from 'zod';
import { canonicalCode, findCode } from './code-spelling.ts';
import { isConditionKind, meaningOf } from './conditions.ts';
import { deviceEntries } from './devices/index.ts';
import { canonicalVendor, makersOf } from './makers.ts';
import type { OwnDevice, OwnReply } from './own-schema.ts';
import { type Amendment, amendmentSchema, compile, ownReplySchema, schemaFor } from './own-schema.ts';
import { type Reason, reasons } from './reasons.ts';
import { entry as replyEntry } from './smtp/entry.ts';
import { unknownReply } from './smtp/index.ts';
import type { DeviceEntry, Meaning, ReplyEntry } from './types.ts';

/** Where in a file: `[2, 'severity']`. */
export type OwnPath = readonly (string | number)[];
export type OwnIssue = z.core.$ZodIssue;

/** One entry, and where it stands in its file. */
export type OwnEntry = { readonly at: OwnPath } & (
  | { readonly is: 'device'; readonly entry: DeviceEntry }
  | { readonly is: 'reply'; readonly entry: ReplyEntry }
  /** Other words for one of ours. */
  | { readonly is: 'amendment'; readonly id: string; readonly words: Partial<Meaning> }
);

/**
 * A file's entries: a list, or one alone. What is wrong is left out and told of, the rest counts: a slip in one entry must
 * not take the others away. `source` is what the reader is told about their origin.
 */
export function parseOwnEntries(
  value: unknown,
  source = 'Entry of this office',
): { entries: OwnEntry[]; issues: OwnIssue[] } {
  if (value === null || value === undefined) return { entries: [], issues: [] };
  const items = Array.isArray(value) ? value.map((each, i) => [[i], each] as const) : [[[], value] as const];
  const entries: OwnEntry[] = [];
  const issues: OwnIssue[] = [];
  for (const [at, each] of items) {
    const schema = schemaFor(each);
    const parsed = schema.safeParse(each);
    if (!parsed.success) {
      issues.push(...parsed.error.issues.map((issue) => ({ ...issue, path: [...at, ...issue.path] })));
    } else if (schema === ownReplySchema) {
      entries.push({ at, is: 'reply', entry: replyOf(parsed.data as OwnReply, source) });
    } else if (schema === amendmentSchema) {
      const { id, ...words } = parsed.data as Amendment;
      entries.push({ at, is: 'amendment', id, words: { ...withoutUndefined(words), sources: [source] } });
    } else {
      entries.push({ at, is: 'device', entry: deviceOf(parsed.data as OwnDevice, source) });
    }
  }
  return { entries, issues };
}

function deviceOf(own: OwnDevice, source: string): DeviceEntry {
  const vendor = canonicalVendor(own.vendor ?? null);
  const code = own.code === undefined ? null : canonicalCode(own.code, vendor);
  const chosen = own.condition !== undefined && isConditionKind(own.condition) ? own.condition : null;
  // What is not said of a code that we know is as we say it.
  const ours = chosen === null && code !== null ? ourEntry(vendor, code) : undefined;
  const condition = chosen ?? ours?.condition ?? 'unknown-fault';
  const kind = { ...meaningOf(condition), ...(chosen === null && { cause: 'The entry does not say why.' }), ...ours };
  const text = textOf(own) ?? codeInText(code, vendor);
  return {
    id: own.id ?? idOf([vendor, own.models, code ?? own.text ?? own.pattern]),
    isOwn: true,
    vendor,
    code,
    condition,
    stops: own.stops ?? kind.stops,
    severity: own.severity ?? kind.severity,
    title: own.title,
    cause: own.cause ?? kind.cause,
    remedy: own.remedy ?? kind.remedy,
    who: own.who ?? kind.who,
    confidence: own.confidence ?? 'medium',
    sources: own.sources ?? [source],
    examples: own.examples ?? [],
    ...(text ? { text } : {}),
    ...(own.models ? { family: { name: own.models, models: beginning(own.models), example: own.models } } : {}),
  };
}

/** That of any model before those of a family. */
function ourEntry(vendor: string | null, code: string): DeviceEntry | undefined {
  const alike = deviceEntries.filter((entry) => entry.vendor === vendor && entry.code === code);
  return alike.find((entry) => entry.family === undefined) ?? alike[0];
}

function replyOf(own: OwnReply, source: string): ReplyEntry {
  const { reply, enhanced, stage } = own;
  const reason = (own.reason ?? 'unknown') as Reason;
  const text = textOf(own);
  const { title, cause, remedy, who, severity } = own;
  return replyEntry({
    ...(own.reason === undefined ? { said: withoutUndefined({ title, cause, remedy, who, severity }) } : {}),
    id: own.id ?? idOf(['smtp', reply === 'any' ? null : reply, enhanced, own.text ?? own.pattern]),
    isOwn: true,
    match: {
      ...(reply === undefined || reply === 'any' ? {} : { code: reply }),
      ...(enhanced === undefined ? {} : { enhanced }),
      ...(stage === undefined ? {} : { stage }),
      ...(text ? { text } : {}),
    },
    reason,
    title: own.title,
    cause: own.cause ?? `${reasons[reason].title}.`,
    remedy: own.remedy ?? unknownReply.remedy,
    who: own.who ?? reasons[reason].who,
    confidence: own.confidence ?? 'medium',
    ...(own.severity ? { severity: own.severity } : {}),
    sources: own.sources ?? [source],
    examples: own.examples ?? [],
  });
}

function textOf({ text, pattern }: Pick<OwnDevice, 'text' | 'pattern'>): RegExp | null {
  if (pattern !== undefined) return compile(pattern);
  return text === undefined ? null : new RegExp(escaped(text), 'iu');
}

/** Where we know how the maker writes codes nothing is needed; else the code is looked for as it is: `SC542`. */
function codeInText(code: string | null, vendor: string | null): RegExp | null {
  if (code === null || findCode(code, vendor) === code) return null;
  // A number alone is no proof, where the maker has words before it.
  if (/^\d+$/.test(code) && makersOf(vendor, null).length > 0) return null;
  return new RegExp(`(?<![\\w-])${escaped(code)}(?![\\w-])`, 'iu');
}

function beginning(text: string): RegExp {
  return new RegExp(`^${escaped(text)}`, 'iu');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** `own-xerox-016-764`, `own-smtp-554-relay-denied`. */
function idOf(parts: readonly unknown[]): string {
  const name = parts
    .flat()
    .filter((part) => part !== null && part !== undefined)
    .join('-')
    .toLowerCase();
  return `own-${name.replace(/[^a-z0-9]+/g, '-').slice(0, 70)}`.replace(/-+$/, '');
}

function withoutUndefined<T extends object>(given: T): Partial<Meaning> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
