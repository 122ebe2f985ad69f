/** What was sent, what came of it, and sending it again. */
import { z } from 'zod';
import { type Delivery, deliverySchema, pageOf } from '../../contract/index.ts';
import { ProblemError } from '../errors.ts';
import type { App, Services } from '../services.ts';
import type { Queries } from '../store/store.ts';
import { answers, idParams, listQuery } from './shapes.ts';

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

/**
 * A message whose beginning never arrived is not sent alone: the story is told again from its beginning, as far as it
 * goes, and only where its end is known or still to come.
 */
async function redeliver(tx: Queries, delivery: Delivery, now: string): Promise<void> {
  const { id, subscriptionId, alertId, state } = delivery;
  if (state === 'due') throw new ProblemError('DELIVERY_WAITING', 'It is on its way; see its next attempt.');
  const subscription = await tx.subscriptions.get(subscriptionId);
  if (!subscription?.enabled) {
    throw new ProblemError('SUBSCRIPTION_DISABLED', `It is disabled: ${subscription?.disabledReason}.`);
  }
  const story = alertId === null ? [] : await tx.outbox.storyOf(subscriptionId, alertId);
  const beginning = story.find((part) => part.type === 'alert.fired' || part.type === 'agent.silent');
  if (alertId === null || beginning?.state !== 'dead') return tx.outbox.redeliver([id], now);

  const alert = await tx.alerts.get(alertId);
  const isOver = !alert || alert.state === 'resolved';
  const hasEnd = story.some((part) => part.type === 'alert.resolved' || part.type === 'agent.recovered');
  if (isOver && !hasEnd) throw new ProblemError('ALERT_CLOSED', 'The alert ended and this receiver never heard of it.');
  if (!isOver) await tx.alerts.tell(alertId, subscriptionId);
  const untold = story.filter((part) => part.state === 'dead' || part.state === 'superseded');
  await tx.outbox.redeliver(
    untold.map((part) => part.id),
    now,
  );
}
