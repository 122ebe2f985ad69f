/** What is done with a subscription: trying it out, seeing a message, changing its secret, sending again what it missed. */
import { z } from 'zod';
import { createdSubscriptionSchema, deliverySchema, formatSchema, previewSchema } from '../../contract/index.ts';
import { compose } from '../delivery/compose.ts';
import { formatOf } from '../delivery/formats/index.ts';
import { sampleBodies } from '../delivery/formats/sample.ts';
import { checkTemplate } from '../delivery/formats/template.ts';
import { replay } from '../delivery/redeliver.ts';
import { refuseReceiver, refuseTemplate } from '../delivery/settings.ts';
import { formatSecret } from '../delivery/sign.ts';
import { ProblemError } from '../errors.ts';
import { bodyOf } from '../message.ts';
import type { App, Services } from '../services.ts';
import { answers, idParams } from './shapes.ts';
import { find, signs } from './subscriptions.ts';

/** How long the secret before a rotation signs too. */
const rotationMs = 24 * 3_600_000;

/** What a preview says where no URL was written yet. */
const sampleUrl = 'https://receiver.example/topic';

const previewBody = z.strictObject({
  format: formatSchema,
  url: z.string().max(2000).optional(),
  template: z.string().max(20_000).nullable().default(null),
  /** The newest alert where absent, or a made-up one where there is none. */
  alert: z.string().max(200).optional(),
});

export async function subscriptionActionRoutes(app: App, services: Services): Promise<void> {
  const { store, vault, now, random, mail, url } = services;

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
      const subscription = await find(store, params.id);
      const { enabled, disabledReason } = subscription;
      if (!enabled) throw new ProblemError('SUBSCRIPTION_DISABLED', `It is disabled: ${disabledReason}.`);
      const at = now();
      const made = compose(bodyOf('test.ping', null, null, at, url()), subscription, at, services);
      await store.transaction(async (tx) => {
        await tx.outbox.add(made);
        await tx.subscriptions.probeNow(subscription.id, at.toISOString());
      });
      const delivery = await store.outbox.get(made.id);
      mail.ring();
      if (!delivery) throw new ProblemError('NOT_FOUND', 'The subscription was deleted.');
      return delivery;
    },
  );

  app.post(
    '/subscriptions/preview',
    {
      schema: {
        summary: 'What a message would look like in a format, with a real alert where there is one',
        body: previewBody,
        response: answers(previewSchema),
      },
    },
    async ({ body: { format, template, alert, ...body } }) => {
      const address = body.url || (format === 'email' ? 'mailto:it@office.example' : sampleUrl);
      const wrong = refuseReceiver(format, address) ?? refuseTemplate(format, template);
      if (wrong !== null) throw new ProblemError('FORMAT_REFUSED', `${wrong}.`);
      const { contentType, render } = formatOf[format];
      const subscription = { id: 'sub_preview', url: address, template };
      const text = render({ id: 'msg_preview', body: await messageOf(alert), dashboard: url(), subscription });
      const warnings = template === null ? [] : [...checkTemplate(template).warnings];
      return { contentType, body: text, warnings };
    },
  );

  app.post(
    '/subscriptions/:id/rotate',
    {
      schema: {
        summary: 'Change the secret; the one before signs too for 24 hours. The answer holds the new one, once',
        params: idParams,
        body: z.strictObject({}),
        response: answers(createdSubscriptionSchema),
      },
    },
    async ({ params: { id } }) => {
      const secret = formatSecret(random(32));
      const subscription = await store.transaction(async (tx) => {
        const { origin, format, oldSecretUntil } = await find(tx, id);
        if (origin === 'config') throw new ProblemError('SUBSCRIPTION_READ_ONLY', 'Change its secret in platen.yaml.');
        if (!signs(format)) {
          throw new ProblemError(
            'FORMAT_REFUSED',
            'Nothing of ours signs here: change the key at the receiver, then here.',
          );
        }
        const at = now();
        if (oldSecretUntil !== null && at.toISOString() < oldSecretUntil) {
          throw new ProblemError(
            'ROTATION_RUNNING',
            `The secret before signs until ${oldSecretUntil}: wait until then.`,
          );
        }
        const { current } = await tx.subscriptions.secretsOf(id);
        await tx.subscriptions.writeSecrets(id, {
          current: vault.seal(secret, id),
          old: current,
          oldUntil: new Date(at.getTime() + rotationMs).toISOString(),
        });
        return find(tx, id);
      });
      return { ...subscription, secret, warnings: [] };
    },
  );

  app.post(
    '/subscriptions/:id/replay',
    {
      schema: {
        summary: 'Send again what was meant for it since then: what failed, or all',
        params: idParams,
        body: z.strictObject({
          since: z.iso.datetime({ offset: true }),
          what: z.enum(['failed', 'all']).default('failed'),
        }),
        response: answers(z.object({ count: z.number().int() })),
      },
    },
    async ({ params: { id }, body: { since, what } }) => {
      const count = await store.transaction(async (tx) => {
        const { enabled, disabledReason } = await find(tx, id);
        if (!enabled) throw new ProblemError('SUBSCRIPTION_DISABLED', `It is disabled: ${disabledReason}.`);
        return replay(tx, id, new Date(since).toISOString(), what, now().toISOString());
      });
      mail.ring();
      return { count };
    },
  );

  /** The first message about this alert; about the newest; about a made-up one. */
  async function messageOf(id: string | undefined) {
    const wanted = id ?? (await store.alerts.list({ state: 'all', limit: 1 })).items[0]?.id;
    const alert = wanted === undefined ? null : await store.alerts.get(wanted);
    if (id !== undefined && !alert) throw new ProblemError('NOT_FOUND', 'No alert has this id.');
    if (!alert) return sampleBodies['alert.fired'];
    const device = alert.deviceId === null ? null : await store.devices.row(alert.deviceId);
    return bodyOf(alert.kind === 'agent-silent' ? 'agent.silent' : 'alert.fired', alert, device, now(), url());
  }
}
