/**
 * Empties the outbox. A delivery is leased, sent, and its result written down; a process that dies in between leaves a
 * lease behind, and the delivery goes out again under the same id: at least once, never less.
 */
import type { Agent } from 'undici';
import type { Subscription } from '../../contract/index.ts';
import { isBeginning } from '../alerting/route.ts';
import type { Services } from '../services.ts';
import type { Claim } from '../store/outbox.ts';
import { guardedAgent, type Policy } from './guard.ts';
import type { ReceiverOf } from './receivers.ts';
import { type Decision, decide, type Sent } from './schedule.ts';
import { limits, send } from './send.ts';

export type Worker = { start(): Promise<void>; stop(): Promise<void> };

/** In flight at once: in all, and before a subscription has to wait for its own. */
const most = { inAll: 32, perSubscription: 8 } as const;

const leaseMs = 2 * limits.total;
/** How long stopping waits for what is under way. */
const patienceMs = 3000;
/** The outbox is looked at this often even if nobody rings. */
const napMs = 60_000;

export function makeWorker(services: Services, receiverOf: ReceiverOf): Worker {
  const { store, log, now, mail, random } = services;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const flying = new Map<Promise<void>, string>();
  const agents = new Map<string, Agent>();
  let loop: Promise<void> = Promise.resolve();

  function agentFor(policy: Policy): Agent {
    const key = JSON.stringify([policy.allowPrivate, policy.allowLoopback]);
    const agent = agents.get(key) ?? guardedAgent(policy, limits.connect);
    agents.set(key, agent);
    return agent;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const seen = mail.count();
      try {
        const claims = await claim();
        for (const claimed of claims) fly(claimed);
        if (claims.length === 0) await nap(seen, await untilNext());
      } catch (error) {
        log.error({ err: error }, 'outbox cannot be read');
        await nap(seen, napMs);
      }
    }
  }

  async function claim(): Promise<Claim[]> {
    const free = Math.min(most.inAll - flying.size, most.perSubscription);
    if (free <= 0) return [];
    const at = now();
    await store.outbox.releaseLeases(at.toISOString());
    return store.outbox.claim(at.toISOString(), new Date(at.getTime() + leaseMs).toISOString(), free, busy());
  }

  /** Subscriptions that have enough under way. */
  function busy(): string[] {
    const groups = Map.groupBy(flying.values(), (subscriptionId) => subscriptionId);
    return [...groups].filter(([, mine]) => mine.length >= most.perSubscription).map(([id]) => id);
  }

  async function untilNext(): Promise<number> {
    const next = flying.size >= most.inAll ? null : await store.outbox.nextDue(busy());
    return next === null ? napMs : Math.min(Math.max(Date.parse(next) - now().getTime(), 0), napMs);
  }

  /** Waits, until somebody rings or we are to stop. */
  async function nap(seen: number, ms: number): Promise<void> {
    const awake = new AbortController();
    const timer = setTimeout(() => awake.abort(), ms);
    await mail.next(seen, AbortSignal.any([stopping.signal, awake.signal]));
    clearTimeout(timer);
  }

  function fly(claimed: Claim): void {
    const flight = deliver(claimed)
      .catch((error: unknown) => log.error({ err: error, delivery: claimed.id }, 'delivery could not be recorded'))
      .finally(() => {
        flying.delete(flight);
        mail.ring();
      });
    flying.set(flight, claimed.subscriptionId);
  }

  async function deliver(claimed: Claim): Promise<void> {
    const subscription = await store.subscriptions.get(claimed.subscriptionId);
    const receiver = subscription && (await receiverOf(subscription));
    if (!subscription || !receiver) return store.outbox.setDead(claimed.id);
    const startedAt = now();
    const began = performance.now();
    const message = { id: claimed.id, body: claimed.body, attempt: claimed.tries + 1 };
    const dispatcher = agentFor(receiver.policy);
    const sent = await send(message, receiver, { dispatcher, now, signal: cutting.signal });
    // Cut off by our own end: whether it arrived is not known, so it stays due.
    if (cutting.signal.aborted && sent.outcome !== 'delivered') return;
    const decision = decide(sent, message.attempt, (random(1)[0] ?? 0) / 255);
    await settle(claimed, subscription, { sent, startedAt, ms: performance.now() - began }, decision);
  }

  async function settle(
    claimed: Claim,
    subscription: Subscription,
    { sent, startedAt, ms }: { sent: Sent; startedAt: Date; ms: number },
    decision: Decision,
  ): Promise<void> {
    const { id, alertId, subscriptionId, type } = claimed;
    const { outcome, status, message } = sent;
    const at = now();
    await store.transaction(async (tx) => {
      // Deleted while it was under way: nobody waits for the result.
      if ((await tx.outbox.get(id)) === null) return;
      await tx.outbox.addAttempt(id, { startedAt: startedAt.toISOString(), ms, status, outcome, message });
      if (decision.next === 'delivered') return tx.outbox.setDelivered(id, at.toISOString());
      if (decision.next === 'retry') {
        return tx.outbox.setNext(id, claimed.tries + 1, new Date(at.getTime() + decision.after).toISOString());
      }
      await tx.outbox.setDead(id);
      if (decision.next === 'disable') {
        await tx.subscriptions.disable(subscriptionId, decision.reason);
        await tx.outbox.giveUp(subscriptionId);
      } else if (alertId !== null && isBeginning(type)) {
        // The beginning will not arrive, so the rest of the story is not told either.
        await tx.alerts.untell(alertId, subscriptionId);
        await tx.outbox.supersede(subscriptionId, alertId);
      }
    });
    if (decision.next !== 'delivered') {
      log.warn(
        { delivery: id, subscription: subscription.name, outcome, status, next: decision.next },
        'webhook not taken',
      );
    }
  }

  return {
    async start() {
      // One process has this store: whatever is still taken was taken by one that is no more.
      await store.outbox.releaseLeases('all');
      loop = run();
    },
    async stop() {
      stopping.abort();
      await loop;
      const patience = AbortSignal.timeout(patienceMs);
      const outOfPatience = new Promise((resolve) => patience.addEventListener('abort', resolve));
      await Promise.race([Promise.all(flying.keys()), outOfPatience]);
      cutting.abort();
      await Promise.all(flying.keys());
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}
