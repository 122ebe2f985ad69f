/** How an office writes entries of its own, as YAML gives them; and the JSON Schema of such a file. */
import { z } from 'zod';
import { confidenceSchema, severitySchema, stageSchema, whoSchema } from '../contract/index.ts';
import { conditionKinds } from './conditions.ts';
import { reasons } from './reasons.ts';

const words = z.string().trim().min(1).max(2000);
const list = z.array(words).max(50);
const howReply = 'write a reply code such as 550, a list of them such as [550, 554], or any';
const replyCode = z.int().min(200).max(599);
const [firstKind = 'unknown-fault', ...otherKinds] = Object.keys(conditionKinds);
const [firstReason = 'unknown', ...otherReasons] = Object.keys(reasons);

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in small letters, digits and hyphens')
  .max(80)
  .describe('Name of the entry. With the name of one of ours and nothing to recognise it by, ours gets these words');

/** What an entry tells the reader. */
const told = {
  title: words.describe('What is wrong, in a few words'),
  cause: words.optional(),
  remedy: words.optional().describe('What to do'),
  who: whoSchema.optional().describe('Who can mend it'),
  severity: severitySchema.optional(),
  confidence: confidenceSchema.optional().describe('How sure you are: high, medium (where it is not said) or low'),
  sources: list.optional(),
};

const found = {
  text: words.optional().describe('Words that the message contains; large and small letters are the same'),
  pattern: z
    .string()
    .min(1)
    .max(500)
    .refine((pattern) => compile(pattern) !== null, 'is not a regular expression; write the words under "text" instead')
    .optional()
    .describe('A regular expression, where words are not enough'),
};

export const ownDeviceSchema = z
  .strictObject({
    id: id.optional(),
    vendor: z.string().trim().min(1).max(40).optional().describe('xerox, oki, ricoh … Without it, any device'),
    models: words.optional().describe("Beginning of the model, without the maker's name"),
    code: z
      .union([z.string().trim().min(1).max(40), z.int().min(0)])
      .transform(String)
      .optional()
      .describe('In any spelling of the maker: 12-305, 012-305'),
    ...found,
    condition: z
      .enum([firstKind, ...otherKinds])
      .optional()
      .describe('Kind of trouble; decides what is not said here'),
    stops: z
      .array(z.enum(['print', 'scan']))
      .max(2)
      .optional(),
    ...told,
    examples: list.optional().describe('Messages as the device writes them; "platen check" tries each'),
  })
  .refine((entry) => entry.code !== undefined || entry.text !== undefined || entry.pattern !== undefined, {
    message: 'needs a code, a text or a pattern by which it is recognised',
  });

export const ownReplySchema = z
  .strictObject({
    id: id.optional(),
    reply: z
      .union([replyCode, z.string().regex(/^(?:any|[2-5]\d\d)$/, howReply), z.array(replyCode).min(1).max(20)], {
        error: howReply,
      })
      .transform((reply) => (typeof reply === 'string' && reply !== 'any' ? Number(reply) : reply))
      .optional()
      .describe('Reply code of the mail server, several, or any'),
    enhanced: z
      .string()
      .regex(/^[245X]\.\d{1,3}\.\d{1,3}(?:-\d{1,3})?$/, 'write it like 5.7.1, X.7.1 for any class, or 4.7.500-699')
      .optional(),
    ...found,
    stage: stageSchema.optional().describe('Only at this step of the conversation'),
    reason: z
      .enum([firstReason, ...otherReasons])
      .optional()
      .describe('Why; as ours have it for the same reply where it is not said'),
    ...told,
    examples: list.optional().describe('Replies as the server writes them; "platen check" tries each'),
  })
  .refine(
    ({ reply, enhanced, text, pattern }) =>
      (reply !== undefined && reply !== 'any') || (enhanced ?? text ?? pattern) !== undefined,
    { message: 'needs a reply code, an enhanced code, a text or a pattern by which it is recognised' },
  );

/** Other words for one of ours. */
export const amendmentSchema = z.strictObject({ id, ...told, title: told.title.optional() });

export type OwnDevice = z.output<typeof ownDeviceSchema>;
export type OwnReply = z.output<typeof ownReplySchema>;
export type Amendment = z.output<typeof amendmentSchema>;

const recognisers = ['code', 'text', 'pattern', 'reply', 'enhanced'];
const ofReplies = ['reply', 'enhanced', 'reason', 'stage'];

/** Which of the three an object is meant as; the words in it tell. */
export function schemaFor(value: unknown): typeof ownDeviceSchema | typeof ownReplySchema | typeof amendmentSchema {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.includes('id') && !recognisers.some((key) => keys.includes(key))) return amendmentSchema;
  return ofReplies.some((key) => keys.includes(key)) ? ownReplySchema : ownDeviceSchema;
}

const anyEntry = z.union([ownDeviceSchema, ownReplySchema, amendmentSchema]);

/** A file holds one entry or a list of them. */
export const ownFileSchema = z
  .union([z.array(anyEntry), anyEntry])
  .meta({ title: 'Entries of an office for the catalogue of Platen' });

/** Case-insensitive; `null` for what is no regular expression. */
export function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    return null;
  }
}
