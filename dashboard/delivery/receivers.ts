/** The receivers behind subscriptions: those of the configuration keep their secrets in memory only. */
import { createHash } from 'node:crypto';
import type { Subscription } from '../../contract/index.ts';
import type { DashboardConfig, WebhookConfig } from '../config.ts';
import type { Store } from '../store/store.ts';
import type { Receiver } from './send.ts';

/** Finds where and how to send; `null` for a subscription that has no secret any more. */
export type ReceiverOf = (subscription: Subscription) => Promise<Receiver | null>;

export function makeReceiverOf(config: DashboardConfig, store: Store): ReceiverOf {
  const configured = new Map(config.webhooks.map((webhook) => [idOf(webhook), webhook]));
  return async ({ id, url }) => {
    const webhook = configured.get(id);
    if (webhook) {
      const { allowPrivate, allowLoopback } = webhook;
      return { url, secrets: [webhook.secret], policy: { allowPrivate, allowLoopback } };
    }
    const secret = await store.subscriptions.secretOf(id);
    return secret === null ? null : { url, secrets: [secret], policy: apiPolicy(config) };
  };
}

/** What subscriptions that were made through the API may send to. */
export function apiPolicy(config: DashboardConfig) {
  return { allowPrivate: config.allowPrivateReceivers, allowLoopback: false };
}

/** Makes the store's subscriptions of origin `config` those of the configuration; others that it had are disabled. */
export async function subscribeConfigured(config: DashboardConfig, store: Store, now: Date): Promise<void> {
  const wanted = new Map(config.webhooks.map((webhook) => [idOf(webhook), webhook]));
  await store.transaction(async (tx) => {
    for (const subscription of await tx.subscriptions.all()) {
      if (subscription.origin !== 'config' || wanted.has(subscription.id)) continue;
      await tx.subscriptions.disable(subscription.id, 'no longer in the configuration');
      await tx.outbox.giveUp(subscription.id);
    }
    for (const [id, { name, url, events, minSeverity }] of wanted) {
      const subscription: Subscription = {
        id,
        name,
        url,
        format: 'generic',
        events,
        minSeverity,
        enabled: true,
        disabledReason: null,
        origin: 'config',
        createdAt: now.toISOString(),
      };
      await tx.subscriptions.write(subscription, null);
    }
  });
}

/** The same over restarts, so that what is owed to a receiver stays owed. */
function idOf({ name, url }: WebhookConfig): string {
  return `sub_${createHash('sha256')
    .update(JSON.stringify([name, url]))
    .digest('hex')
    .slice(0, 20)}`;
}
