/** `--catalogue DIR`: entries of the office's own, for a single call. */
import path from 'node:path';
import { type Catalogue, standardCatalogue } from '../catalogue/index.ts';
import type { Io } from './command.ts';

export const catalogueUsage = '  --catalogue DIR      with the entries of your own in this folder';

/** What is wrong in the folder goes to stderr with its place, and the rest counts. */
export async function readCatalogue(
  folder: string | null | undefined,
  io: Io,
): Promise<{ catalogue: Catalogue; isRight: boolean }> {
  if (folder === null || folder === undefined) return { catalogue: standardCatalogue, isRight: true };
  const { readOwnCatalogue } = await import('./own-catalogue.ts');
  const { catalogue, faults } = readOwnCatalogue(path.resolve(io.cwd, folder), io.cwd);
  for (const fault of faults) io.stderr.write(`${fault}\n`);
  return { catalogue, isRight: faults.length === 0 };
}
