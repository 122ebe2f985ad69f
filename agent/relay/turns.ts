/** At most so many at a time; the others wait their turn. */

export type Turns = {
  /** Gives what ends the turn. `null` where none came within that time. */
  take(patienceMs: number): Promise<(() => void) | null>;
};

export function createTurns(most: number): Turns {
  let taken = 0;
  const waiting: (() => void)[] = [];

  function makeEnd(): () => void {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    };
  }

  return {
    take(patienceMs) {
      if (taken < most) {
        taken += 1;
        return Promise.resolve(makeEnd());
      }
      return new Promise((resolve) => {
        const start = () => {
          clearTimeout(timer);
          resolve(makeEnd());
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(start), 1);
          resolve(null);
        }, patienceMs);
        waiting.push(start);
      });
    },
  };
}
