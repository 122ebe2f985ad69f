/** The agent's memory on disk: what is still to be pushed, how far each log was read, which devices answered. One SQLite file. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One step a version; `PRAGMA user_version` counts the steps taken. */
const steps: readonly string[] = [
  `
  -- In the order they came; a push is a run of neighbours. body is JSON as it will be sent.
  CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'scan')),
    device TEXT,
    at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL,
    boot TEXT,
    seq INTEGER,
    refused TEXT
  ) STRICT;
  CREATE INDEX items_waiting ON items (id) WHERE seq IS NULL AND refused IS NULL;
  CREATE INDEX items_pushed ON items (seq) WHERE seq IS NOT NULL;
  CREATE INDEX items_of_device ON items (device, id) WHERE kind = 'reading';
  CREATE INDEX items_refused ON items (id) WHERE refused IS NOT NULL;
  CREATE TABLE devices (
    device TEXT PRIMARY KEY,
    answered_at INTEGER NOT NULL,
    reading TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE logs (
    path TEXT PRIMARY KEY,
    inode TEXT NOT NULL,
    position INTEGER NOT NULL,
    head_length INTEGER NOT NULL,
    head_hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Items of any kind; and which of several credentials a device last answered to, as a place in their list.
  `
  CREATE TABLE all_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    device TEXT,
    at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL,
    boot TEXT,
    seq INTEGER,
    refused TEXT
  ) STRICT;
  INSERT INTO all_items SELECT id, kind, device, at, bytes, body, boot, seq, refused FROM items;
  DROP TABLE items;
  ALTER TABLE all_items RENAME TO items;
  CREATE INDEX items_waiting ON items (id) WHERE seq IS NULL AND refused IS NULL;
  CREATE INDEX items_pushed ON items (seq) WHERE seq IS NOT NULL;
  CREATE INDEX items_of_device ON items (device, id) WHERE kind = 'reading';
  CREATE INDEX items_of_kind ON items (kind, id) WHERE kind <> 'reading';
  CREATE INDEX items_refused ON items (id) WHERE refused IS NOT NULL;
  ALTER TABLE devices ADD COLUMN credential INTEGER;
  `,
  `
  -- When the file was last written to, as it was read; ms.
  ALTER TABLE logs ADD COLUMN changed_ms REAL NOT NULL DEFAULT 0;
  -- How far a source was read that is no file, as the source writes it.
  CREATE TABLE places (source TEXT PRIMARY KEY, place TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- What was told by a source that shows the same things again and again.
  CREATE TABLE told (
    source TEXT NOT NULL,
    hash TEXT NOT NULL,
    times INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (source, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX told_by_age ON told (source, at);
  `,
];

export type SpoolErrorCode = 'SPOOL_IN_USE' | 'SPOOL_NEWER' | 'SPOOL_BROKEN';

export class SpoolError extends Error {
  override readonly name = 'SpoolError';
  readonly code: SpoolErrorCode;

  constructor(code: SpoolErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Opens (or makes) `<folder>/agent.db`, and keeps it for this process alone: two agents on one spool would push
 * everything twice. Throws `SpoolError`.
 */
export function openDatabase(folder: string): DatabaseSync {
  const file = path.join(folder, 'agent.db');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, { timeout: 2000 });
    // EXCLUSIVE is given back by the system however the process ends. NORMAL: a crash of the process loses nothing, a
    // power cut may lose the last moments, and neither damages the file (sqlite.org/wal.html).
    database.exec(`
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
    `);
    migrate(database, file);
    return database;
  } catch (error) {
    throw explain(error, file);
  }
}

function migrate(database: DatabaseSync, file: string): void {
  inTransaction(database, () => {
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version > steps.length) {
      throw new SpoolError(
        'SPOOL_NEWER',
        `${file} was written by a newer Platen; start that one, or move the file away`,
      );
    }
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

/** Runs `work` whole or not at all. Not to be nested. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function explain(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (code === 5 || code === 6) {
    return new SpoolError(
      'SPOOL_IN_USE',
      `${file} is in use: another agent runs on this data_dir; stop it, or give this one its own`,
    );
  }
  if (code === 11 || code === 26) {
    return new SpoolError('SPOOL_BROKEN', `${file} is damaged or is no database; move it away and start again`);
  }
  return error;
}
