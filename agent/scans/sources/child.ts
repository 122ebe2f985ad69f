/** A program of this machine whose output is read line by line, and which is started again when it ends. */
import { spawn } from 'node:child_process';
import type { Log } from '../../log.ts';
import { createLineSplitter } from '../lines.ts';

export type Run = {
  /** Exit status; the signal that ended it; or the code of what kept it from starting (`ENOENT`). */
  readonly ended: number | string;
  /** The last of what it said on stderr. */
  readonly complaint: string;
};

export type RunOptions = {
  /** Takes the lines of each piece of output. What it throws ends the program and comes out of `runProgram`. */
  readonly take: (lines: readonly string[]) => void;
  readonly signal: AbortSignal;
  /** Octets of output after which it is ended; default: none. */
  readonly most?: number;
};

const complaintSize = 1000;
const graceMs = 2000;

/** Runs a program without a shell, to its end. */
export async function runProgram(argv: readonly string[], { take, signal, most }: RunOptions): Promise<Run> {
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  };
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-complaintSize);
  });
  const closed = new Promise<number | string>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'FAILED'));
    child.on('close', (status, by) => resolve(by ?? status ?? 0));
  });
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const splitter = createLineSplitter();
  let octets = 0;
  try {
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      octets += piece.length;
      if (most !== undefined && octets > most) return { ended: 'TOO_MUCH_OUTPUT', complaint };
      take(splitter.push(piece));
    }
    if (!signal.aborted) take(splitter.end());
    return { ended: await closed, complaint: complaint.trim() };
  } finally {
    signal.removeEventListener('abort', end);
    if (child.exitCode === null && child.signalCode === null) end();
    child.stdout.destroy();
  }
}

const firstMs = 1000;
const slowestMs = 60_000;

export type KeeperOptions = {
  readonly log: Log;
  readonly about: object;
  readonly chance: () => number;
  /** Default: a second, doubled up to a minute while it keeps ending early. */
  readonly delay?: (attempt: number) => number;
};

export type Keeper = { start(): void; stop(): Promise<void> };

/** Does `work` again and again until it is stopped, with a pause that grows while it ends without having done anything. */
export function keepUp(work: (signal: AbortSignal) => Promise<Outcome>, options: KeeperOptions): Keeper {
  const { log, about, chance, delay = usualDelay } = options;
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let attempt = 0;
    let told = '';
    while (!ending.signal.aborted) {
      const { didWork, trouble, facts, pauseMs } = await work(ending.signal).catch(
        (error: unknown): Outcome => ({
          didWork: false,
          trouble: 'what was read cannot be kept; it is tried again',
          facts: { err: error },
        }),
      );
      if (ending.signal.aborted) return;
      attempt = didWork ? 0 : attempt + 1;
      if (didWork) told = '';
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

export type Outcome = {
  /** Something was read: the next start is not an attempt after a failure. */
  readonly didWork: boolean;
  /** A constant sentence for the log, or `null`. */
  readonly trouble: string | null;
  readonly facts: object;
  /** How long to wait; default: by the number of failures. */
  readonly pauseMs?: number;
};

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
