/** Scans per device and day of UTC: what habits and success rates are read from, kept longer than the scans themselves. */
import type { Kysely } from 'kysely';
import type { Outcome } from '../../contract/index.ts';
import type { Tables } from './tables.ts';

export type ScanDay = { readonly day: string; readonly sent: number; readonly failed: number };

export function scanDayQueries(db: Kysely<Tables>) {
  return {
    /** Counts a last word about a scan. What is put off counts when its fate is known. */
    async count(deviceId: string, at: string, outcome: Outcome): Promise<void> {
      if (outcome === 'deferred') return;
      const sent = outcome === 'sent' ? 1 : 0;
      const failed = 1 - sent;
      await db
        .insertInto('scan_days')
        .values({ device_id: deviceId, day: at.slice(0, 10), sent, failed })
        .onConflict((c) =>
          c.columns(['device_id', 'day']).doUpdateSet((e) => ({
            sent: e('scan_days.sent', '+', sent),
            failed: e('scan_days.failed', '+', failed),
          })),
        )
        .execute();
    },

    /** Of a device, from the day of `since` on, the oldest first. */
    async of(deviceId: string, since: Date): Promise<ScanDay[]> {
      return db
        .selectFrom('scan_days')
        .select(['day', 'sent', 'failed'])
        .where('device_id', '=', deviceId)
        .where('day', '>=', dayOf(since))
        .orderBy('day')
        .execute();
    },

    /** The devices of these agents whose newest scan lies between the two days, both left out. */
    async quietBetween(agents: readonly string[], after: Date, before: Date): Promise<string[]> {
      if (agents.length === 0) return [];
      const rows = await db
        .selectFrom('scan_days')
        .innerJoin('devices', 'devices.id', 'scan_days.device_id')
        .select('scan_days.device_id')
        .where('devices.agent', 'in', agents)
        .groupBy('scan_days.device_id')
        .having(({ fn }) => fn.max('scan_days.day'), '>', dayOf(after))
        .having(({ fn }) => fn.max('scan_days.day'), '<', dayOf(before))
        .execute();
      return rows.map((row) => row.device_id);
    },
  };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
