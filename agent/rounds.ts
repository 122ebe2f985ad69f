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
  /** Ends the waiting. What is being asked is ended by whoever closes the client; nothing is taken any more. */
  stop(): Promise<void>;
};

export function createRounds({ poll, take, chance }: RoundOptions): Rounds {
  const busy = new Map<string, Promise<void>>();
  const waiting = new Set<() => void>();
  let isStopping = false;

  function pause(ms: number): Promise<void> {
    if (ms <= 0 || isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      waiting.add(done);
      function done() {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
    });
  }

  async function ask(member: Member, delayMs: number): Promise<void> {
    await pause(delayMs);
    if (isStopping) return;
    const reading = await poll(member);
    if (!isStopping && reading.error?.code !== 'SNMP_CLOSED') take(member, reading);
  }

  return {
    async run(members, jitterMs) {
      const free = members.filter(({ key }) => !busy.has(key));
      const before = members.flatMap(({ key }) => busy.get(key) ?? []);
      const asked = free.map((member) => {
        const work = ask(member, jitterMs * chance()).finally(() => busy.delete(member.key));
        busy.set(member.key, work);
        return work;
      });
      const results = await Promise.allSettled([...asked, ...before]);
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      return { asked: free.length, skipped: before.length };
    },
    async stop() {
      isStopping = true;
      for (const wake of waiting) wake();
      await Promise.allSettled(busy.values());
    },
  };
}
