/** A round: every device asked once, spread over the jitter, none asked again while it is still being asked. */
import type { Reading } from '../contract/index.ts';
import type { Member } from './fleet.ts';

export type RoundOptions = {
  readonly poll: (member: Member) => Promise<Reading>;
  /** Called with each reading as it comes. */
  readonly take: (member: Member, reading: Reading) => void;
  /** In [0, 1). */
  readonly chance: () => number;
};

export type RoundSummary = { readonly asked: number; readonly skipped: number };

export type Rounds = {
  /** Asks those that are not being asked. Resolves when all of them have answered, or were given up. */
  run(members: readonly Member[], jitterMs: number): Promise<RoundSummary>;
  /** Asks one device now: one that waits for its turn no longer waits, and one that is being asked is asked again after that. */
  now(member: Member): Promise<void>;
  /** Ends the waiting. What is being asked is ended by whoever closes the client; nothing is taken any more. */
  stop(): Promise<void>;
};

export function createRounds({ poll, take, chance }: RoundOptions): Rounds {
  const busy = new Map<string, Promise<void>>();
  /** By key, how to end the waiting of those that wait for their turn. */
  const waiting = new Map<string, () => void>();
  let isStopping = false;

  function pause(key: string, ms: number): Promise<void> {
    if (ms <= 0 || isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      waiting.set(key, done);
      function done() {
        clearTimeout(timer);
        waiting.delete(key);
        resolve();
      }
    });
  }

  async function ask(member: Member, delayMs: number): Promise<void> {
    await pause(member.key, delayMs);
    if (isStopping) return;
    const reading = await poll(member);
    if (!isStopping && reading.error?.code !== 'SNMP_CLOSED') take(member, reading);
  }

  function begin(member: Member, delayMs: number): Promise<void> {
    const work = ask(member, delayMs).finally(() => busy.delete(member.key));
    busy.set(member.key, work);
    return work;
  }

  return {
    async run(members, jitterMs) {
      const free = members.filter(({ key }) => !busy.has(key));
      const before = members.flatMap(({ key }) => busy.get(key) ?? []);
      const asked = free.map((member) => begin(member, jitterMs * chance()));
      const results = await Promise.allSettled([...asked, ...before]);
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      return { asked: free.length, skipped: before.length };
    },
    async now(member) {
      const underWay = waiting.has(member.key) ? null : busy.get(member.key);
      // What is under way may have passed the place where something changed. That it fails is told to whoever began it.
      await underWay?.catch(() => {});
      waiting.get(member.key)?.();
      await (busy.get(member.key) ?? begin(member, 0));
    },
    async stop() {
      isStopping = true;
      for (const wake of waiting.values()) wake();
      await Promise.allSettled(busy.values());
    },
  };
}
