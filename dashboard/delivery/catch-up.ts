/**
 * A subscription that is switched on again: what fired meanwhile and is still true is told now, and so is the end of what it
 * had been told of. What came and went while it was off it never hears of, unless somebody sends it again.
 */
import type { DeviceRow, EventType, Subscription } from '../../contract/index.ts';
import { eventOf, isBeginning, route } from '../alerting/route.ts';
import type { AlertChange, StoredAlert } from '../alerting/stored-alert.ts';
import type { Random } from '../ids.ts';
import { bodyOf } from '../message.ts';
import type { Queries } from '../store/store.ts';
import { compose, post } from './compose.ts';
import { isEnding } from './formats/summary.ts';
import { redeliver } from './redeliver.ts';

type Composer = { readonly random: Random; readonly url: () => string };

/** As long as deliveries are kept: whether an older end was told is not known any more. */
const keptMs = 30 * 86_400_000;

/** Open alerts that are looked at: as many as a page of them has. */
const mostOpen = 1000;

export async function catchUp(tx: Queries, subscription: Subscription, now: Date, composer: Composer): Promise<void> {
  const { id } = subscription;
  for (const { id: alertId } of (await tx.alerts.list({ state: 'open', limit: mostOpen })).items) {
    const alert = await tx.alerts.get(alertId);
    if (alert && !(await tx.alerts.toldOf(alertId)).has(id))
      await tellBeginning(tx, alert, subscription, now, composer);
  }
  const since = new Date(now.getTime() - keptMs).toISOString();
  for (const alert of await tx.alerts.endedAfterTelling(id, since)) {
    const story = await tx.outbox.storyOf(id, alert.id);
    if (story.some(({ type }) => isEnding(type))) continue;
    const type = eventOf({ step: 'resolved', alert });
    if (type !== null && subscription.events.includes(type)) await tell(tx, type, alert, subscription, now, composer);
  }
}

/** The message that could not be sent where there is one, under its old id, else a new one. */
async function tellBeginning(
  tx: Queries,
  alert: StoredAlert,
  subscription: Subscription,
  now: Date,
  composer: Composer,
): Promise<void> {
  const { id } = subscription;
  const beginning = (await tx.outbox.storyOf(id, alert.id)).find(({ type }) => isBeginning(type));
  const unsent = beginning?.state === 'dead' ? await tx.outbox.get(beginning.id) : null;
  if (unsent) return redeliver(tx, unsent, now.toISOString());
  const change: AlertChange = { step: 'fired', alert };
  for (const { type } of route(change, [subscription], new Set())) {
    await tx.alerts.tell(alert.id, id);
    await tell(tx, type, alert, subscription, now, composer);
  }
}

async function tell(
  tx: Queries,
  type: EventType,
  alert: StoredAlert,
  subscription: Subscription,
  now: Date,
  composer: Composer,
): Promise<void> {
  const device: DeviceRow | null = alert.deviceId === null ? null : await tx.devices.row(alert.deviceId);
  await post(tx, compose(bodyOf(type, alert, device, now, composer.url()), subscription, now, composer));
}
