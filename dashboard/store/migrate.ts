/** Brings a store to the newest tables. The list is explicit: a migration that is not named here does not run. */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as begin from './migrations/0001-begin.ts';
import * as traps from './migrations/0002-traps.ts';
import * as unknowns from './migrations/0003-unknowns.ts';
import * as probes from './migrations/0004-probes.ts';
import * as scanDays from './migrations/0005-scan-days.ts';
import * as subscriptions from './migrations/0006-subscriptions.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-begin': begin,
  '0002-traps': traps,
  '0003-unknowns': unknowns,
  '0004-probes': probes,
  '0005-scan-days': scanDays,
  '0006-subscriptions': subscriptions,
};

/** Rejects with the first error; what a failed migration began is rolled back. */
export async function migrate(db: Kysely<never>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
