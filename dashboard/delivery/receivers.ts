/** The receivers behind subscriptions: those of the configuration keep their secrets in memory only. */
import { createHash } from 'node:crypto';
import type { Subscription } from '../../contract/index.ts';
import type { DashboardConfig, WebhookConfig } from '../config.ts';
import type { Services } from '../services.ts';
import type { Store } from '../store/store.ts';
import { catchUp } from './catch-up.ts';
import { giveUp } from './compose.ts';
import { recipientsOf } from './formats/email.ts';
import { formatOf } from './formats/index.ts';
import type { Policy } from './guard.ts';
import type { Receiver } from './send.ts';
import type { Vault } from './vault.ts';

/** Where a delivery goes: a post, with the receiver's own key where the format wants one, or a mail. */
export type Target =
  | { readonly way: 'post'; readonly receiver: Receiver; readonly key: string | null }
  | { readonly way: 'mail'; readonly to: readonly string[] };

/** Finds where and how to send; `null` for a subscription that has not the secret any more that it needs. */
export type TargetOf = (subscription: Subscription, now: Date) => Promise<Target | null>;

export function makeTargetOf(config: DashboardConfig, store: Store, vault: Vault): TargetOf {
  const configured = new Map(config.webhooks.map((webhook) => [idOf(webhook), webhook]));

  async function secretsOf(id: string, now: Date): Promise<string[]> {
    const webhook = configured.get(id);
    if (webhook) return webhook.secret === null ? [] : [webhook.secret];
    const { current, old, oldUntil } = await store.subscriptions.secretsOf(id);
    const isOldGood = oldUntil !== null && now.toISOString() < oldUntil;
    const sealed = [current, isOldGood ? old : null];
    return sealed.flatMap((each) => (each === null ? [] : (vault.open(each, id) ?? [])));
  }

  return async (subscription, now) => {
    const { id, url, format } = subscription;
    if (format === 'email') return { way: 'mail', to: recipientsOf(url) };
    const secrets = await secretsOf(id, now);
    const { secret: use, addressOf } = formatOf[format];
    const [newest] = secrets;
    if (newest === undefined && (use === 'signs' || use === 'key')) return null;
    const receiver = {
      url: addressOf ? addressOf(url) : url,
      secrets: use === 'signs' || use === 'may-sign' ? secrets : [],
      token: use === 'token' ? newest : undefined,
      policy: policyOf(configured.get(id), config),
    };
    return { way: 'post', receiver, key: use === 'key' ? (newest ?? null) : null };
  };
}

function policyOf(webhook: WebhookConfig | undefined, config: DashboardConfig): Policy {
  if (!webhook) return apiPolicy(config);
  const { allowPrivate, allowLoopback } = webhook;
  return { allowPrivate, allowLoopback };
}

/** What subscriptions that were made through the API may send to. */
export function apiPolicy(config: DashboardConfig): Policy {
  return { allowPrivate: config.allowPrivateReceivers, allowLoopback: false };
}

/** Makes the store's subscriptions of origin `config` those of the configuration; others that it had are disabled. */
export async function subscribeConfigured(services: Pick<Services, 'config' | 'store' | 'random' | 'url'>, now: Date) {
  const { config, store } = services;
  const wanted = new Map(config.webhooks.map((webhook) => [idOf(webhook), webhook]));
  await store.transaction(async (tx) => {
    const before = await tx.subscriptions.all();
    for (const subscription of before) {
      if (subscription.origin !== 'config' || wanted.has(subscription.id)) continue;
      await tx.subscriptions.disable(subscription.id, 'no longer in the configuration');
      await giveUp(tx, subscription.id);
    }
    for (const [id, { name, url, format, template, events, minSeverity }] of wanted) {
      const subscription = {
        id,
        name,
        url,
        format,
        template,
        events,
        minSeverity,
        enabled: true,
        disabledReason: null,
        origin: 'config' as const,
        createdAt: now.toISOString(),
      };
      await tx.subscriptions.write(subscription);
      // One that was off begins anew; one that is failing goes on failing.
      if (!before.some((each) => each.id === id && !each.enabled)) continue;
      await tx.subscriptions.writeHealth(id);
      await catchUp(tx, { ...subscription, oldSecretUntil: null, failingSince: null }, now, services);
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
