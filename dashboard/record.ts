/** Writes down what happened to alerts: the alert, the news for the stream and one delivery per receiver, all in one transaction. */
import type { DeviceRow } from '../contract/index.ts';
import { dueAt } from './alerting/life.ts';
import { eventOf, isBeginning, route } from './alerting/route.ts';
import { type AlertChange, publicAlert } from './alerting/stored-alert.ts';
import { compose, post } from './delivery/compose.ts';
import { bodyOf } from './message.ts';
import type { Services } from './services.ts';
import type { Queries } from './store/store.ts';

type Recorder = Pick<Services, 'config' | 'random' | 'url'>;

/** Records changes of one device's alerts (`device` is null for an agent's own) inside the transaction `tx`. */
export async function record(
  tx: Queries,
  changes: readonly AlertChange[],
  device: DeviceRow | null,
  now: Date,
  services: Recorder,
): Promise<void> {
  for (const change of changes) {
    const { step, alert } = change;
    if (step === 'dropped') {
      await tx.alerts.remove(alert.id);
      continue;
    }
    const due = dueAt(alert, services.config.alerts);
    await tx.alerts.write(alert, due === null ? null : new Date(due).toISOString());
    if (step !== 'seen' && alert.state !== 'pending') {
      await tx.stream.append('alert', publicAlert(alert), now.toISOString());
    }
    if (eventOf(change) !== null) await tell(tx, change, device, now, services);
  }
}

async function tell(
  tx: Queries,
  change: AlertChange,
  device: DeviceRow | null,
  now: Date,
  services: Recorder,
): Promise<void> {
  const { alert } = change;
  const [subscriptions, told] = await Promise.all([tx.subscriptions.all(), tx.alerts.toldOf(alert.id)]);
  for (const { subscriptionId, type } of route(change, subscriptions, told)) {
    if (isBeginning(type)) await tx.alerts.tell(alert.id, subscriptionId);
    const subscription = subscriptions.find(({ id }) => id === subscriptionId);
    if (!subscription) continue;
    await post(tx, compose(bodyOf(type, alert, device, now, services.url()), subscription, now, services));
  }
}
