/**
 * Empties the outbox. A delivery is leased, sent, and its result written down; a process that dies in between leaves a
 * lease behind, and the delivery goes out again under the same id: at least once, never less.
 */
import type { Agent } from 'undici';
import type { Services } from '../services.ts';
import type { Claim } from '../store/outbox.ts';
import type { MailContent } from './formats/email.ts';
import { formatOf } from './formats/index.ts';
import { guardedAgent, type Policy } from './guard.ts';
import { makeMailer } from './mailer.ts';
import type { Target, TargetOf } from './receivers.ts';
import { decide, type Sent } from './schedule.ts';
import { limits, send } from './send.ts';
import { settle } from './settle.ts';

export type Worker = { start(): Promise<void>; stop(): Promise<void> };

/** In flight at once: in all, and before a subscription has to wait for its own. */
const most = { inAll: 32, perSubscription: 8 } as const;

const leaseMs = 2 * limits.total;
/** How long stopping waits for what is under way. */
const patienceMs = 3000;
/** The outbox is looked at this often even if nobody rings. */
const napMs = 60_000;

export function makeWorker(services: Services, targetOf: TargetOf): Worker {
  const { store, log, now, mail, random, config } = services;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const flying = new Map<Promise<void>, string>();
  const agents = new Map<string, Agent>();
  const mailer = config.mail && makeMailer(config.mail);
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
    const leaseUntil = new Date(at.getTime() + leaseMs).toISOString();
    await store.outbox.releaseLeases(at.toISOString());
    const probed = await store.subscriptions.probed();
    const resting = probed.map(({ id }) => id);
    const claims = await store.outbox.claim(at.toISOString(), leaseUntil, free, [...busy(), ...resting]);
    const flown = new Set(flying.values());
    for (const { id, probeAt } of probed) {
      if (flown.has(id) || probeAt > at.toISOString()) continue;
      claims.push(...(await store.outbox.claim(at.toISOString(), leaseUntil, 1, [], id)));
    }
    return claims;
  }

  /** Subscriptions that have enough under way. */
  function busy(): string[] {
    const groups = Map.groupBy(flying.values(), (subscriptionId) => subscriptionId);
    return [...groups].filter(([, mine]) => mine.length >= most.perSubscription).map(([id]) => id);
  }

  async function untilNext(): Promise<number> {
    if (flying.size >= most.inAll) return napMs;
    const probed = await store.subscriptions.probed();
    const moments = [await store.outbox.nextDue([...busy(), ...probed.map(({ id }) => id)])];
    const flown = new Set(flying.values());
    for (const { id, probeAt } of probed) {
      const due = flown.has(id) ? null : await store.outbox.nextDue([], id);
      moments.push(due !== null && due < probeAt ? probeAt : due);
    }
    const waits = moments.flatMap((each) => (each === null ? [] : [Date.parse(each) - now().getTime()]));
    return Math.min(Math.max(Math.min(napMs, ...waits), 0), napMs);
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
    if (!subscription) return store.outbox.setDead(claimed.id);
    const startedAt = now();
    const began = performance.now();
    const target = await targetOf(subscription, startedAt);
    const sent = target ? await attempt(claimed, target) : noSecret;
    // Cut off by our own end: whether it arrived is not known, so it stays due.
    if (cutting.signal.aborted && sent.outcome !== 'delivered') return;
    const decision = decide(sent, claimed.tries + 1, (random(1)[0] ?? 0) / 255);
    await settle(claimed, { sent, startedAt, ms: performance.now() - began }, decision, services);
    if (decision.next !== 'delivered') {
      const { outcome, status } = sent;
      log.warn(
        { delivery: claimed.id, subscription: subscription.name, outcome, status, next: decision.next },
        'message not taken',
      );
    }
  }

  async function attempt(claimed: Claim, target: Target): Promise<Sent> {
    if (target.way === 'mail') {
      return mailer ? mailer.send(JSON.parse(claimed.body) as MailContent, target.to) : noMailServer;
    }
    const { contentType, unlock } = formatOf[claimed.format];
    const { receiver, key } = target;
    const body = unlock && key !== null ? unlock(claimed.body, key) : claimed.body;
    const sent = await send({ id: claimed.id, body, contentType, attempt: claimed.tries + 1 }, receiver, {
      dispatcher: agentFor(receiver.policy),
      now,
      signal: cutting.signal,
    });
    const answer = withoutSecrets(sent.answer, [key, receiver.token, ...receiver.secrets]);
    return { ...sent, answer: answer?.slice(0, loggedAnswer).toWellFormed() ?? null };
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
      mailer?.close();
    },
  };
}

const notSent = { status: null, retryAfter: null, isAborted: false, answer: null } as const;

const noSecret: Sent = {
  ...notSent,
  outcome: 'no_secret',
  message: 'its secret cannot be read: bring back secrets.key of the data folder, or rotate the secret',
};

const noMailServer: Sent = {
  ...notSent,
  outcome: 'mail',
  message: 'no mail server is configured: set dashboard.mail in platen.yaml',
};

/** Characters of an answer that the log keeps: less than is read of it, so that no secret is cut in half before it is found. */
const loggedAnswer = 2048;

/** Some receivers send back what they got. */
function withoutSecrets(answer: string | null, secrets: readonly (string | null | undefined)[]): string | null {
  return secrets.reduce<string | null>(
    (text, secret) => (secret ? (text?.replaceAll(secret, '[secret]') ?? null) : text),
    answer,
  );
}
