/**
 * Reads files that are written anew as a whole: a device's audit log or a cloud's message trace, fetched again and again.
 * What was told of an earlier one is not told again.
 */
import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { createReader } from '../auto.ts';
import { createLineSplitter } from '../lines.ts';
import { readerOptions } from './reader-options.ts';
import type { FileSource, Source, SourcePorts } from './source.ts';
import { createTurns } from './turns.ts';

/** Ten times what Microsoft 365 gives in one query. */
const mostOctets = 256 * 1024 * 1024;

/** A file is read when it has been left alone for so long. */
const quietMs = 2000;

export type Export = Source & { read(): Promise<void> };

export function createExport(source: FileSource, ports: SourcePorts, everyMs = 5000): Export {
  const { path: pattern, from } = source;
  const { told, places, log, tell, clock } = ports;
  const key = `export ${pattern}`;
  const turns = createTurns(look, { everyMs, log, about: { path: pattern } });
  const seen = new Map<string, string>();
  let wasEmpty = false;

  async function look(): Promise<void> {
    const files: string[] = [];
    for await (const name of glob(pattern.replaceAll('\\', '/'))) files.push(path.resolve(name));
    if (files.length === 0 && !wasEmpty)
      log.warn({ path: pattern }, 'no log of this name is there yet; it is read as soon as it is');
    wasEmpty = files.length === 0;
    const isFirst = places.get(key) === null;
    for (const file of files.toSorted()) {
      const { mtimeMs, size } = await stat(file);
      const state = `${mtimeMs} ${size}`;
      const isBeingWritten = Math.abs(clock().getTime() - mtimeMs) < quietMs;
      if (seen.get(file) === state) continue;
      if (isBeingWritten || turns.isStopped()) return;
      await readFile(file, isFirst && from === 'end');
      seen.set(file, state);
    }
    if (isFirst && !turns.isStopped()) tell([], () => places.put(key, 'known'));
    for (const file of seen.keys()) if (!files.includes(file)) seen.delete(file);
  }

  async function readFile(file: string, isSilent: boolean): Promise<void> {
    const reader = createReader(source.format, readerOptions(source, clock));
    const splitter = createLineSplitter();
    const look = told.look(key, clock().getTime());
    const give = (texts: readonly string[], isEnd = false) => {
      const results = texts.flatMap((line) => reader.push(line));
      if (isEnd) results.push(...reader.end());
      const fresh = look.newOf(results);
      if (fresh.length > 0 || isEnd) tell(isSilent ? [] : fresh, look.remember);
    };
    let left = mostOctets;
    for await (const piece of contentOf(file)) {
      left -= piece.length;
      if (left < 0) {
        log.warn({ path: file }, 'the file is too large to be an export; its rest is left out');
        break;
      }
      give(splitter.push(piece));
      if (turns.isStopped()) return;
    }
    give(splitter.end(), true);
  }

  return { read: turns.run, start: turns.start, stop: turns.stop };
}

async function* contentOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  if (!file.endsWith('.gz')) return yield* source as AsyncIterable<Buffer>;
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
  }
}
