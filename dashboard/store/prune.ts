/** What is forgotten, and when: the store stays bounded whatever is pushed. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

const day = 86_400_000;

/** How long, in milliseconds, or how many rows. */
export const keep = {
  streamRows: 10_000,
  scanRows: 200_000,
  pushes: 7 * day,
  changes: 400 * day,
  scanDays: 400 * day,
  resolvedAlerts: 400 * day,
  deliveries: 30 * day,
  unknowns: 400 * day,
  unknownRows: 5000,
  traps: 90 * day,
  probes: 30 * day,
} as const;

/** Deletes what is older than `keep` says, seen from `now`. */
export async function prune(db: Kysely<Tables>, now: Date): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age).toISOString();
  await db
    .deleteFrom('stream')
    .where('id', '<=', (e) => e.selectFrom('stream').select((s) => s(s.fn.max('id'), '-', keep.streamRows).as('id')))
    .execute();
  await db
    .deleteFrom('scans')
    .where('id', '<=', (e) => e.selectFrom('scans').select((s) => s(s.fn.max('id'), '-', keep.scanRows).as('id')))
    .execute();
  await db.deleteFrom('pushes').where('at', '<', before(keep.pushes)).execute();
  await db.deleteFrom('changes').where('at', '<', before(keep.changes)).execute();
  await db.deleteFrom('scan_days').where('day', '<', before(keep.scanDays)).execute();
  await db.deleteFrom('alerts').where('resolved_at', '<', before(keep.resolvedAlerts)).execute();
  await db
    .deleteFrom('deliveries')
    .where('state', '<>', 'due')
    .where('created_at', '<', before(keep.deliveries))
    .execute();
  await db.deleteFrom('traps').where('at', '<', before(keep.traps)).execute();
  await db.deleteFrom('probes').where('heard_at', '<', before(keep.probes)).execute();
  await db.deleteFrom('unknowns').where('last_at', '<', before(keep.unknowns)).execute();
  // A device that says something else each time must not fill the store.
  const kept = db.selectFrom('unknowns').select('id').orderBy('last_at', 'desc').orderBy('id', 'desc');
  await db.deleteFrom('unknowns').where('id', 'not in', kept.limit(keep.unknownRows)).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', now.toISOString()).execute();
}
