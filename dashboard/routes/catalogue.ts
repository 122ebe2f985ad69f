/** Looks codes, panel texts and SMTP replies up, and lists what is not known. The only place of the dashboard that knows the catalogue. */
import { z } from 'zod';
import { explain, explainedBy, skeletonOf } from '../../catalogue/index.ts';
import { explanationSchema, pageOf, unknownRowSchema } from '../../contract/index.ts';
import type { App, Services } from '../services.ts';
import { answers, listQuery } from './shapes.ts';

export async function catalogueRoutes(app: App, services: Services): Promise<void> {
  const lookUp = services.lookUp ?? explain;
  app.get(
    '/catalogue',
    {
      schema: {
        summary: 'What a code, a text or a reply means: best first, one "found: false" where nothing is known',
        querystring: z.object({ q: z.string().min(1).max(1000), vendor: z.string().max(50).optional() }),
        response: answers(pageOf(explanationSchema)),
      },
    },
    async ({ query: { q, vendor } }) => ({ items: lookUp(q, { vendor: vendor ?? null }), next: null }),
  );

  app.get(
    '/catalogue/unknown',
    {
      schema: {
        summary: 'What devices and mail servers said that the catalogue does not know, the last seen first',
        querystring: listQuery.extend({ kind: z.enum(['device', 'smtp']).optional() }),
        response: answers(pageOf(unknownRowSchema)),
      },
    },
    async ({ query }) => {
      const { items, next } = await services.store.unknowns.list(query);
      return {
        items: items.map((item) => ({
          ...item,
          explainedBy: explainedBy(item, lookUp),
          skeleton: skeletonOf(item),
        })),
        next,
      };
    },
  );
}
