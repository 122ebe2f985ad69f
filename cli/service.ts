/** Runs what goes on until it is told to stop: started in order, stopped in reverse. */
import type { Logger } from 'pino';

export type Part = {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A terminal's Ctrl-C may come twice, from the terminal and from what stands between it and us. */
const sameSignalMs = 1000;

/**
 * Starts the parts, waits for SIGINT, SIGTERM or SIGHUP (or an error that nobody caught), stops them. A second signal
 * ends at once. Gives the exit status: 0 after a signal, 1 after an error. What a part throws at its start is thrown.
 */
export async function runParts(parts: readonly Part[], log: Logger, whenStarted: () => void): Promise<number> {
  const started: Part[] = [];
  const told = listen(log);
  try {
    for (const part of parts) {
      started.push(part);
      await part.start();
      if (told.isTold()) break;
    }
    if (!told.isTold()) whenStarted();
    return await told.status;
  } finally {
    for (const part of started.toReversed()) {
      await part.stop().catch((error) => log.error({ err: error, part: part.name }, 'stopping did not go well'));
    }
    told.end();
  }
}

function listen(log: Logger) {
  const { promise: status, resolve } = Promise.withResolvers<number>();
  let toldAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (toldAt === null) log.info({ signal }, 'stopping');
    else if (performance.now() - toldAt > sameSignalMs) process.exit(130);
    toldAt ??= performance.now();
    resolve(0);
  };
  const onError = (error: unknown) => {
    log.fatal({ err: error }, 'stopping because of an error that nobody caught');
    toldAt ??= performance.now();
    resolve(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  return {
    status,
    isTold: () => toldAt !== null,
    end() {
      for (const signal of signals) process.off(signal, onSignal);
      process.off('uncaughtException', onError);
      process.off('unhandledRejection', onError);
    },
  };
}
