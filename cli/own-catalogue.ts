/** The folder of an office's own entries, read and checked. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  type Catalogue,
  catalogueWith,
  disprove,
  type OwnEntry,
  ownFileSchema,
  parseOwnEntries,
  standardCatalogue,
} from '../catalogue/index.ts';
import { linesOf, problemsOf } from './config-errors.ts';
import { readText, reasons } from './config-file.ts';
import { type Node, shapeOf } from './config-schema.ts';
import { type Problem, readTree, type Tree } from './config-tree.ts';

export type OwnCatalogue = {
  /** Ours and what of the folder is right. */
  readonly catalogue: Catalogue;
  readonly files: number;
  readonly entries: number;
  /** How many proofs they bring. */
  readonly examples: number;
  /** `file:line:column: sentence` for everything that is wrong. */
  readonly faults: readonly string[];
};

const jsonSchema = z.toJSONSchema(ownFileSchema, { io: 'input' });
const shape = shapeOf(jsonSchema as Node);
const mostFiles = 500;

/** For editors: `platen check --schema catalogue` prints it. */
export const ownEntriesSchema: object = jsonSchema;

type Placed = { readonly entry: OwnEntry; readonly file: string; readonly tree: Tree };

/**
 * Every `*.yaml` and `*.yml` in the folder, in the order of their names. What is wrong is left out and told in `faults`; the
 * rest counts. Never throws. Faults name files relative to `cwd` where they are below it.
 */
export function readOwnCatalogue(folder: string, cwd: string): OwnCatalogue {
  const names = filesIn(folder);
  const shown = (file: string) => (path.relative(cwd, file).startsWith('..') ? file : path.relative(cwd, file) || '.');
  if (typeof names === 'string') {
    return { catalogue: standardCatalogue, files: 0, entries: 0, examples: 0, faults: [`${shown(folder)}: ${names}`] };
  }
  const placed: Placed[] = [];
  const faults: string[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const read = readText(file);
    if ('why' in read) {
      faults.push(`${shown(file)}: cannot be read: ${read.why}`);
      continue;
    }
    const { tree, entries, problems } = readOwnFile(read.text, name);
    placed.push(...entries.map((entry) => ({ entry, file: shown(file), tree })));
    faults.push(...linesOf(shown(file), problems));
  }
  const own = placed.map(({ entry }) => entry);
  const catalogue = catalogueWith(own);
  for (const { entry, at, message } of disprove(own, catalogue)) {
    const from = placed.find((each) => each.entry === entry);
    if (from) faults.push(...linesOf(from.file, [{ ...from.tree.placeOf(at), message }]));
  }
  const examples = own.flatMap((each) => (each.is === 'amendment' ? [] : each.entry.examples)).length;
  return { catalogue, files: names.length, entries: own.length, examples, faults };
}

function readOwnFile(text: string, name: string): { tree: Tree; entries: OwnEntry[]; problems: readonly Problem[] } {
  const tree = readTree(text, { env: null, readFile: () => ({ why: 'entries hold no secrets' }) }, shape);
  if (tree.problems.length > 0) return { tree, entries: [], problems: tree.problems };
  if (isEmpty(tree.value)) return { tree, entries: [], problems: [] };
  const { entries, issues } = parseOwnEntries(tree.value, `This office: ${name}`);
  return { tree, entries, problems: problemsOf(issues, tree, shape) };
}

/** A file of comments only. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Names, or why there are none to be had. */
export function filesIn(folder: string): string[] | string {
  try {
    const names = readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    return names.length > mostFiles ? `holds more than ${mostFiles} files; put entries together` : names.sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    return code === 'ENOENT' ? 'there is no such folder; make it, or correct "catalogue"' : (reasons[code] ?? code);
  }
}
