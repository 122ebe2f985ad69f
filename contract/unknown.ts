/** What devices and mail servers said that the catalogue does not know: the inbox of those who carry it on. */
import { z } from 'zod';
import { nullableText, timestamp } from './primitives.ts';

export const unknownSchema = z.object({
  id: z.string(),
  kind: z.enum(['device', 'smtp']),
  /** Lower-case maker, and the model without the maker's name; `null` for a mail server. */
  vendor: nullableText,
  model: nullableText,
  /** The maker's code, or the reply code. */
  code: nullableText,
  /** RFC 3463 code of a reply. */
  enhanced: nullableText,
  /** What was said, with `#` for what differs from time to time: numbers, addresses, names of hosts. */
  text: z.string(),
  /** The newest of what was said, as it was said; without the names in mail addresses. */
  example: z.string(),
  /** Where the newest was read. */
  evidence: z.string(),
  firstSeenAt: timestamp,
  lastSeenAt: timestamp,
  /** How often it came; not how often it was seen while it lasted. */
  episodes: z.number().int(),
  /** The devices that said it last, a few of them. */
  devices: z.array(z.object({ id: z.string(), name: z.string() })),
  deviceCount: z.number().int(),
});
export type Unknown = z.infer<typeof unknownSchema>;

export const unknownRowSchema = unknownSchema.extend({
  /** The office's own entry that explains it by now; `null` where none does. */
  explainedBy: nullableText,
  /** An entry to fill in and to put into the folder of own entries. */
  skeleton: z.string(),
});
export type UnknownRow = z.infer<typeof unknownRowSchema>;
