/**
 * Follows a mail log: what is added to it, over rotation by rename and by truncating a copied file, over restarts, each
 * line once. How far it came is stored together with what it found there.
 */
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { ScanResult } from '../../contract/index.ts';
import type { Log } from '../log.ts';
import { headOf, isMarked, openAfter, openMarked, pathBefore } from '../log-files.ts';
import type { Mark } from '../push/marks.ts';
import type { LogReader } from './reader.ts';

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

export type Tail = {
  start(): void;
  stop(): Promise<void>;
  /** Reads what there is now. One call at a time. */
  read(): Promise<void>;
};

/** One file that is being read. */
type Open = {
  readonly handle: FileHandle;
  /** How far it was read. */
  mark: Mark;
  /** When something new was last found in it. */
  grownAt: number;
  /** In the middle of a line too long to be one. */
  isSkipping: boolean;
};

const chunkSize = 256 * 1024;
/** Postfix writes lines of up to some 2 kB. */
const maxLine = 64 * 1024;
/** Read again before the first new line, so that the messages under way are known: about 30,000 lines. */
const warmUpSize = 4 * 1024 * 1024;

export function createTail(options: TailOptions): Tail {
  const { path, log, now, everyMs = 500, quietMs = 2000 } = options;
  let current: Open | null = null;
  const chunk = Buffer.alloc(chunkSize);
  let reader = options.createReader();
  let wasMissing = false;
  let trouble: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let reading: Promise<void> = Promise.resolve();

  async function take(handle: FileHandle, position: number): Promise<Open> {
    const { ino } = await handle.stat({ bigint: true });
    const mark = { inode: String(ino), position, ...(await headOf(handle, position)) };
    return { handle, mark, grownAt: now(), isSkipping: false };
  }

  /** Finds the place to read on from. */
  async function resume(): Promise<Open | null> {
    const mark = options.mark();
    const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    if (mark) {
      if (handle && (await isMarked(handle, mark))) return warmUp(await take(handle, mark.position));
      const rotated = await openMarked(path, mark);
      if (rotated) {
        await handle?.close();
        return warmUp(await take(rotated, mark.position));
      }
      if (handle) log.warn({ path }, 'the log was replaced since it was last read; it is read from its start');
    }
    if (!handle) {
      if (!wasMissing) log.warn({ path }, 'the log is not there yet; it is read as soon as it is');
      wasMissing = true;
      return null;
    }
    const size = mark || wasMissing || options.from === 'start' ? 0 : await endOfLastLine(handle);
    const opened = await take(handle, size);
    options.store([], opened.mark);
    return warmUp(opened);
  }

  /** Lets the reader see, without counting, what came shortly before: whose mail is under way. */
  async function warmUp(opened: Open): Promise<Open> {
    reader = options.createReader();
    const { position, inode } = opened.mark;
    const own = Math.min(position, warmUpSize);
    const before = own < warmUpSize ? await pathBefore(path, inode) : null;
    if (before !== null) {
      const handle = await open(before).catch(() => null);
      if (handle) {
        const { size } = await handle.stat();
        await replay(handle, Math.max(0, size - (warmUpSize - own)), size);
        await handle.close();
      }
    }
    await replay(opened.handle, position - own, position);
    return opened;
  }

  async function replay(handle: FileHandle, start: number, end: number): Promise<void> {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    // Where the cut falls into a line, its rest tells nothing.
    const from = start === 0 ? 0 : buffer.indexOf(10) + 1;
    for (const line of linesOf(buffer.subarray(from, bytesRead))) reader.push(line);
  }

  /** Everything up to the last whole line. */
  async function readOn(opened: Open): Promise<void> {
    for (;;) {
      const { bytesRead } = await opened.handle.read(chunk, 0, chunkSize, opened.mark.position);
      const text = chunk.subarray(0, bytesRead);
      const end = text.lastIndexOf(10) + 1;
      if (end === 0) {
        if (bytesRead < maxLine) return;
        if (!opened.isSkipping) log.warn({ path }, 'a line of the log is too long to be one; it is left out');
        opened.isSkipping = true;
        await advance(opened, bytesRead, []);
        continue;
      }
      const start = opened.isSkipping ? text.indexOf(10) + 1 : 0;
      opened.isSkipping = false;
      await advance(opened, end, linesOf(text.subarray(start, end)));
      if (isStopped) return;
    }
  }

  async function advance(opened: Open, length: number, lines: readonly string[]): Promise<void> {
    const results = lines.flatMap((line) => reader.push(line));
    const { handle, mark } = opened;
    const position = mark.position + length;
    const next = { inode: mark.inode, position, ...(await headOf(handle, position)) };
    options.store(results, next);
    opened.mark = next;
    opened.grownAt = now();
  }

  /** The same file, or where the rest of it is to be found after it was truncated. */
  async function afterTruncation(opened: Open): Promise<Open | null> {
    const { handle, mark } = opened;
    if (await isMarked(handle, mark)) return opened;
    log.info({ path }, 'the log was truncated');
    // What was written between our last look and the copying is in the copy only.
    const copy = await openMarked(path, mark);
    await handle.close();
    return copy ? take(copy, mark.position) : openFresh();
  }

  /** What comes after this file, if its end is its end for good. */
  async function follow(opened: Open): Promise<Open | null> {
    const { handle, mark } = opened;
    const named = await stat(path, { bigint: true }).catch(() => null);
    if (named === null || String(named.ino) === mark.inode) return opened;
    const { mtimeMs } = await handle.stat();
    if (now() - mtimeMs < quietMs && now() - opened.grownAt < quietMs) return opened;
    await readOn(opened);
    await readLastLine(opened);
    const next = await openAfter(path, mark.inode);
    if (next === null) return opened;
    await handle.close();
    log.info({ path }, 'the log was rotated');
    return take(next, 0);
  }

  async function openFresh(): Promise<Open | null> {
    const handle = await open(path).catch(() => null);
    return handle && take(handle, 0);
  }

  /** The last line of a finished file may lack its line end. */
  async function readLastLine(opened: Open): Promise<void> {
    const { buffer, bytesRead } = await opened.handle.read(Buffer.alloc(maxLine), 0, maxLine, opened.mark.position);
    if (bytesRead > 0) await advance(opened, bytesRead, linesOf(buffer.subarray(0, bytesRead)));
  }

  async function read(): Promise<void> {
    try {
      current ??= await resume();
      // A chain of rotated files is read to its end at once.
      for (let before: Open | null = null; current && current !== before && !isStopped; ) {
        current = await afterTruncation(current);
        if (current === null) break;
        await readOn(current);
        before = current;
        current = await follow(current);
      }
      trouble = null;
    } catch (error) {
      await letGo();
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (trouble !== code) log.error({ path, code, err: error }, 'the log cannot be read; it is tried again');
      trouble = code;
    }
  }

  /** The next turn finds its place by the stored mark, and a reader that has seen nothing twice. */
  async function letGo(): Promise<void> {
    const handle = current?.handle;
    current = null;
    await handle?.close().catch(() => undefined);
  }

  function turn(): void {
    reading = read().then(() => {
      // What cannot be read or stored now is not better at once, and every try reads a part of the log anew.
      if (!isStopped) timer = setTimeout(turn, trouble === null ? everyMs : everyMs * 10);
    });
  }

  return {
    read,
    start: turn,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await reading;
      await letGo();
    },
  };
}

function linesOf(text: Buffer): string[] {
  const lines = text.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

async function endOfLastLine(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const start = Math.max(0, size - maxLine);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
  const end = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
  return end === 0 ? size : start + end;
}
