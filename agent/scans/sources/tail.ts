/**
 * Follows a mail log: what is added to it, over rotation by rename and by truncating a copied file, packed or not, over
 * restarts, each line once. How far it came is stored together with what it found there.
 */
import { stat } from 'node:fs/promises';
import type { ScanResult } from '../../../contract/index.ts';
import type { Log } from '../../log.ts';
import type { Mark } from '../../push/marks.ts';
import type { LogReader } from '../reader.ts';
import type { LogFile } from './log-files.ts';
import { fileAfter, filesOf, isMarked, placeAfter } from './log-files.ts';
import type { OpenLog, Taking } from './open-log.ts';
import { endOfLastLine, openLog, readLastLine, readOn, warmUp } from './open-log.ts';
import type { Source } from './source.ts';
import { createTurns } from './turns.ts';

export type TailOptions = {
  readonly path: string;
  /** Where to begin in a log that was never read before. */
  readonly from: 'end' | 'start';
  readonly createReader: () => LogReader;
  /** How far it was read before; `null` for the first time. */
  readonly mark: () => Mark | null;
  /** Stores both, or throws and stores neither. */
  readonly store: (results: readonly ScanResult[], mark: Mark) => void;
  readonly log: Log;
  readonly now: () => number;
  readonly everyMs?: number;
  /** How long a rotated file must be unchanged before it is left: its writer goes on until it is told of the rotation. */
  readonly quietMs?: number;
};

export type Tail = Source & {
  /** Reads what there is now. One call at a time. */
  read(): Promise<void>;
};

export function createTail(options: TailOptions): Tail {
  const { path, log, now, everyMs = 500, quietMs = 2000 } = options;
  let current: OpenLog | null = null;
  let reader = options.createReader();
  let grownAt = 0;
  let wasMissing = false;
  const turns = createTurns(look, { everyMs, log, about: { path }, failed: letGo });
  const taking: Taking = {
    take(lines, mark) {
      options.store(
        lines.flatMap((line) => reader.push(line)),
        mark,
      );
      grownAt = now();
    },
    skipped: () => log.warn({ path }, 'a line of the log is too long to be one; it is left out'),
    isStopped: turns.isStopped,
  };

  /** Finds the place to read on from. */
  async function resume(): Promise<OpenLog | null> {
    const mark = options.mark();
    if (mark) {
      const place = await placeAfter(path, mark);
      if (place?.isReplaced)
        log.warn(
          { path, file: place.file.path },
          'the log was replaced since it was last read; it is read from its start',
        );
      return place && enter(place.file, place.position);
    }
    const live = (await filesOf(path)).find((file) => file.path === path);
    if (live) {
      const opened = await enter(live, options.from === 'start' ? 0 : await endOfLastLine(live));
      if (opened) options.store([], opened.mark);
      return opened;
    }
    if (!wasMissing) log.warn({ path }, 'the log is not there yet; it is read as soon as it is');
    wasMissing = true;
    options.store([], { inode: '', position: 0, headLength: 0, headHash: '', changedMs: now() });
    return null;
  }

  /** Begins to read a file with a reader that knows what came shortly before. */
  async function enter(file: LogFile, position: number): Promise<OpenLog | null> {
    const opened = await openLog(file, position);
    if (opened === null) return null;
    reader = options.createReader();
    const files = await filesOf(path);
    const at = files.findIndex(({ inode }) => inode === file.inode);
    await warmUp(reader, file, position, files.slice(0, Math.max(0, at)).reverse());
    grownAt = now();
    return opened;
  }

  /** The same file, or where the rest of it is to be found after it was truncated. */
  async function afterTruncation(opened: OpenLog): Promise<OpenLog | null> {
    const { file, handle, mark } = opened;
    if (mark.position === 0) return stillNext(opened);
    if (file.packing !== null || (await isMarked(handle, mark))) return opened;
    log.info({ path }, 'the log was truncated');
    // What was written between our last look and the copying is in the copy only.
    const place = await placeAfter(path, mark);
    const next = place && (await openLog(place.file, place.position));
    await handle.close();
    grownAt = now();
    return next;
  }

  /** A file of which nothing was read is known by nothing but its place behind the last one. */
  async function stillNext(opened: OpenLog): Promise<OpenLog | null> {
    const before = options.mark();
    const file = before && (await fileAfter(path, before));
    if (!file || file.inode === opened.file.inode) return opened;
    await opened.handle.close();
    return openLog(file, 0);
  }

  /** What comes after this file, if its end is its end for good. */
  async function follow(opened: OpenLog): Promise<OpenLog> {
    const { file, handle, mark } = opened;
    if (file.packing === null) {
      const named = await stat(path, { bigint: true }).catch(() => null);
      if (named === null || String(named.ino) === mark.inode) return opened;
      const { mtimeMs } = await handle.stat();
      if (now() - mtimeMs < quietMs && now() - grownAt < quietMs) return opened;
      await readOn(opened, taking);
      await readLastLine(opened, taking);
    }
    const next = await openNext(opened.mark);
    if (next === null) return opened;
    // An empty or damaged one is behind us, too.
    if (opened.mark.position === 0) options.store([], opened.mark);
    await handle.close();
    log.info({ path }, 'the log was rotated');
    return next;
  }

  /** Opens what was written after a file. Rotated again between looking and opening, its name stands for another: once more. */
  async function openNext(mark: Mark): Promise<OpenLog | null> {
    for (;;) {
      const file = await fileAfter(path, mark);
      if (file === null) return null;
      const opened = await openLog(file, 0);
      if (opened) return opened;
    }
  }

  async function look(): Promise<void> {
    current ??= await resume();
    // A chain of rotated files is read to its end at once.
    for (let before: OpenLog | null = null; current && current !== before && !turns.isStopped(); ) {
      current = await afterTruncation(current);
      if (current === null) break;
      await readOn(current, taking);
      if (turns.isStopped()) break;
      before = current;
      current = await follow(current);
    }
  }

  /** The next turn finds its place by the stored mark, and a reader that has seen nothing twice. */
  async function letGo(): Promise<void> {
    const handle = current?.handle;
    current = null;
    await handle?.close().catch(() => undefined);
  }

  return {
    read: turns.run,
    start: turns.start,
    async stop() {
      await turns.stop();
      await letGo();
    },
  };
}
