/** What several routes share: the query of a list, the answers of a route. */
import { z } from 'zod';
import { problemSchema } from '../../contract/index.ts';

/** Rows of a page: 100 where not told, 1,000 at most. */
export const listQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const idParams = z.object({ id: z.string().min(1).max(200) });

/** The answer of a route, and the problem document of all its failures. */
export function answers<T extends z.ZodType>(schema: T) {
  return { 200: schema, '4xx': problemSchema };
}
