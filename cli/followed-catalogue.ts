/** An office's own entries in a running agent or dashboard: read again when they change. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { type Catalogue, type ExplainOptions, explain, standardCatalogue } from '../catalogue/index.ts';
import type { Explanation } from '../contract/index.ts';
import { filesIn, type OwnCatalogue, readOwnCatalogue } from './own-catalogue.ts';
import type { Part } from './service.ts';

const lookEveryMs = 5000;

/** The catalogue of a running agent or dashboard, and what keeps it fresh. */
export type FollowedCatalogue = Part & {
  current(): Catalogue;
  /** What the look-up of the dashboard asks. */
  lookUp(text: string, options: Pick<ExplainOptions, 'vendor' | 'model'>): Explanation[];
};

/** Looks at the folder every few seconds: a change counts from the next poll on. What is wrong is logged, the rest counts. */
export function followOwnCatalogue(folder: string | null, log: Logger, everyMs = lookEveryMs): FollowedCatalogue {
  if (folder === null) {
    const nothing = () => Promise.resolve();
    return { name: 'catalogue', current: () => standardCatalogue, lookUp: explain, start: nothing, stop: nothing };
  }
  let marks = marksOf(folder);
  let known = read(folder);
  let timer: NodeJS.Timeout | null = null;

  function read(from: string): OwnCatalogue {
    const found = readOwnCatalogue(from, process.cwd());
    const { files, entries, faults } = found;
    log.info({ folder: from, files, entries }, 'own entries of the catalogue were read');
    for (const fault of faults) log.warn({ fault }, 'something is wrong with an own entry; platen check says what');
    return found;
  }

  function look(from: string): void {
    const now = marksOf(from);
    if (now === marks) return;
    marks = now;
    known = read(from);
  }

  return {
    name: 'catalogue',
    current: () => known.catalogue,
    lookUp: (text, options) => explain(text, { ...options, catalogue: known.catalogue }),
    async start() {
      timer = setInterval(() => look(folder), everyMs);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
    },
  };
}

/** What changes when a file is added, written or removed. */
function marksOf(folder: string): string {
  const names = filesIn(folder);
  if (typeof names === 'string') return names;
  return names.map((name) => `${name} ${markOf(path.join(folder, name))}`).join('\n');
}

function markOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}
