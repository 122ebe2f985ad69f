/** Writes down what came of an attempt, and all that follows from it, in one transaction. */
import { isBeginning } from '../alerting/route.ts';
import type { Services } from '../services.ts';
import type { Claim } from '../store/outbox.ts';
import type { Queries } from '../store/store.ts';
import { afterFailure, isGone } from './circuit.ts';
import { passing, switchOff } from './compose.ts';
import type { Decision, Sent } from './schedule.ts';

export type Result = { readonly sent: Sent; readonly startedAt: Date; readonly ms: number };

export async function settle(claimed: Claim, result: Result, decision: Decision, services: Services): Promise<void> {
  const { id, subscriptionId } = claimed;
  const { sent, startedAt, ms } = result;
  const { outcome, status, message, answer } = sent;
  const now = services.now();
  await services.store.transaction(async (tx) => {
    // Deleted while it was under way: nobody waits for the result.
    const subscription = await tx.subscriptions.get(subscriptionId);
    if (!subscription) return;
    await tx.outbox.addAttempt(id, { startedAt: startedAt.toISOString(), ms, status, outcome, message, answer });
    if (decision.next === 'delivered') {
      await tx.outbox.setDelivered(id, now.toISOString());
      // Also where it was on its way while the subscription was switched off: its end is owed.
      if (claimed.alertId !== null && isBeginning(claimed.type)) await tx.alerts.tell(claimed.alertId, subscriptionId);
      return noteSuccess(tx, subscriptionId, now);
    }
    if (decision.next === 'disable') {
      if (claimed.alertId !== null && isBeginning(claimed.type))
        await tx.alerts.untell(claimed.alertId, subscriptionId);
      await tx.outbox.setDead(id);
      return switchOff(tx, subscription, decision.reason, now, services);
    }
    await putBack(tx, claimed, decision, now);
    // A receiver that answers "not this message" is well.
    if (sent.isAborted) return;
    const health = afterFailure(await tx.subscriptions.healthOf(subscriptionId), startedAt, now);
    await tx.subscriptions.writeHealth(subscriptionId, health);
    if (subscription.enabled && isGone(health, now)) {
      await switchOff(tx, subscription, 'no message was taken for five days', now, services);
    }
  });
}

/** The next try, or none. */
async function putBack(
  tx: Queries,
  { id, subscriptionId, alertId, type, tries }: Claim,
  decision: Extract<Decision, { next: 'retry' | 'dead' }>,
  now: Date,
): Promise<void> {
  if (decision.next === 'retry') {
    // Something newer came while it was under way.
    if (passing.includes(type) && (await tx.outbox.hasNewer(id))) return tx.outbox.setSuperseded(id);
    return tx.outbox.setNext(id, tries + 1, new Date(now.getTime() + decision.after).toISOString());
  }
  await tx.outbox.setDead(id);
  if (alertId !== null && isBeginning(type)) {
    // The beginning will not arrive, so the rest of the story is not told either.
    await tx.alerts.untell(alertId, subscriptionId);
    await tx.outbox.supersede(subscriptionId, alertId);
  }
}

/** The circuit closes, and what waited for the receiver goes out. */
async function noteSuccess(tx: Queries, subscriptionId: string, now: Date): Promise<void> {
  const { failures, probeAt } = await tx.subscriptions.healthOf(subscriptionId);
  if (failures === 0) return;
  await tx.subscriptions.writeHealth(subscriptionId);
  if (probeAt !== null) await tx.outbox.hasten(subscriptionId, now.toISOString());
}
