/** Keeps something going that ends by itself: a program, a connection. It is started again, the later the more often it failed. */
import type { Log } from '../../log.ts';

const firstMs = 1000;
const slowestMs = 60_000;

export type Outcome = {
  /** A constant sentence for the log, or `null`. */
  readonly trouble: string | null;
  readonly facts: object;
  /** How long to wait; default: by the number of failures. */
  readonly pauseMs?: number;
};

export type KeeperOptions = {
  readonly log: Log;
  readonly about: object;
  readonly chance: () => number;
  /** Default: a second, doubled up to a minute while it keeps ending early. */
  readonly delay?: (attempt: number) => number;
};

export type Keeper = { start(): void; stop(): Promise<void> };

/** Does `work` again and again until it is stopped, with a pause that grows while it ends early. */
export function keepUp(work: (signal: AbortSignal) => Promise<Outcome>, options: KeeperOptions): Keeper {
  const { log, about, chance, delay = usualDelay } = options;
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let attempt = 0;
    let told = '';
    while (!ending.signal.aborted) {
      const began = performance.now();
      const { trouble, facts, pauseMs } = await work(ending.signal).catch(
        (error: unknown): Outcome => ({
          trouble: 'what was read cannot be kept; it is tried again',
          facts: { err: error },
        }),
      );
      if (ending.signal.aborted) return;
      const hasLasted = performance.now() - began > slowestMs;
      attempt = hasLasted ? 0 : attempt + 1;
      if (hasLasted) told = '';
      const said = trouble === null ? '' : `${trouble} ${JSON.stringify(facts)}`;
      if (trouble !== null && said !== told) log.error({ ...about, ...facts }, trouble);
      told = said;
      await pause(pauseMs ?? delay(attempt) * (0.75 + chance() / 2), ending.signal);
    }
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function usualDelay(attempt: number): number {
  return Math.min(firstMs * 2 ** Math.min(attempt, 10), slowestMs);
}

/** Resolves after `ms`, or at once when it is time to stop. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
