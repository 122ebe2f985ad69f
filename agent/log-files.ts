/** A log file over its rotations: which file is which, and in what order they were written. */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Mark } from './push/marks.ts';

export type Head = Pick<Mark, 'headLength' | 'headHash'>;

const headSize = 1024;

/** Hash of a file's first octets, of those before `position` at most: they do not change while it is only added to. */
export async function headOf(handle: FileHandle, position: number): Promise<Head> {
  const wanted = Math.min(headSize, position);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted, 0);
  const hash = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 32);
  return { headLength: bytesRead, headHash: hash };
}

/** True where the file is the one that the mark was made in: same beginning, and not shorter than what was read of it. */
export async function isMarked(handle: FileHandle, mark: Mark): Promise<boolean> {
  const found = await handle.stat({ bigint: true });
  if (Number(found.size) < mark.position) return false;
  if (mark.headLength === 0) return String(found.ino) === mark.inode;
  const head = await headOf(handle, mark.headLength);
  return head.headLength === mark.headLength && head.headHash === mark.headHash;
}

type LogFile = { readonly path: string; readonly inode: string; readonly changedNs: bigint };

/** The rotated files beside `file` (`mail.log.1`, `mail.log-20261123`), oldest first. Compressed ones cannot be read on from. */
export async function rotatedFiles(file: string): Promise<LogFile[]> {
  const folder = path.dirname(file);
  const base = path.basename(file);
  const names = (await readdir(folder)).filter(
    (name) => /^[.-]/.test(name.slice(base.length)) && name.startsWith(base) && !/\.(gz|xz|bz2|zst|lz4|Z)$/.test(name),
  );
  const files = await Promise.all(
    names.map(async (name): Promise<LogFile[]> => {
      const full = path.join(folder, name);
      // It may be renamed again while we look.
      const found = await stat(full, { bigint: true }).catch(() => null);
      return found?.isFile() ? [{ path: full, inode: String(found.ino), changedNs: found.mtimeNs }] : [];
    }),
  );
  // In one tick of the clock the numbers tell: mail.log.2 was written before mail.log.1.
  return files
    .flat()
    .toSorted((a, b) => compare(a.changedNs, b.changedNs) || b.path.localeCompare(a.path, 'en', { numeric: true }));
}

/** Opens the rotated file that the mark was made in: renamed it keeps its inode, copied its beginning. */
export async function openMarked(file: string, mark: Mark): Promise<FileHandle | null> {
  const rotated = await rotatedFiles(file).catch(() => []);
  const candidates = rotated.toSorted((a, b) => Number(b.inode === mark.inode) - Number(a.inode === mark.inode));
  for (const candidate of candidates) {
    const handle = await open(candidate.path).catch(() => null);
    if (handle === null) continue;
    if (await isMarked(handle, mark)) return handle;
    await handle.close();
  }
  return null;
}

/** Opens what was written after the file with this inode: the next rotated one, at last `file` itself; `null` where there is none yet. */
export async function openAfter(file: string, inode: string): Promise<FileHandle | null> {
  for (;;) {
    const next = await pathAfter(file, inode);
    const handle = await open(next).catch(() => null);
    // Rotated again between looking and opening? Then the name stands for a later file by now.
    if (handle === null || (await pathAfter(file, inode)) === next) return handle;
    await handle.close();
  }
}

async function pathAfter(file: string, inode: string): Promise<string> {
  const rotated = await rotatedFiles(file).catch(() => []);
  const at = rotated.findIndex((each) => each.inode === inode);
  return at < 0 ? file : (rotated[at + 1]?.path ?? file);
}

/** The path of what was written before the file with this inode; `null` where that is gone. */
export async function pathBefore(file: string, inode: string): Promise<string | null> {
  const rotated = await rotatedFiles(file).catch(() => []);
  const at = rotated.findIndex((each) => each.inode === inode);
  const before = at < 0 ? rotated.at(-1) : rotated[at - 1];
  return before?.path ?? null;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
