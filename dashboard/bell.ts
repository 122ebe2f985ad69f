/** Wakes those who wait for news. Rings are counted, so that a ring between looking and waiting is not missed. */

export type Bell = {
  ring(): void;
  /** How often it rang. */
  count(): number;
  /** Resolves with the new count once it has rung more than `seen` times, or when `signal` aborts. */
  next(seen: number, signal: AbortSignal): Promise<number>;
};

export function makeBell(): Bell {
  let rings = 0;
  const waiting = new Set<() => void>();
  return {
    ring() {
      rings++;
      for (const wake of waiting) wake();
    },
    count: () => rings,
    next: (seen, signal) =>
      new Promise((resolve) => {
        if (rings > seen || signal.aborted) return resolve(rings);
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve(rings);
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
}
