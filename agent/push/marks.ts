/** How far each source of scan results was read. Written in the transaction of the results, so that neither goes without the other. */
import type { DatabaseSync } from 'node:sqlite';

/** A place in a log file. */
export type Mark = {
  /** Empty for a log that was not there yet. */
  readonly inode: string;
  /** Octets read, up to the end of a line; of a compressed file, of what is in it. */
  readonly position: number;
  /** Hash of the first `headLength` octets: an inode number alone is given again to the next file. */
  readonly headLength: number;
  readonly headHash: string;
  /** When the file was last written to, as it was read; ms. */
  readonly changedMs: number;
};

export type Marks = {
  get(path: string): Mark | null;
  /** By path. */
  all(): Map<string, Mark>;
  put(path: string, mark: Mark): void;
  remove(path: string): void;
};

export function createMarks(database: DatabaseSync): Marks {
  const columns = 'path, inode, position, head_length, head_hash, changed_ms';
  const get = database.prepare(`SELECT ${columns} FROM logs WHERE path = ?`);
  const all = database.prepare(`SELECT ${columns} FROM logs`);
  const put = database.prepare(`INSERT OR REPLACE INTO logs (${columns}) VALUES (?, ?, ?, ?, ?, ?)`);
  const remove = database.prepare('DELETE FROM logs WHERE path = ?');
  return {
    get(path) {
      const row = get.get(path);
      return row ? markOf(row) : null;
    },
    all: () => new Map(all.all().map((row) => [String(row.path), markOf(row)])),
    put(path, mark) {
      put.run(path, mark.inode, mark.position, mark.headLength, mark.headHash, mark.changedMs);
    },
    remove(path) {
      remove.run(path);
    },
  };
}

function markOf(row: Record<string, unknown>): Mark {
  return {
    inode: String(row.inode),
    position: Number(row.position),
    headLength: Number(row.head_length),
    headHash: String(row.head_hash),
    changedMs: Number(row.changed_ms),
  };
}

/** How far a source was read that is no file: a journal's cursor, the last mail of a mailbox. */
export type Places = {
  get(source: string): string | null;
  put(source: string, place: string): void;
};

export function createPlaces(database: DatabaseSync): Places {
  const get = database.prepare('SELECT place FROM places WHERE source = ?');
  const put = database.prepare('INSERT OR REPLACE INTO places (source, place) VALUES (?, ?)');
  return {
    get(source) {
      const row = get.get(source);
      return row ? String(row.place) : null;
    },
    put(source, place) {
      put.run(source, place);
    },
  };
}
