/** Traps on their way to the dashboard: gathered for a moment, so that a storm of them is a few lines and a number. */
import type { Member } from '../fleet.ts';
import type { Trap } from '../snmp/index.ts';

export type Letter = {
  readonly member: Member;
  readonly trap: Trap;
  readonly at: Date;
  /** How many of the device came just before and were left out. */
  readonly omitted: number;
};

export type InboxOptions = {
  /** Called after a moment with what came in it, the oldest first. */
  readonly deliver: (letters: readonly Letter[]) => void;
  readonly gatherMs?: number;
};

export type Inbox = {
  take(member: Member, trap: Trap, at: Date): void;
  /** Delivers what waits. */
  stop(): void;
};

/** Of a device in one moment: how it began and how it ended. */
const first = 5;
const last = 3;
/** Of all devices in one moment. */
const most = 200;

type Pile = { readonly first: Letter[]; readonly last: Letter[]; omitted: number };

export function createInbox({ deliver, gatherMs = 500 }: InboxOptions): Inbox {
  const piles = new Map<string, Pile>();
  let kept = 0;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    timer = null;
    const letters = [...piles.values()].flatMap(lettersOf);
    piles.clear();
    kept = 0;
    if (letters.length > 0) deliver(letters.sort((a, b) => a.at.getTime() - b.at.getTime()));
  }

  return {
    take(member, trap, at) {
      timer ??= setTimeout(flush, gatherMs);
      const pile = piles.get(member.key) ?? { first: [], last: [], omitted: 0 };
      piles.set(member.key, pile);
      const letter = { member, trap, at, omitted: 0 };
      if (pile.first.length < first && kept < most) {
        pile.first.push(letter);
        kept++;
        return;
      }
      pile.last.push(letter);
      if (pile.last.length <= last && kept < most) kept++;
      else {
        pile.last.shift();
        pile.omitted++;
      }
    },
    stop() {
      if (timer) clearTimeout(timer);
      flush();
    },
  };
}

function lettersOf({ first: begin, last: end, omitted }: Pile): Letter[] {
  const [next, ...rest] = end;
  return next ? [...begin, { ...next, omitted }, ...rest] : begin;
}
