/** Who is told: seeing, adding, changing and ending subscriptions. */
import { z } from 'zod';
import {
  createdSubscriptionSchema,
  eventTypes,
  type FormatName,
  formatSchema,
  pageOf,
  type Subscription,
  savedSubscriptionSchema,
  severitySchema,
  subscriptionSchema,
} from '../../contract/index.ts';
import { catchUp } from '../delivery/catch-up.ts';
import { giveUp } from '../delivery/compose.ts';
import { formatOf } from '../delivery/formats/index.ts';
import { checkTemplate } from '../delivery/formats/template.ts';
import { refuseUrl } from '../delivery/guard.ts';
import { apiPolicy } from '../delivery/receivers.ts';
import { eventFilterSchema, nameOf, refuseReceiver, refuseSecret, refuseTemplate } from '../delivery/settings.ts';
import { formatSecret } from '../delivery/sign.ts';
import { ProblemError } from '../errors.ts';
import { makeId } from '../ids.ts';
import type { App, Services } from '../services.ts';
import type { Queries } from '../store/store.ts';
import { answers, idParams } from './shapes.ts';

const template = z.string().max(20_000).nullable();
/** A receiver's own key or token; what signs is made here and told once. */
const key = z.string().trim().min(1).max(500);

const newSubscription = z.strictObject({
  url: z.string().max(2000),
  name: z.string().min(1).max(100).optional(),
  format: formatSchema.default('generic'),
  template: template.default(null),
  secret: key.optional(),
  /** Every type where absent. */
  events: eventFilterSchema.optional(),
  minSeverity: severitySchema.default('info'),
});

const changes = z.strictObject({
  url: z.string().max(2000).optional(),
  name: z.string().min(1).max(100).optional(),
  format: formatSchema.optional(),
  template: template.optional(),
  secret: key.optional(),
  events: eventFilterSchema.optional(),
  minSeverity: severitySchema.optional(),
  enabled: z.boolean().optional(),
});

export async function subscriptionRoutes(app: App, services: Services): Promise<void> {
  const { config, store, vault, now, random, mail } = services;

  app.get(
    '/subscriptions',
    { schema: { summary: 'Who is told', response: answers(pageOf(subscriptionSchema)) } },
    async () => ({ items: await store.subscriptions.all(), next: null }),
  );

  app.post(
    '/subscriptions',
    {
      schema: {
        summary: 'Subscribe a receiver; the answer holds the secret that signs, once',
        body: newSubscription,
        response: answers(createdSubscriptionSchema),
      },
    },
    async ({ body }) => {
      const { url, format, minSeverity } = body;
      check(format, url, body.template);
      const subscription = {
        id: makeId('sub', now(), random),
        name: body.name ?? nameOf(url),
        url,
        format,
        template: body.template,
        events: body.events ?? [...eventTypes],
        minSeverity,
        enabled: true,
        disabledReason: null,
        origin: 'api' as const,
        createdAt: now().toISOString(),
      };
      const own = ownSecret(format, body.secret);
      const made = signs(format) ? formatSecret(random(32)) : null;
      await store.transaction(async (tx) => {
        await tx.subscriptions.write(subscription);
        await keep(tx, subscription.id, made ?? own);
      });
      const saved = { ...subscription, oldSecretUntil: null, failingSince: null };
      return { ...saved, secret: made, warnings: warningsOf(saved) };
    },
  );

  app.patch(
    '/subscriptions/:id',
    {
      schema: {
        summary: 'Change it; of one from the configuration only whether it is enabled',
        params: idParams,
        body: changes,
        response: answers(savedSubscriptionSchema),
      },
    },
    async ({ params, body: { secret, ...body } }) => {
      const saved = await store.transaction(async (tx) => {
        const before = await find(tx, params.id);
        const isMore = Object.keys(body).some((each) => each !== 'enabled') || secret !== undefined;
        if (before.origin === 'config' && isMore) {
          throw new ProblemError('SUBSCRIPTION_READ_ONLY', 'Change it in platen.yaml instead.');
        }
        const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
        const after: Subscription = { ...before, ...given };
        if (before.origin === 'api') check(after.format, after.url, after.template);
        // Signing and other secrets are not each other's: another use needs another subscription.
        if (
          formatOf[after.format].secret !== formatOf[before.format].secret &&
          signs(after.format) !== signs(before.format)
        ) {
          throw new ProblemError('FORMAT_REFUSED', 'Its secret does not fit this format: make a new subscription.');
        }
        const reason = after.enabled ? null : (before.disabledReason ?? 'switched off by hand');
        await tx.subscriptions.write({ ...after, disabledReason: reason });
        if (secret !== undefined) await keep(tx, after.id, ownSecret(after.format, secret));
        if (after.enabled !== before.enabled) await tx.subscriptions.writeHealth(after.id);
        if (!after.enabled) await giveUp(tx, after.id);
        else if (!before.enabled) await catchUp(tx, after, now(), services);
        return find(tx, after.id);
      });
      mail.ring();
      return { ...saved, warnings: warningsOf(saved) };
    },
  );

  app.delete(
    '/subscriptions/:id',
    { schema: { summary: 'End it', params: idParams, response: { 204: z.undefined() } } },
    async ({ params }, reply) => {
      const { origin } = await find(store, params.id);
      if (origin === 'config') throw new ProblemError('SUBSCRIPTION_READ_ONLY', 'Take it out of platen.yaml instead.');
      await store.transaction((tx) => tx.subscriptions.remove(params.id));
      return reply.code(204).send();
    },
  );

  /** Throws where nothing can be sent like this. */
  function check(format: FormatName, url: string, template: string | null): void {
    const refused = refuseReceiver(format, url) ?? (format === 'email' ? null : refuseUrl(url, apiPolicy(config)));
    if (refused !== null) throw new ProblemError('RECEIVER_REFUSED', `${refused}.`);
    const wrong = refuseTemplate(format, template);
    if (wrong !== null) throw new ProblemError('FORMAT_REFUSED', `${wrong}.`);
    if (format === 'email' && config.mail === null) {
      throw new ProblemError('FORMAT_REFUSED', 'No mail server is configured: set dashboard.mail in platen.yaml.');
    }
  }

  async function keep(tx: Queries, id: string, secret: string | null): Promise<void> {
    const current = secret === null ? null : vault.seal(secret, id);
    await tx.subscriptions.writeSecrets(id, { current, old: null, oldUntil: null });
  }
}

/** The subscription, or a problem. */
export async function find(queries: Queries, id: string): Promise<Subscription> {
  const subscription = await queries.subscriptions.get(id);
  if (!subscription) throw new ProblemError('NOT_FOUND', 'No subscription has this id.');
  return subscription;
}

/** True where messages of the format are signed with a secret of ours. */
export function signs(format: FormatName): boolean {
  const { secret } = formatOf[format];
  return secret === 'signs' || secret === 'may-sign';
}

/** The receiver's own key as it was given, or `null` without one; throws where the format needs one or takes none. */
function ownSecret(format: FormatName, given: string | undefined): string | null {
  if (given === undefined) {
    if (formatOf[format].secret !== 'key') return null;
    throw new ProblemError('FORMAT_REFUSED', `Send the receiver's key as "secret".`);
  }
  const wrong = signs(format)
    ? 'the secret of this format is made here: rotate it instead'
    : refuseSecret(format, given);
  if (wrong !== null) throw new ProblemError('FORMAT_REFUSED', `${wrong}.`);
  return given;
}

function warningsOf({ format, template }: Pick<Subscription, 'format' | 'template'>): string[] {
  return format === 'template' && template !== null ? [...checkTemplate(template).warnings] : [];
}
