/**
 * Keeps the spool within its limits while a dashboard is away. First go readings that a newer one of the same device has
 * overtaken, then, over a cap of their own, the oldest scan results. The newest reading of a device always stays. Traps are
 * hearsay: of them only the newest stay.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ItemKind, SpoolDepth } from './spool.ts';

export type SpoolLimits = {
  /** Octets of everything that waits. */
  readonly bytes: number;
  /** Octets that scan results may take up before the oldest of them go. */
  readonly scanBytes: number;
  /** Milliseconds that an overtaken reading is kept, and a scan result. */
  readonly readingAge: number;
  readonly scanAge: number;
  /** How many traps may wait. */
  readonly traps: number;
  /** How many refused items are kept aside. */
  readonly refused: number;
};

const mebibyte = 1024 * 1024;
const day = 86_400_000;
export const usualLimits: SpoolLimits = {
  bytes: 200 * mebibyte,
  scanBytes: 100 * mebibyte,
  readingAge: 7 * day,
  scanAge: 30 * day,
  traps: 2000,
  refused: 1000,
};

const checkEveryMs = 60_000;
const overtaken = `kind = 'reading' AND seq IS NULL AND refused IS NULL AND EXISTS (
  SELECT 1 FROM items newer WHERE newer.kind = 'reading' AND newer.device = items.device AND newer.id > items.id)`;

export type Trim = {
  /** An item was added. */
  add(kind: ItemKind, bytes: number): void;
  /** Items left the queue: octets of all, and of the scan results among them. */
  subtract(bytes: number, scanBytes: number): void;
  /** Drops what has to go. Call it inside a transaction. */
  run(now: number): void;
  depth(): SpoolDepth;
};

export function createTrim(database: DatabaseSync, limits: SpoolLimits): Trim {
  const totals = database.prepare(
    `SELECT count(*) AS items, coalesce(sum(bytes), 0) AS bytes,
       coalesce(sum(bytes) FILTER (WHERE kind = 'scan'), 0) AS scan_bytes FROM items WHERE refused IS NULL`,
  );
  const refusedCount = database.prepare('SELECT count(*) AS items FROM items WHERE refused IS NOT NULL');
  const dropOld = database.prepare(`DELETE FROM items WHERE at < ? AND ${overtaken}`);
  const dropOldScans = database.prepare(
    "DELETE FROM items WHERE at < ? AND kind = 'scan' AND seq IS NULL AND refused IS NULL",
  );
  const oldTraps = database.prepare(
    `SELECT id, bytes FROM items WHERE kind = 'trap' AND seq IS NULL AND refused IS NULL ORDER BY id DESC LIMIT -1 OFFSET ?`,
  );
  const dropRefused = database.prepare(
    `DELETE FROM items WHERE refused IS NOT NULL AND id NOT IN (
       SELECT id FROM items WHERE refused IS NOT NULL ORDER BY id DESC LIMIT ?)`,
  );
  const overtakenItems = database.prepare(`SELECT id, bytes FROM items WHERE ${overtaken} ORDER BY id`);
  const scanItems = database.prepare(
    "SELECT id, bytes FROM items WHERE kind = 'scan' AND seq IS NULL AND refused IS NULL ORDER BY id",
  );
  const drop = database.prepare('DELETE FROM items WHERE id = ?');
  const shrink = database.prepare('PRAGMA incremental_vacuum(256)');

  let bytes = 0;
  let scanBytes = 0;
  let dropped = 0;
  let newTraps = 0;
  let checkedAt = Number.NEGATIVE_INFINITY;
  recount();

  function recount(): void {
    const row = totals.get();
    bytes = Number(row?.bytes);
    scanBytes = Number(row?.scan_bytes);
  }

  /** Oldest first, until `excess` octets are gone. */
  function dropFrom(candidates: Iterable<Record<string, unknown>>, excess: number): void {
    let left = excess;
    for (const row of [...candidates]) {
      if (left <= 0) return;
      drop.run(Number(row.id));
      left -= Number(row.bytes);
      dropped += 1;
    }
  }

  function enforceTraps(): void {
    newTraps = 0;
    dropFrom(oldTraps.iterate(limits.traps), Number.POSITIVE_INFINITY);
    recount();
  }

  function enforceAge(now: number): void {
    dropped += Number(dropOld.run(now - limits.readingAge).changes);
    dropped += Number(dropOldScans.run(now - limits.scanAge).changes);
    dropRefused.run(limits.refused);
    shrink.all();
    recount();
  }

  /** To nine tenths, so that not every further item starts this again. */
  function enforceBytes(): void {
    dropFrom(overtakenItems.iterate(), bytes - limits.bytes * 0.9);
    if (scanBytes > limits.scanBytes) dropFrom(scanItems.iterate(), scanBytes - limits.scanBytes * 0.9);
    recount();
  }

  return {
    add(kind, size) {
      bytes += size;
      if (kind === 'scan') scanBytes += size;
      if (kind === 'trap') newTraps += 1;
    },
    subtract(size, scanSize) {
      bytes -= size;
      scanBytes -= scanSize;
    },
    run(now) {
      if (now - checkedAt >= checkEveryMs || now < checkedAt) {
        checkedAt = now;
        enforceAge(now);
      }
      // Not at every one: each look goes through all of them.
      if (newTraps > limits.traps / 10) enforceTraps();
      if (bytes > limits.bytes || scanBytes > limits.scanBytes) enforceBytes();
    },
    depth: () => ({
      items: Number(totals.get()?.items),
      bytes,
      dropped,
      refused: Number(refusedCount.get()?.items),
    }),
  };
}
