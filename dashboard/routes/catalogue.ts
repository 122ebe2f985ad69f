/** Looks codes, panel texts and SMTP replies up. The only place of the dashboard that knows the catalogue. */
import { z } from 'zod';
import { explain } from '../../catalogue/index.ts';
import { explanationSchema, pageOf } from '../../contract/index.ts';
import type { App, Services } from '../services.ts';
import { answers } from './shapes.ts';

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
}
