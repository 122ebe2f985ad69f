/** Alerts, and acknowledging them. */
import { z } from 'zod';
import { alertSchema, pageOf } from '../../contract/index.ts';
import { acknowledge, unacknowledge } from '../alerting/acknowledge.ts';
import { type AlertChange, publicAlert, type StoredAlert } from '../alerting/stored-alert.ts';
import { ProblemError } from '../errors.ts';
import { record } from '../record.ts';
import type { App, Services } from '../services.ts';
import { alertLists } from '../store/alerts.ts';
import { answers, idParams, listQuery } from './shapes.ts';

export async function alertRoutes(app: App, services: Services): Promise<void> {
  const { store, now, news, mail } = services;

  app.get(
    '/alerts',
    {
      schema: {
        summary: 'Alerts: open ones the worst first, others the newest first',
        querystring: listQuery.extend({
          state: z.enum(alertLists).default('open'),
          device: z.string().max(200).optional(),
        }),
        response: answers(pageOf(alertSchema)),
      },
    },
    async ({ query }) => store.alerts.list(query),
  );

  app.post(
    '/alerts/:id/acknowledge',
    {
      schema: {
        summary: 'Say that somebody cares for it',
        params: idParams,
        body: z.strictObject({
          note: z.string().max(1000).default(''),
          /** Without a login: who it is. With one, who is logged in counts. */
          by: z.string().min(1).max(100).optional(),
        }),
        response: answers(alertSchema),
      },
    },
    async ({ params, body, user }) =>
      change(params.id, (alert) => acknowledge(alert, user ?? body.by ?? 'someone', body.note, now())),
  );

  app.post(
    '/alerts/:id/unacknowledge',
    {
      schema: {
        summary: 'Take the acknowledgement back',
        params: idParams,
        body: z.strictObject({}),
        response: answers(alertSchema),
      },
    },
    async ({ params }) => change(params.id, (alert) => (alert.acknowledged ? unacknowledge(alert) : 'as it is')),
  );

  async function change(id: string, decide: (alert: StoredAlert) => AlertChange | 'as it is' | null) {
    const changed = await store.transaction(async (tx) => {
      const alert = await tx.alerts.get(id);
      if (!alert || alert.state === 'pending') throw new ProblemError('NOT_FOUND', 'No alert has this id.');
      const decided = decide(alert);
      if (decided === null) throw new ProblemError('ALERT_CLOSED', 'It ended before; there is nothing to care for.');
      if (decided === 'as it is') return alert;
      const device = alert.deviceId === null ? null : await tx.devices.row(alert.deviceId);
      await record(tx, [decided], device, now(), services);
      return decided.alert;
    });
    news.ring();
    mail.ring();
    return publicAlert(changed);
  }
}
