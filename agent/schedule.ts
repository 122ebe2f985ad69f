/** When rounds begin: a cron pattern, by node-cron. */
import { createTask } from 'node-cron';
import type { Log } from './log.ts';

export type Schedule = {
  start(): void;
  stop(): Promise<void>;
};

/** Calls `run` at every moment of the pattern (local time), whether or not the call before has ended. */
export function createSchedule(pattern: string, run: () => Promise<void>, log: Log): Schedule {
  const task = createTask(
    pattern,
    () => run().catch((error) => log.error({ err: error }, 'a round ended by an error')),
    { suppressMissedWarning: true, logger: quietLogger(log) },
  );
  return {
    start: () => void task.start(),
    async stop() {
      await task.destroy();
    },
  };
}

/** The next moments of a pattern, for whoever wants to see what was written. */
export function nextRuns(pattern: string, count: number): Date[] {
  const task = createTask(pattern, () => undefined);
  const runs = task.getNextRuns(count);
  void task.destroy();
  return runs;
}

function quietLogger(log: Log) {
  const say = (level: 'debug' | 'warn' | 'error') => (message: string | Error) =>
    log[level]({ cron: message instanceof Error ? message.message : message }, 'the schedule says');
  return { info: say('debug'), debug: say('debug'), warn: say('warn'), error: say('error') };
}
