/** Kysely on `node:sqlite`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { Tables } from './tables.ts';

/** Opens or makes the file; `:memory:` for a store that is forgotten. */
export function openSqlite(file: string): Kysely<Tables> {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: 5000 });
  // WAL with NORMAL loses no commit when the process is killed, only (at worst) when the machine loses power.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyExpects(db) }) });
}

/** Opens a file that is there, for reading alone; whoever writes to it is not disturbed. */
export function openSqliteToRead(file: string): Kysely<Tables> {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyExpects(db) }) });
}

/** Preparing costs more than most of our statements; the few shapes that there are fit in. */
const keptStatements = 250;

/**
 * Kysely asks each statement whether it gives rows (`reader`) and hands parameters over as one list; a bare DatabaseSync
 * has neither and fails in silence. Statements run to their end at once, so one can be used again.
 */
function asKyselyExpects(db: DatabaseSync) {
  const kept = new Map<string, ReturnType<typeof prepare>>();
  function prepare(sql: string) {
    const statement = db.prepare(sql);
    const given = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...given(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...given(parameters)),
      iterate: (parameters: readonly unknown[]) => statement.iterate(...given(parameters)),
    };
  }
  return {
    close: () => db.close(),
    prepare(sql: string) {
      const statement = kept.get(sql) ?? prepare(sql);
      // Taken out and put in again: the first of the map is the one that was not used for longest.
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}
