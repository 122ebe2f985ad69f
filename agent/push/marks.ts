/** How far each mail log was read. Written in the transaction of the results that were read, so that neither goes without the other. */
import type { DatabaseSync } from 'node:sqlite';

export type Mark = {
  readonly inode: string;
  /** Octets read, up to the end of a line. */
  readonly position: number;
  /** Hash of the first `headLength` octets: an inode number alone is given again to the next file. */
  readonly headLength: number;
  readonly headHash: string;
};

export type Marks = {
  get(path: string): Mark | null;
  put(path: string, mark: Mark): void;
};

export function createMarks(database: DatabaseSync): Marks {
  const get = database.prepare('SELECT inode, position, head_length, head_hash FROM logs WHERE path = ?');
  const put = database.prepare(
    `INSERT INTO logs (path, inode, position, head_length, head_hash) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET inode = excluded.inode, position = excluded.position,
       head_length = excluded.head_length, head_hash = excluded.head_hash`,
  );
  return {
    get(path) {
      const row = get.get(path);
      if (!row) return null;
      return {
        inode: String(row.inode),
        position: Number(row.position),
        headLength: Number(row.head_length),
        headHash: String(row.head_hash),
      };
    },
    put(path, mark) {
      put.run(path, mark.inode, mark.position, mark.headLength, mark.headHash);
    },
  };
}
