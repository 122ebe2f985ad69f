/** `--mibs DIR`: names for what devices send, beside our own. */
import path from 'node:path';
import { loadMibs } from '../agent/mib-files.ts';
import type { Names } from '../mibs/names.ts';
import type { Io } from './command.ts';
import { cleanText } from './terminal.ts';

export const mibsUsage = `  --mibs DIR           a folder of MIB files that name what Platen does not`;

/** What is wrong with a file of the folder is told on stderr, and stops nothing. */
export function readNames(folder: string | undefined, io: Io, command: string): Names {
  const { names, warnings } = loadMibs(folder === undefined ? null : path.resolve(io.cwd, folder));
  for (const warning of warnings) io.stderr.write(`platen ${command}: ${cleanText(warning)}\n`);
  return names;
}
