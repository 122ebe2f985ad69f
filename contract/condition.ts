/** A kind of trouble that is true of a device now. The dashboard gives it a life (see alert.ts). */
import { z } from 'zod';
import { confidenceSchema, kebabCase, nullableText, severitySchema, whoSchema } from './primitives.ts';

export const conditionSources = [
  'alert-row',
  'console',
  'error-bits',
  'supply',
  'input',
  'output',
  'cover',
  'poll',
  'job',
  'scan',
] as const;
export const conditionSourceSchema = z.enum(conditionSources);
export type ConditionSource = z.infer<typeof conditionSourceSchema>;

export const conditionSchema = z.object({
  /** A member of the closed list in `catalogue/conditions`. */
  kind: kebabCase,
  /** Stable while the trouble lasts: no values, no severity, no text, no row index. */
  key: z.string().min(1),
  /** The catalogue entry that matched; `unknown` where none did. */
  entry: z.string(),
  /** The maker's own code in its canonical spelling. */
  code: nullableText,
  severity: severitySchema,
  stops: z.array(z.enum(['print', 'scan'])),
  title: z.string(),
  cause: z.string(),
  remedy: z.string(),
  who: whoSchema,
  /** How sure the entry is of itself, where one was found: `low` is one unconfirmed source, and the reader is told so. */
  confidence: confidenceSchema.optional(),
  /** The sub-unit's own name, e.g. `Tray 2`. */
  where: nullableText,
  source: conditionSourceSchema,
  evidence: z.string(),
});
export type Condition = z.infer<typeof conditionSchema>;
