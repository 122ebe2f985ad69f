/** A program of this machine whose output is read line by line. */
import { spawn } from 'node:child_process';
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
