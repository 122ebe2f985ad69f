/** What was sent, what came of it, and sending it again. */
import { z } from 'zod';
import { deliveryDetailSchema, deliverySchema, pageOf } from '../../contract/index.ts';
import { formatOf } from '../delivery/formats/index.ts';
import { redeliver } from '../delivery/redeliver.ts';
import { ProblemError } from '../errors.ts';
import type { App, Services } from '../services.ts';
import { answers, idParams, listQuery } from './shapes.ts';

/** Characters of a message that the log shows. */
const shownBody = 2048;

export async function deliveryRoutes(app: App, { store, now, mail }: Services): Promise<void> {
  app.get(
    '/deliveries',
    {
      schema: {
        summary: 'Deliveries with their attempts, the newest first',
        querystring: listQuery.extend({
          subscription: z.string().max(200).optional(),
          state: deliverySchema.shape.state.optional(),
        }),
        response: answers(pageOf(deliverySchema)),
      },
    },
    async ({ query }) => store.outbox.list(query),
  );

  app.get(
    '/deliveries/:id',
    {
      schema: {
        summary: 'One delivery with what was sent and what was answered, the first 2 kB of each',
        params: idParams,
        response: answers(deliveryDetailSchema),
      },
    },
    async ({ params }) => {
      const found = await store.outbox.detail(params.id);
      if (!found) throw new ProblemError('NOT_FOUND', 'No delivery has this id.');
      const { body, ...delivery } = found;
      const { contentType } = formatOf[delivery.format];
      const shown = body.slice(0, shownBody).toWellFormed();
      return { ...delivery, request: { contentType, bytes: Buffer.byteLength(body), body: shown } };
    },
  );

  app.post(
    '/deliveries/:id/redeliver',
    {
      schema: {
        summary: 'Send it again: the same bytes under the same webhook-id',
        params: idParams,
        body: z.strictObject({}),
        response: answers(deliverySchema),
      },
    },
    async ({ params }) => {
      const delivery = await store.transaction(async (tx) => {
        const found = await tx.outbox.get(params.id);
        if (!found) throw new ProblemError('NOT_FOUND', 'No delivery has this id.');
        await redeliver(tx, found, now().toISOString());
        return (await tx.outbox.get(params.id)) ?? found;
      });
      mail.ring();
      return delivery;
    },
  );
}
