/** Looks at something again and again, one look at a time, until it is stopped. A look that fails is tried again later. */
import type { Log } from '../../log.ts';

export type TurnsOptions = {
  readonly everyMs: number;
  readonly log: Log;
  /** What it is about, for the log. */
  readonly about: object;
  /** After a look that failed: lets go of what it held. */
  readonly failed?: () => Promise<void>;
};

export type Turns = {
  /** One look now. Never throws. */
  run(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
  isStopped(): boolean;
};

export function createTurns(look: () => Promise<void>, { everyMs, log, about, failed }: TurnsOptions): Turns {
  let trouble: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    try {
      await look();
      trouble = null;
    } catch (error) {
      await failed?.();
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (trouble !== code) log.error({ ...about, code, err: error }, 'the log cannot be read; it is tried again');
      trouble = code;
    }
  }

  function turn(): void {
    const began = performance.now();
    running = run().then(() => {
      // What cannot be read or stored now is not better at once; and looking must not become all that is done.
      const patience = trouble === null ? everyMs : everyMs * 10;
      if (!isStopped) timer = setTimeout(turn, Math.max(patience, 10 * (performance.now() - began)));
    });
  }

  return {
    run,
    start: turn,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
    isStopped: () => isStopped,
  };
}
