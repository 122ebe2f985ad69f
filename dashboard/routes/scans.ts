/** What became of the scans. */

import { z } from 'zod';
import { outcomeSchema, pageOf, probeRowSchema, scanRowSchema } from '../../contract/index.ts';
import type { App, Services } from '../services.ts';
import { answers, listQuery } from './shapes.ts';

export async function scanRoutes(app: App, { store }: Services): Promise<void> {
  app.get(
    '/scans',
    {
      schema: {
        summary: 'Scan results, the newest first',
        querystring: listQuery.extend({ device: z.string().max(200).optional(), outcome: outcomeSchema.optional() }),
        response: answers(pageOf(scanRowSchema)),
      },
    },
    async ({ query }) => store.scans.list(query),
  );
  app.get(
    '/scans/probes',
    {
      schema: {
        summary: 'What probes of mail servers found last, by server',
        querystring: listQuery,
        response: answers(pageOf(probeRowSchema)),
      },
    },
    async ({ query }) => store.probes.list(query),
  );
}
