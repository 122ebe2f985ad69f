/** Who is told, and trying it out. */
import { z } from 'zod';
import {
  type CreatedSubscription,
  createdSubscriptionSchema,
  deliverySchema,
  eventTypes,
  pageOf,
  type Subscription,
  severitySchema,
  subscriptionSchema,
} from '../../contract/index.ts';
import { eventFilterSchema } from '../config.ts';
import { refuseUrl } from '../delivery/guard.ts';
import { apiPolicy } from '../delivery/receivers.ts';
import { formatSecret } from '../delivery/sign.ts';
import { ProblemError } from '../errors.ts';
import { makeId } from '../ids.ts';
import { bodyOf } from '../record.ts';
import type { App, Services } from '../services.ts';
import { answers, idParams } from './shapes.ts';

const newSubscription = z.strictObject({
  url: z.string().max(2000),
  name: z.string().min(1).max(100).optional(),
  /** Every type where absent. */
  events: eventFilterSchema.optional(),
  minSeverity: severitySchema.default('info'),
});

export async function subscriptionRoutes(app: App, services: Services): Promise<void> {
  const { config, store, now, random, mail, url } = services;

  app.get(
    '/subscriptions',
    { schema: { summary: 'Who is told', response: answers(pageOf(subscriptionSchema)) } },
    async () => ({ items: await store.subscriptions.all(), next: null }),
  );

  app.post(
    '/subscriptions',
    {
      schema: {
        summary: 'Subscribe a receiver; the answer holds its secret, once',
        body: newSubscription,
        response: answers(createdSubscriptionSchema),
      },
    },
    async ({ body }) => {
      const refused = refuseUrl(body.url, apiPolicy(config));
      if (refused !== null) throw new ProblemError('RECEIVER_REFUSED', `${refused}.`);
      const subscription: Subscription = {
        id: makeId('sub', now(), random),
        name: body.name ?? new URL(body.url).host,
        url: body.url,
        format: 'generic',
        events: body.events ?? [...eventTypes],
        minSeverity: body.minSeverity,
        enabled: true,
        disabledReason: null,
        origin: 'api',
        createdAt: now().toISOString(),
      };
      const secret = formatSecret(random(32));
      await store.subscriptions.write(subscription, secret);
      return { ...subscription, secret } satisfies CreatedSubscription;
    },
  );

  app.delete(
    '/subscriptions/:id',
    { schema: { summary: 'End it', params: idParams, response: { 204: z.undefined() } } },
    async ({ params }, reply) => {
      const { origin } = await find(params.id);
      if (origin === 'config') throw new ProblemError('SUBSCRIPTION_READ_ONLY', 'Take it out of platen.yaml instead.');
      await store.transaction((tx) => tx.subscriptions.remove(params.id));
      return reply.code(204).send();
    },
  );

  app.post(
    '/subscriptions/:id/test',
    {
      schema: {
        summary: 'Send test.ping the way everything is sent',
        params: idParams,
        body: z.strictObject({}),
        response: answers(deliverySchema),
      },
    },
    async ({ params }) => {
      const { id: subscriptionId, enabled, disabledReason } = await find(params.id);
      if (!enabled) throw new ProblemError('SUBSCRIPTION_DISABLED', `It is disabled: ${disabledReason}.`);
      const at = now();
      const id = makeId('msg', at, random);
      const body = JSON.stringify(bodyOf('test.ping', null, null, at, url()));
      await store.outbox.add({
        id,
        subscriptionId,
        type: 'test.ping',
        alertId: null,
        body,
        createdAt: at.toISOString(),
      });
      const delivery = await store.outbox.get(id);
      mail.ring();
      if (!delivery) throw new ProblemError('NOT_FOUND', 'The subscription was deleted.');
      return delivery;
    },
  );

  async function find(id: string): Promise<Subscription> {
    const subscription = await store.subscriptions.get(id);
    if (!subscription) throw new ProblemError('NOT_FOUND', 'No subscription has this id.');
    return subscription;
  }
}
