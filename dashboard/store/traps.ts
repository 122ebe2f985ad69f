/** Traps as they were received: the newest of each device. */
import type { Kysely } from 'kysely';
import type { Trap, TrapRow } from '../../contract/index.ts';
import type { Tables } from './tables.ts';

/** Kept of a device. */
export const mostTraps = 100;

export function trapQueries(db: Kysely<Tables>) {
  return {
    /** Adds what a device told, oldest first, and forgets what is beyond `mostTraps`. */
    async add(deviceId: string, traps: readonly Trap[]): Promise<void> {
      const rows = traps.slice(-mostTraps).map((trap) => ({
        device_id: deviceId,
        at: trap.at,
        body: JSON.stringify(trap),
      }));
      if (rows.length === 0) return;
      await db.insertInto('traps').values(rows).execute();
      const oldest = db
        .selectFrom('traps as kept')
        .select('kept.id')
        .where('kept.device_id', '=', deviceId)
        .orderBy('kept.id', 'desc')
        .limit(1)
        .offset(mostTraps);
      await db.deleteFrom('traps').where('device_id', '=', deviceId).where('id', '<=', oldest).execute();
    },

    /** The newest of a device, newest first. */
    async of(deviceId: string, limit: number): Promise<TrapRow[]> {
      const rows = await db
        .selectFrom('traps')
        .select(['id', 'body'])
        .where('device_id', '=', deviceId)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id, body }) => ({ ...(JSON.parse(body) as Trap), id: String(id) }));
    },
  };
}
