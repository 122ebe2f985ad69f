/** RFC 9457 problem documents: every error of the HTTP interface, with a stable `code`. */
import { z } from 'zod';

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
  /** For a body that does not fit: where and why. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
