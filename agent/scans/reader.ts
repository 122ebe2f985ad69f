/** What every reader of a mail log is: lines in, scan results out. */
import type { ScanResult } from '../../contract/index.ts';
import type { ClockOptions } from './clock.ts';

export type LogReader = {
  /** Takes one line, without its line end; gives the results that it completes, mostly none. Never throws. */
  push(line: string): ScanResult[];
  /** Gives what only the end of the text completes. */
  end(): ScanResult[];
  /** How many lines looked like the log's own and could not be read. */
  damaged(): number;
};

export type ReaderOptions = ClockOptions;

/** For the many lines that complete nothing. */
export const nothing: ScanResult[] = [];
Object.freeze(nothing);
