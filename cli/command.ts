/** What a command of `platen` is, and what of the world it is given. */
import type { Readable, Writable } from 'node:stream';

/** `process` is one; a test makes its own. Results go to `stdout`, everything else to `stderr`. */
export type Io = {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
};

export type Command = {
  readonly name: string;
  /** All of `platen NAME --help`, from `Usage:` on. */
  readonly usage: string;
  /** Gives the exit status: 0 done, 1 done and something is wrong, 2 the call or the configuration is wrong. */
  run(argv: readonly string[], io: Io): Promise<number>;
};

/** The call is wrong. `main` prints the message as one sentence on stderr and ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
