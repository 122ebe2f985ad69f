/** A log file over its rotations: which file is which, in what order they were written, and what is in the compressed ones. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Mark } from '../../push/marks.ts';

export type Head = Pick<Mark, 'headLength' | 'headHash'>;

/** One file of a log: the one that is written to, or a rotated one. */
export type LogFile = {
  readonly path: string;
  readonly inode: string;
  readonly changedMs: number;
  readonly packing: 'gz' | 'zst' | null;
};

export const headSize = 1024;
/** What unpacks to more is no log but a trap. */
const mostUnpacked = 16 * 1024 ** 3;
/** A packed file that is still not whole after that long is not being written any more. */
const packingMs = 10 * 60_000;

/** Hash of a file's first octets: they do not change while it is only added to. */
export function hashOf(start: Buffer): Head {
  const hash = createHash('sha256').update(start).digest('hex').slice(0, 32);
  return { headLength: start.length, headHash: hash };
}

/** The first octets of a plain file, `length` at most. */
export async function startOf(handle: FileHandle, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

/** True where the file is the one that the mark was made in: same beginning, and not shorter than what was read of it. */
export async function isMarked(handle: FileHandle, mark: Mark): Promise<boolean> {
  const found = await handle.stat({ bigint: true });
  if (Number(found.size) < mark.position) return false;
  if (mark.headLength === 0) return String(found.ino) === mark.inode;
  return hasHead(await startOf(handle, mark.headLength), mark);
}

/** True where a file that begins like this is the marked one. */
export function hasHead(start: Buffer, mark: Mark): boolean {
  const head = hashOf(start);
  return head.headLength === mark.headLength && head.headHash === mark.headHash;
}

/** The same question about any file of a log. What cannot be read is not it. */
export async function isMarkedFile(file: LogFile, mark: Mark): Promise<boolean> {
  if (mark.headLength === 0 && file.inode !== mark.inode) return false;
  if (file.packing !== null) return hasHead(await unpackStart(file, mark.headLength), mark);
  const handle = await open(file.path).catch(() => null);
  if (handle === null) return false;
  try {
    return await isMarked(handle, mark);
  } finally {
    await handle.close();
  }
}

/** All files of a log, oldest first: the rotated ones beside it (`mail.log.1`, `mail.log-20261123.gz`), then the log itself. */
export async function filesOf(log: string): Promise<LogFile[]> {
  const folder = path.dirname(log);
  const isRotated = rotatedName(path.basename(log));
  const names = await readdir(folder).catch(() => []);
  const plain = new Set(names);
  const files = await Promise.all(
    names
      // gzip makes the packed file first and takes the plain one away when it is whole.
      .filter((name) => isRotated(name) && (packingOf(name) === null || !plain.has(withoutPacking(name))))
      .map((name) => fileAt(path.join(folder, name))),
  );
  const live = await fileAt(log);
  if (live !== null && !live.isFile) throw Object.assign(new Error('it is no file'), { code: 'NO_FILE' });
  // In one tick of the clock the numbers tell: mail.log.2 was written before mail.log.1.
  const sorted = files
    .flatMap((file) => (file?.isFile ? [file] : []))
    .toSorted((a, b) => a.changedMs - b.changedMs || b.path.localeCompare(a.path, 'en', { numeric: true }));
  return live ? [...sorted, live] : sorted;
}

/** It may be renamed again while we look: `null`. */
async function fileAt(file: string): Promise<(LogFile & { readonly isFile: boolean }) | null> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  if (found === null) return null;
  return {
    path: file,
    inode: String(found.ino),
    changedMs: changedMsOf(found),
    packing: packingOf(file),
    isFile: found.isFile(),
  };
}

export function changedMsOf({ mtimeNs }: { readonly mtimeNs: bigint }): number {
  return Number(mtimeNs) / 1e6;
}

function packingOf(name: string): 'gz' | 'zst' | null {
  if (name.endsWith('.gz')) return 'gz';
  return name.endsWith('.zst') ? 'zst' : null;
}

function withoutPacking(name: string): string {
  return name.replace(/\.(gz|zst)$/, '');
}

/** `mail.log` → `mail.log.1`, `mail.log-20261123.gz`, `mail.log.old`, and `mail-20261123.log` as logrotate's `extension` makes it. */
function rotatedName(base: string): (name: string) => boolean {
  const { name: stem, ext } = path.parse(base);
  return (name) => {
    if (/\.(xz|bz2|lz4|Z|tmp|offset|swp)$/.test(name)) return false;
    if (name.startsWith(base)) return /^[.-](?:\d|old)/.test(name.slice(base.length));
    if (ext === '' || !name.startsWith(stem)) return false;
    const rest = withoutPacking(name.slice(stem.length));
    return rest.endsWith(ext) && /^[.-]\d[\d.-]*$/.test(rest.slice(0, -ext.length));
  };
}

/** The file that the mark was made in: renamed it keeps its inode, copied or packed its beginning. The log itself comes first. */
async function findMarked(files: readonly LogFile[], mark: Mark): Promise<LogFile | null> {
  // Nothing was read yet: whatever was written to first since then comes first.
  if (mark.headLength === 0) return null;
  const candidates = files.toReversed().sort((a, b) => Number(b.inode === mark.inode) - Number(a.inode === mark.inode));
  for (const candidate of candidates) if (await isMarkedFile(candidate, mark)) return candidate;
  return null;
}

/**
 * What is to be read after the mark: the marked file from there on; where it is gone, from its start the first file that was
 * written to later. `null`: nothing yet.
 */
export function placeAfter(log: string, mark: Mark): Promise<Place | null> {
  return unmoved(log, async (files) => {
    const marked = await findMarked(files, mark);
    if (marked) return { file: marked, position: mark.position, isReplaced: false };
    const later = firstLater(files, log, mark);
    return later && { file: later, position: 0, isReplaced: mark.headLength > 0 };
  });
}

export type Place = { readonly file: LogFile; readonly position: number; readonly isReplaced: boolean };

/** What was written after the marked file; where that is gone, the first that was written to later. `null`: nothing yet. */
export function fileAfter(log: string, mark: Mark): Promise<LogFile | null> {
  return unmoved(log, async (files) => {
    const marked = await findMarked(files, mark);
    return marked ? (files[files.indexOf(marked) + 1] ?? null) : firstLater(files, log, mark);
  });
}

function firstLater(files: readonly LogFile[], log: string, mark: Mark): LogFile | null {
  return files.find((file) => file.changedMs > mark.changedMs) ?? files.find((file) => file.path === log) ?? null;
}

/** Looks at the files of a log, and once more where they were renamed meanwhile: then names stood for other files. */
async function unmoved<T>(log: string, look: (files: readonly LogFile[]) => Promise<T>): Promise<T> {
  const namesOf = (files: readonly LogFile[]) => files.map((file) => `${file.path} ${file.inode}`).join('\n');
  for (let files = await filesOf(log); ; ) {
    const found = await look(files);
    const again = await filesOf(log);
    if (namesOf(again) === namesOf(files)) return found;
    files = again;
  }
}

/** What is in a packed file from the octet `from` on, in pieces. A damaged file ends where the damage begins. */
export async function* unpack(file: LogFile, from = 0, handle: FileHandle | null = null): AsyncGenerator<Buffer> {
  const source = handle?.createReadStream({ start: 0, autoClose: false }) ?? createReadStream(file.path);
  const unpacked = source.pipe(file.packing === 'zst' ? createZstdDecompress() : createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  let at = 0;
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      at += piece.length;
      if (at > mostUnpacked) throw Object.assign(new Error('too much is in it'), { code: 'TOO_LARGE' });
      if (at > from) yield piece.subarray(Math.max(0, piece.length - (at - from)));
    }
  } catch (error) {
    if (!isBroken(error, Date.now() - file.changedMs)) throw error;
  } finally {
    source.destroy();
  }
}

/** Damaged for good, so that waiting does not help. One that ends too early may still be written (Z_BUF_ERROR). */
function isBroken(error: unknown, ageMs: number): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(Z_|ZSTD_|TOO_LARGE)/.test(code) && (code !== 'Z_BUF_ERROR' || ageMs > packingMs);
}

async function unpackStart(file: LogFile, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of unpack(file)) {
      pieces.push(piece);
      size += piece.length;
      if (size >= length) break;
    }
  } catch {
    // Not readable now: what was read of it decides.
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/** The `length` octets before the octet `end` of any file of a log. */
export async function octetsBefore(file: LogFile, end: number, length: number): Promise<Buffer> {
  const start = Math.max(0, end - length);
  if (file.packing === null) {
    const handle = await open(file.path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }
  let kept: Buffer[] = [];
  let size = 0;
  let at = 0;
  for await (const piece of unpack(file)) {
    kept.push(piece.subarray(0, Math.max(0, end - at)));
    at += piece.length;
    size += piece.length;
    if (size > 2 * length + piece.length) {
      kept = [Buffer.concat(kept).subarray(-length)];
      size = length;
    }
    if (at >= end) break;
  }
  return Buffer.concat(kept).subarray(-length);
}
