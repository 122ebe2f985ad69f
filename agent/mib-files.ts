/** MIB modules from files: our own, and the folder of them that a user names. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createNames, type Names } from '../mibs/names.ts';
import { type Module, parseModules } from '../mibs/parse.ts';
import { type Orphan, resolveModules } from '../mibs/resolve.ts';

export type MibFolder = {
  readonly names: Names;
  /** Files of the user's folder that were read, and how many modules they held. */
  readonly files: number;
  readonly modules: number;
  /** At most one for each file: `mibs/acme.mib:12: the text that begins here has no closing quote`. */
  readonly warnings: readonly string[];
};

type MibFile = { readonly file: string; readonly modules: readonly Module[]; readonly warning: string | null };

const ownFolder = path.resolve(import.meta.dirname, '../mibs');
/** The largest module of a maker that is known has 2 MB. */
const mostBytes = 8 * 1024 * 1024;
const mostFiles = 2000;
const notModules = /\.(md|html?|pdf|zip|gz|tgz|png|jpe?g|exe|js|ts|json)$/i;

/** Our own modules, and those of `folder` where one is named. Never throws: what cannot be read is a warning. */
export function loadMibs(folder: string | null): MibFolder {
  const own = listFiles(ownFolder).files.filter((file) => file.endsWith('.mib'));
  const ownModules = own.flatMap((file) => readFile(file).modules);
  const listed = folder === null ? { files: [], warnings: [] } : listFiles(folder);
  const read = listed.files.map(readFile);
  const modules = [...ownModules, ...read.flatMap((file) => file.modules)];
  const { named, orphans } = resolveModules(modules);
  return {
    names: createNames(named),
    files: read.filter((file) => file.modules.length > 0).length,
    modules: modules.length - ownModules.length,
    warnings: [...listed.warnings, ...read.flatMap(({ warning }) => warning ?? []), ...tellOrphans(orphans, read)],
  };
}

function listFiles(folder: string): { files: string[]; warnings: string[] } {
  try {
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && !notModules.test(entry.name))
      .map((entry) => path.join(folder, entry.name))
      .sort();
    const warnings = files.length > mostFiles ? [`${folder}: only the first ${mostFiles} files are read`] : [];
    return { files: files.slice(0, mostFiles), warnings };
  } catch (error) {
    return { files: [], warnings: [`${folder}: the folder cannot be read (${codeOf(error)})`] };
  }
}

function readFile(file: string): MibFile {
  try {
    if (statSync(file).size > mostBytes) return { file, modules: [], warning: `${file}:1: too large for a MIB module` };
    const { modules, fault } = parseModules(decode(readFileSync(file)));
    return { file, modules, warning: fault && `${file}:${fault.line}: ${fault.text}` };
  } catch (error) {
    return { file, modules: [], warning: `${file}:1: cannot be read (${codeOf(error)})` };
  }
}

/** Makers write modules in Latin-1 as often as in UTF-8; names are plain in both. */
function decode(octets: Uint8Array): string {
  return Buffer.from(octets).toString('latin1');
}

/** A name whose parent no module here defines: mostly a module that is missing. Told once for each file that has no other fault. */
function tellOrphans(orphans: readonly Orphan[], read: readonly MibFile[]): string[] {
  const firstOf = new Map(orphans.toReversed().map(({ module, definition }) => [module, definition]));
  return read.flatMap(({ file, modules: own, warning }) => {
    const module = own.find((each) => firstOf.has(each));
    const orphan = module && firstOf.get(module);
    if (warning !== null || !module || !orphan) return [];
    const { name, parent, line } = orphan;
    const from = module.imports.get(parent);
    const missing = from === undefined ? 'which no module here defines' : `of ${from}, which is not in the folder`;
    return [`${file}:${line}: ${name} stands below ${parent}, ${missing}`];
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
