/** Sending again: the same bytes under the same ids, and never an end without its beginning. */
import type { Delivery } from '../../contract/index.ts';
import { isBeginning } from '../alerting/route.ts';
import { ProblemError } from '../errors.ts';
import type { Queries } from '../store/store.ts';
import { isEnding } from './formats/summary.ts';

/**
 * Makes one delivery due again. A message whose beginning never arrived is not sent alone: the story is told again from
 * its beginning, as far as it goes, and only where its end is known or still to come. Rejects with a ProblemError.
 */
export async function redeliver(tx: Queries, delivery: Delivery, now: string): Promise<void> {
  const { id, subscriptionId, alertId, state } = delivery;
  if (state === 'due') throw new ProblemError('DELIVERY_WAITING', 'It is on its way; see its next attempt.');
  const subscription = await tx.subscriptions.get(subscriptionId);
  if (!subscription?.enabled) {
    throw new ProblemError('SUBSCRIPTION_DISABLED', `It is disabled: ${subscription?.disabledReason}.`);
  }
  await tx.subscriptions.probeNow(subscriptionId, now);
  const story = alertId === null ? [] : await tx.outbox.storyOf(subscriptionId, alertId);
  const beginning = story.find((part) => isBeginning(part.type));
  if (alertId === null || beginning?.state !== 'dead') return tx.outbox.redeliver([id], now);

  const alert = await tx.alerts.get(alertId);
  const isOver = !alert || alert.state === 'resolved';
  const hasEnd = story.some((part) => isEnding(part.type));
  if (isOver && !hasEnd) throw new ProblemError('ALERT_CLOSED', 'The alert ended and this receiver never heard of it.');
  if (!isOver) await tx.alerts.tell(alertId, subscriptionId);
  const untold = story.filter((part) => part.state === 'dead' || part.state === 'superseded');
  await tx.outbox.redeliver(
    untold.map((part) => part.id),
    now,
  );
}

/** So many messages at once are sent again; the next call goes on where this one ended. */
const mostAtOnce = 1000;

/**
 * Makes due again what was meant for a subscription since then: what was given up (`failed`), or what arrived too
 * (`all`). Gives how many messages go out; what cannot be told any more is left out.
 */
export async function replay(
  tx: Queries,
  subscriptionId: string,
  since: string,
  what: 'failed' | 'all',
  now: string,
): Promise<number> {
  const states = what === 'all' ? (['dead', 'delivered'] as const) : (['dead'] as const);
  let count = 0;
  for (const id of await tx.outbox.endedSince(subscriptionId, since, states, mostAtOnce)) {
    const delivery = await tx.outbox.get(id);
    // A message before it in the list may have taken it along.
    if (!delivery || delivery.state === 'due') continue;
    const before = await tx.outbox.waitingFor(subscriptionId);
    try {
      await redeliver(tx, delivery, now);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'ALERT_CLOSED') continue;
      throw error;
    }
    count += (await tx.outbox.waitingFor(subscriptionId)) - before;
  }
  return count;
}
