/** From a message and a subscription to a delivery: written in the subscription's format when it is made, never again. */
import type { EventType, Subscription, WebhookBody } from '../../contract/index.ts';
import { makeId, type Random } from '../ids.ts';
import type { NewDelivery } from '../store/outbox.ts';
import type { Queries } from '../store/store.ts';
import { formatOf } from './formats/index.ts';

type Composer = { readonly random: Random; readonly url: () => string };

/** The delivery that tells `subscription` of `body`. */
export function compose(
  body: WebhookBody,
  subscription: Subscription,
  now: Date,
  { random, url }: Composer,
): NewDelivery {
  const { id: subscriptionId, format } = subscription;
  const id = makeId('msg', now, random);
  return {
    id,
    subscriptionId,
    type: body.type,
    alertId: body.data.alert?.id ?? null,
    format,
    body: formatOf[format].render({ id, body, dashboard: url(), subscription }),
    createdAt: now.toISOString(),
  };
}

/** Tells only how the alert stands now: worth nothing once something newer is to be told. */
export const passing: readonly EventType[] = ['alert.reminder', 'alert.severity_changed', 'alert.flapping'];

/** Puts it into the outbox; what it makes worthless is not sent any more. */
export async function post(tx: Queries, delivery: NewDelivery): Promise<void> {
  if (delivery.alertId !== null) await tx.outbox.dropOlder(delivery.subscriptionId, delivery.alertId, passing);
  await tx.outbox.add(delivery);
}

/** Nothing that waits is sent any more, and nothing is owed for what was never told. */
export async function giveUp(tx: Queries, subscriptionId: string): Promise<void> {
  await tx.alerts.untellWaiting(subscriptionId, ['alert.fired', 'agent.silent']);
  await tx.outbox.giveUp(subscriptionId);
}

/** Switches a subscription off, with the reason in words, and tells the others of it. */
export async function switchOff(
  tx: Queries,
  subscription: Subscription,
  reason: string,
  now: Date,
  composer: Composer,
): Promise<void> {
  const { id, name } = subscription;
  await tx.subscriptions.disable(id, reason);
  await giveUp(tx, id);
  const body: WebhookBody = {
    type: 'subscription.disabled',
    timestamp: now.toISOString(),
    data: {
      alert: null,
      device: null,
      agent: null,
      subscription: { id, name, reason },
      links: { dashboard: `${composer.url()}/` },
    },
  };
  for (const other of await tx.subscriptions.all()) {
    if (!other.enabled || other.id === id || !other.events.includes(body.type)) continue;
    await post(tx, compose(body, other, now, composer));
  }
}
