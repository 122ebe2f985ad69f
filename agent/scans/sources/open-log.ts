/** One log file that is being read: lines as they are whole, and how far it was read. */
import { type FileHandle, open } from 'node:fs/promises';
import type { Mark } from '../../push/marks.ts';
import { linesIn } from '../lines.ts';
import type { LogReader } from '../reader.ts';
import type { LogFile } from './log-files.ts';
import { changedMsOf, hashOf, headSize, octetsBefore, startOf, unpack } from './log-files.ts';

/** A packed file grows no more; its places are in what is packed. */
export type OpenLog = {
  readonly file: LogFile;
  readonly handle: FileHandle;
  /** How far it was read. */
  mark: Mark;
  /** Its first octets, as far as they were read. */
  start: Buffer;
  /** In the middle of a line too long to be one. */
  isSkipping: boolean;
};

export type Taking = {
  /** Whole lines and the place behind them. Throws where they cannot be kept; then they were not read. */
  take(lines: readonly string[], mark: Mark): void;
  /** A line was too long to be one. */
  skipped(): void;
  isStopped(): boolean;
};

const chunkSize = 256 * 1024;
/** Message tracking names every recipient of a mail in one line; what is longer than this is no line. */
const maxLine = chunkSize;
/** Read again before the first new line, so that the messages under way are known: about 30,000 lines. */
const warmUpSize = 4 * 1024 * 1024;

/** Opens a file of a log to read it from `position` on; `null` where it is not the same file any more. */
export async function openLog(file: LogFile, position: number): Promise<OpenLog | null> {
  const handle = await open(file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (handle === null) return null;
  const found = await handle.stat({ bigint: true });
  if (String(found.ino) !== file.inode) {
    await handle.close();
    return null;
  }
  const start =
    file.packing === null
      ? await startOf(handle, Math.min(position, headSize))
      : await octetsBefore(file, Math.min(position, headSize), headSize);
  return { file, handle, mark: markOf(file, position, start, changedMsOf(found)), start, isSkipping: false };
}

/** Reads everything up to the last whole line. */
export async function readOn(log: OpenLog, taking: Taking): Promise<void> {
  const { handle, file } = log;
  if (file.packing !== null) return readPacked(log, taking);
  const chunk = Buffer.allocUnsafe(chunkSize);
  while (!taking.isStopped()) {
    const changedMs = changedMsOf(await handle.stat({ bigint: true }));
    const { bytesRead } = await handle.read(chunk, 0, chunkSize, log.mark.position);
    if (takeWhole(log, chunk.subarray(0, bytesRead), changedMs, taking) === 0) return;
  }
}

/** The last line of a finished file may lack its line end. */
export async function readLastLine(log: OpenLog, taking: Taking): Promise<void> {
  if (log.file.packing !== null) return;
  const { buffer, bytesRead } = await log.handle.read(Buffer.alloc(maxLine), 0, maxLine, log.mark.position);
  const changedMs = changedMsOf(await log.handle.stat({ bigint: true }));
  if (bytesRead > 0) advance(log, buffer.subarray(0, bytesRead), 0, changedMs, taking);
}

async function readPacked(log: OpenLog, taking: Taking): Promise<void> {
  const { changedMs } = log.file;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of unpack(log.file, log.mark.position, log.handle)) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (rest.length < chunkSize) continue;
    for (let used = -1; used !== 0; ) {
      used = takeWhole(log, rest.subarray(0, chunkSize), changedMs, taking);
      rest = rest.subarray(used);
      if (rest.length < chunkSize) break;
    }
    if (taking.isStopped()) return;
  }
  if (rest.length > 0) advance(log, rest, 0, changedMs, taking);
}

/** Takes the whole lines of a piece; gives how many octets that were. */
function takeWhole(log: OpenLog, piece: Buffer, changedMs: number, taking: Taking): number {
  const end = piece.lastIndexOf(10) + 1;
  if (end > 0) {
    const start = log.isSkipping ? piece.indexOf(10) + 1 : 0;
    log.isSkipping = false;
    advance(log, piece.subarray(0, end), start, changedMs, taking);
    return end;
  }
  if (piece.length < maxLine) return 0;
  if (!log.isSkipping) taking.skipped();
  log.isSkipping = true;
  advance(log, piece, piece.length, changedMs, taking);
  return piece.length;
}

/** Takes the lines in `piece` from `start` on, and goes on behind the piece. */
function advance(log: OpenLog, piece: Buffer, start: number, changedMs: number, taking: Taking): void {
  const { file, mark } = log;
  const head = log.start.length < headSize ? Buffer.concat([log.start, piece]).subarray(0, headSize) : log.start;
  const next = markOf(file, mark.position + piece.length, head, changedMs, log.start === head ? mark : null);
  taking.take(linesIn(piece.subarray(start)), next);
  log.start = head;
  log.mark = next;
}

function markOf(file: LogFile, position: number, start: Buffer, changedMs: number, same: Mark | null = null): Mark {
  const head = same ?? hashOf(start);
  return { inode: file.inode, position, headLength: head.headLength, headHash: head.headHash, changedMs };
}

/**
 * Lets a new reader see, without counting, what stands before `position`: whose mail is under way. Where that does not
 * reach back to the start, it is shown the file's heading first, which names the columns. `before` are the files that were
 * written earlier, the last first.
 */
export async function warmUp(
  reader: LogReader,
  file: LogFile,
  position: number,
  before: readonly LogFile[] = [],
): Promise<void> {
  let left = warmUpSize - position;
  const pieces: Buffer[] = [];
  for (const earlier of before) {
    if (left <= 0) break;
    const piece = await octetsBefore(earlier, await sizeOf(earlier), left).catch(() => Buffer.alloc(0));
    pieces.unshift(piece.length === left ? fromNextLine(piece) : piece);
    left -= piece.length;
  }
  for (const piece of pieces) for (const line of linesIn(piece)) reader.push(line);
  const own = await octetsBefore(file, position, warmUpSize);
  if (own.length === position) for (const line of linesIn(own)) reader.push(line);
  else {
    for (const line of linesIn(await octetsBefore(file, 4096, 4096))) if (line.startsWith('#')) reader.push(line);
    for (const line of linesIn(fromNextLine(own))) reader.push(line);
  }
}

async function sizeOf(file: LogFile): Promise<number> {
  if (file.packing !== null) return Number.POSITIVE_INFINITY;
  const handle = await open(file.path);
  const { size } = await handle.stat();
  await handle.close();
  return size;
}

/** Where a cut falls into a line, its rest tells nothing. */
function fromNextLine(piece: Buffer): Buffer {
  return piece.subarray(piece.indexOf(10) + 1);
}

/** Where the last line that is not whole begins. */
export async function endOfLastLine(file: LogFile): Promise<number> {
  const size = await sizeOf(file);
  const last = await octetsBefore(file, size, maxLine);
  const end = last.lastIndexOf(10) + 1;
  return end === 0 ? size : size - last.length + end;
}
