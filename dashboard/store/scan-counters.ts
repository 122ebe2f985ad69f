/** What devices count of their scans to e-mail. */
import type { Kysely } from 'kysely';
import type { ScanCounter } from '../alerting/scans/counter.ts';
import type { Tables } from './tables.ts';

export function scanCounterQueries(db: Kysely<Tables>) {
  return {
    async of(deviceId: string): Promise<ScanCounter | null> {
      const row = await db.selectFrom('scan_counters').selectAll().where('device_id', '=', deviceId).executeTakeFirst();
      return row ? { value: row.value, at: row.at, movedAfter: row.moved_after } : null;
    },

    async write(deviceId: string, { value, at, movedAfter }: ScanCounter): Promise<void> {
      const columns = { value, at, moved_after: movedAfter };
      await db
        .insertInto('scan_counters')
        .values({ device_id: deviceId, ...columns })
        .onConflict((c) => c.column('device_id').doUpdateSet(columns))
        .execute();
    },
  };
}
