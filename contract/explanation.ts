/** What the catalogue knows of a code, a panel text or an SMTP reply: `platen.explanation/1`. */
import { z } from 'zod';
import { confidenceSchema, kebabCase, nullableText, severitySchema, whoSchema } from './primitives.ts';

export const explanationSchema = z.object({
  schema: z.literal('platen.explanation/1'),
  text: z.string(),
  found: z.boolean(),
  entry: nullableText,
  kind: z.enum(['device', 'smtp']).nullable(),
  vendor: nullableText,
  code: nullableText,
  enhanced: nullableText,
  provider: nullableText,
  condition: kebabCase.nullable(),
  reason: kebabCase.nullable(),
  severity: severitySchema.nullable(),
  retryable: z.boolean().nullable(),
  title: nullableText,
  cause: nullableText,
  remedy: nullableText,
  who: whoSchema.nullable(),
  confidence: confidenceSchema.nullable(),
  sources: z.array(z.string()),
});
export type Explanation = z.infer<typeof explanationSchema>;
