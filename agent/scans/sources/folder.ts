/**
 * Follows many log files that a pattern names, as servers write them that begin a new file every hour or day. Files whose
 * names differ in their digits only (`RECV2026112309-1.LOG`) are one series and have one reader, because a conversation
 * may begin in one and end in the next.
 */
import { glob, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ScanResult } from '../../../contract/index.ts';
import type { Mark } from '../../push/marks.ts';
import { createReader } from '../auto.ts';
import type { LogReader } from '../reader.ts';
import type { LogFile } from './log-files.ts';
import { changedMsOf, hasHead, headSize, isMarkedFile, octetsBefore } from './log-files.ts';
import type { OpenLog, Taking } from './open-log.ts';
import { endOfLastLine, openLog, readOn, warmUp } from './open-log.ts';
import { readerOptions } from './reader-options.ts';
import type { FileSource, Source, SourcePorts } from './source.ts';
import { createTurns } from './turns.ts';

/** As many files are looked at, the newest; a folder of a year of hours has 8,760. */
const mostFiles = 20_000;

type SeenFile = LogFile & { readonly size: number; readonly state: string };

export type Folder = Source & { read(): Promise<void> };

export function createFolder(source: FileSource, ports: SourcePorts, everyMs = 1000): Folder {
  const { path: pattern, from } = source;
  const { marks, places, log, tell, clock } = ports;
  const key = `folder ${pattern}`;
  const readers = new Map<string, LogReader>();
  const turns = createTurns(look, { everyMs, log, about: { path: pattern } });
  /** Marks by path, as they are stored. */
  const known = new Map([...marks.all()].filter(([file]) => path.matchesGlob(file, pattern)));
  /** What each file looked like before it was last read. */
  const seen = new Map<string, string>();
  let wasEmpty = false;

  async function look(): Promise<void> {
    const files = await filesOf(pattern);
    if (files.length === 0 && !wasEmpty)
      log.warn({ path: pattern }, 'no log of this name is there yet; it is read as soon as it is');
    wasEmpty = files.length === 0;
    const isFirst = places.get(key) === null;
    const changed = files.filter((file) => seen.get(file.path) !== file.state);
    const marked: { file: SeenFile; mark: Mark | null }[] = [];
    for (const file of changed) marked.push({ file, mark: await markOf(file) });
    // What was renamed first: its mark is still under the name that another file has now.
    const isMoved = ({ file, mark }: (typeof marked)[number]) => mark !== null && mark !== known.get(file.path);
    for (const { file, mark } of marked.toSorted((a, b) => Number(isMoved(b)) - Number(isMoved(a)))) {
      if (turns.isStopped()) return;
      const position = mark?.position ?? (isFirst && from === 'end' ? await endOfLastLine(file) : 0);
      const opened = await openLog(file, position);
      if (opened) await readFile(opened, files);
      seen.set(file.path, file.state);
    }
    const gone = [...known.keys()].filter((file) => !files.some((each) => each.path === file));
    if (!isFirst && gone.length === 0) return;
    tell([], () => {
      places.put(key, 'known');
      for (const file of gone) marks.remove(file);
    });
    for (const file of gone) {
      known.delete(file);
      seen.delete(file);
    }
  }

  function keep(file: string, mark: Mark, results: readonly ScanResult[]): void {
    tell(results, () => marks.put(file, mark));
    known.set(file, mark);
  }

  /** How far the file was read: under its own name, or under the one that it had, or that it was copied from. */
  async function markOf(file: SeenFile): Promise<Mark | null> {
    const own = known.get(file.path);
    if (own && (await isMarkedFile(file, own))) return own;
    const start = await octetsBefore(file, Math.min(file.size, headSize), headSize);
    const others = [...known.values()].filter(
      (mark) => mark.headLength > 0 && mark.position <= file.size && hasHead(start.subarray(0, mark.headLength), mark),
    );
    const renamed = others.find((mark) => mark.inode === file.inode) ?? others[0];
    if (renamed) return renamed;
    if (own) log.warn({ path: file.path }, 'the log was replaced since it was last read; it is read from its start');
    return null;
  }

  async function readFile(opened: OpenLog, files: readonly LogFile[]): Promise<void> {
    const { file, mark } = opened;
    const reader = await readerOf(file, mark.position, files);
    const taking: Taking = {
      take: (lines, next) =>
        keep(
          file.path,
          next,
          lines.flatMap((line) => reader.push(line)),
        ),
      skipped: () => log.warn({ path: file.path }, 'a line of the log is too long to be one; it is left out'),
      isStopped: turns.isStopped,
    };
    try {
      // Where nothing new is in it, it is known all the same.
      if (known.get(file.path)?.inode !== mark.inode) keep(file.path, mark, []);
      await readOn(opened, taking);
    } catch (error) {
      // What it saw and could not give away it must see again.
      readers.delete(seriesOf(file.path));
      throw error;
    } finally {
      await opened.handle.close();
    }
  }

  async function readerOf(file: LogFile, position: number, files: readonly LogFile[]): Promise<LogReader> {
    const series = seriesOf(file.path);
    const found = readers.get(series);
    if (found) return found;
    const reader = createReader(source.format, readerOptions(source, clock));
    const before = files.filter((each) => seriesOf(each.path) === series && each.changedMs < file.changedMs);
    await warmUp(reader, file, position, before.slice(-1));
    readers.set(series, reader);
    return reader;
  }

  return { read: turns.run, start: turns.start, stop: turns.stop };
}

/** Oldest first. Packed ones are old ones, and were read before. */
async function filesOf(pattern: string): Promise<SeenFile[]> {
  const files: SeenFile[] = [];
  for await (const name of glob(pattern.replaceAll('\\', '/'))) {
    if (/\.(gz|zst|xz|bz2|zip|lz4|Z)$/i.test(name)) continue;
    const found = await stat(name, { bigint: true }).catch(() => null);
    if (!found?.isFile()) continue;
    const { ino, size, mtimeNs } = found;
    const state = `${ino} ${size} ${mtimeNs}`;
    files.push({
      path: path.resolve(name),
      inode: String(ino),
      changedMs: changedMsOf(found),
      packing: null,
      size: Number(size),
      state,
    });
  }
  return files
    .toSorted((a, b) => a.changedMs - b.changedMs || a.path.localeCompare(b.path, 'en', { numeric: true }))
    .slice(-mostFiles);
}

function seriesOf(file: string): string {
  return path.join(path.dirname(file), path.basename(file).replace(/\d+/g, '#'));
}
