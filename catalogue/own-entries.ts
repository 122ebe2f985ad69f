/**
 * Entries that an office writes itself: what its machines say, in its own words, without a fork. They come from YAML files as
 * plain objects; reading the files is somebody else's work.
 */
import { z } from 'zod';
import { confidenceSchema, severitySchema, whoSchema } from '../contract/index.ts';
import { canonicalCode } from './code-spelling.ts';
import { isConditionKind, meaningOf } from './conditions.ts';
import { canonicalVendor, makersOf } from './makers.ts';
import type { DeviceEntry } from './types.ts';

const words = z.string().trim().min(1).max(2000);

const ownEntrySchema = z
  .strictObject({
    /** Replaces our entry of this id; else it is made of maker and code or words. */
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in small letters, digits and hyphens')
      .max(80)
      .optional(),
    vendor: z.string().trim().min(1).max(40).optional(),
    /** Beginning of the model, without the maker's name. */
    models: words.optional(),
    code: z.union([z.string(), z.number()]).transform(String).optional(),
    /** Words that a message contains; large and small letters are the same. */
    text: words.optional(),
    /** A regular expression, where words are not enough. */
    pattern: z.string().max(500).optional(),
    condition: z.string().refine(isConditionKind, 'is none of the kinds of trouble in catalogue/conditions').optional(),
    stops: z.array(z.enum(['print', 'scan'])).optional(),
    severity: severitySchema.optional(),
    title: words,
    cause: words.optional(),
    remedy: words.optional(),
    who: whoSchema.optional(),
    confidence: confidenceSchema.optional(),
    sources: z.array(words).optional(),
  })
  .refine((entry) => entry.code !== undefined || entry.text !== undefined || entry.pattern !== undefined, {
    message: 'needs a code, a text or a pattern by which it is recognised',
  })
  .refine((entry) => entry.pattern === undefined || compile(entry.pattern) !== null, {
    message: 'is not a regular expression',
    path: ['pattern'],
  });

export type OwnEntryProblem = {
  /** Where in the object: `[2, 'severity']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
};

/**
 * A list of entries, as a YAML file holds it. What is wrong is left out and told of, the rest counts: a slip in one entry
 * must not take the others away.
 */
export function parseOwnEntries(value: unknown): { entries: DeviceEntry[]; problems: OwnEntryProblem[] } {
  if (value === null || value === undefined) return { entries: [], problems: [] };
  if (!Array.isArray(value)) return { entries: [], problems: [{ path: [], message: 'is not a list of entries' }] };
  const entries: DeviceEntry[] = [];
  const problems: OwnEntryProblem[] = [];
  for (const [index, each] of value.entries()) {
    const parsed = ownEntrySchema.safeParse(each);
    if (parsed.success) entries.push(entryOf(parsed.data));
    else {
      for (const { path, message } of parsed.error.issues) {
        problems.push({
          path: [index, ...path.map((step) => (typeof step === 'number' ? step : String(step)))],
          message,
        });
      }
    }
  }
  return { entries, problems };
}

/** The office's entries before ours; ours of the same id, or of the same maker, models and code, are left out. */
export function withOwnEntries(own: readonly DeviceEntry[], ours: readonly DeviceEntry[]): DeviceEntry[] {
  const ids = new Set(own.map(({ id }) => id));
  const isReplaced = (entry: DeviceEntry) =>
    ids.has(entry.id) ||
    own.some(
      ({ vendor, code, family }) =>
        code !== null &&
        code === entry.code &&
        vendor === entry.vendor &&
        (family === undefined || family.name === entry.family?.name),
    );
  return [...own, ...ours.filter((entry) => !isReplaced(entry))];
}

function entryOf(own: z.infer<typeof ownEntrySchema>): DeviceEntry {
  const vendor = canonicalVendor(own.vendor ?? null);
  const code = own.code === undefined ? null : canonicalCode(own.code, vendor);
  const condition = own.condition !== undefined && isConditionKind(own.condition) ? own.condition : 'unknown-fault';
  const kind = meaningOf(condition);
  const text =
    own.pattern === undefined ? (own.text ? literal(own.text) : codeInText(code, vendor)) : compile(own.pattern);
  return {
    id:
      own.id ??
      `own-${[vendor, code ?? own.text ?? own.pattern].filter(Boolean).join('-')}`
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/-$/, ''),
    vendor,
    code,
    condition,
    stops: own.stops ?? kind.stops,
    severity: own.severity ?? kind.severity,
    title: own.title,
    cause: own.cause ?? kind.cause,
    remedy: own.remedy ?? kind.remedy,
    who: own.who ?? kind.who,
    confidence: own.confidence ?? 'high',
    sources: own.sources ?? ['Entry of this office'],
    examples: [],
    ...(text ? { text } : {}),
    ...(own.models ? { family: { name: own.models, models: beginning(own.models), example: own.models } } : {}),
  };
}

function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    return null;
  }
}

function literal(text: string): RegExp {
  return new RegExp(escaped(text), 'iu');
}

/** Makers whose way of writing codes we know need none; of others the code is looked for as it is: `SC542`. */
function codeInText(code: string | null, vendor: string | null): RegExp | null {
  if (code === null || makersOf(vendor, null).length > 0) return null;
  return new RegExp(`(?<![\\w-])${escaped(code)}(?![\\w-])`, 'iu');
}

function beginning(text: string): RegExp {
  return new RegExp(`^${escaped(text)}`, 'iu');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
}
