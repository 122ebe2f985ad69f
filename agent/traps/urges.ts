/**
 * Polls that something asks for out of turn. A device is asked at once, then left in peace for a while; whatever asked for
 * it meanwhile gives one more poll afterwards. A person at a device brings about some polls in a row; where it goes on
 * much longer than that the rests grow, so a device that never stops talking costs little more than any other.
 */
import type { Member } from '../fleet.ts';

export type UrgeOptions = {
  /** Asks the device now. What it rejects with goes to `failed`. */
  readonly poll: (member: Member) => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** Milliseconds between two polls of a device. */
  readonly restMs?: number;
  readonly longestRestMs?: number;
  /** Devices polled at the same time; the others wait for their turn. */
  readonly atOnce?: number;
};

export type Urges = {
  urge(member: Member): void;
  /** Ends the waiting; what is being asked is ended by whoever closes the client. */
  stop(): void;
};

type State = { isAskedFor: boolean; polls: number; timer: NodeJS.Timeout | null };

/** Polls in a row until the rests begin to grow. */
const calmPolls = 10;

export function createUrges(options: UrgeOptions): Urges {
  const { poll, failed, restMs = 3000, longestRestMs = 60_000, atOnce = 8 } = options;
  const states = new Map<string, State>();
  const queue: Member[] = [];
  let underWay = 0;
  let isStopped = false;

  function fill(): void {
    while (underWay < atOnce && !isStopped) {
      const member = queue.shift();
      if (!member) return;
      underWay++;
      void work(member).finally(() => {
        underWay--;
        fill();
      });
    }
  }

  async function work(member: Member): Promise<void> {
    const state = states.get(member.key);
    if (!state) return;
    state.isAskedFor = false;
    state.polls++;
    await poll(member).catch(failed);
    const growth = 2 ** Math.max(0, state.polls - calmPolls);
    const rest = Math.min(restMs * growth, longestRestMs);
    if (!isStopped) state.timer = setTimeout(() => afterRest(member, state), rest);
  }

  function afterRest(member: Member, state: State): void {
    if (!state.isAskedFor) {
      states.delete(member.key);
      return;
    }
    queue.push(member);
    fill();
  }

  return {
    urge(member) {
      if (isStopped) return;
      const state = states.get(member.key);
      if (state) {
        state.isAskedFor = true;
        return;
      }
      states.set(member.key, { isAskedFor: false, polls: 0, timer: null });
      queue.push(member);
      fill();
    },
    stop() {
      isStopped = true;
      for (const { timer } of states.values()) if (timer) clearTimeout(timer);
    },
  };
}
