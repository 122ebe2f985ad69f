/** What devices and mail servers said that the catalogue does not know, counted. */
import type { Kysely } from 'kysely';
import type { ScanResult, Unknown } from '../../contract/index.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
import type { Tables } from './tables.ts';

/** What is told about an unknown thing; the newest telling is kept. */
export type UnknownBody = Pick<Unknown, 'vendor' | 'model' | 'code' | 'enhanced' | 'text' | 'example' | 'evidence'>;

export type Sighting = UnknownBody & {
  readonly kind: Unknown['kind'];
  /** The same for what counts as the same thing. */
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly deviceId: string | null;
};

export type UnknownFilter = {
  readonly kind?: Unknown['kind'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Devices named with an unknown thing. */
const mostNamed = 10;
/** Results of one scan that are looked at. */
const mostResults = 50;

export function unknownQueries(db: Kysely<Tables>) {
  async function devicesOf(ids: readonly string[]): Promise<Map<string, { id: string; name: string }[]>> {
    if (ids.length === 0) return new Map();
    const found = await db
      .selectFrom('unknown_devices')
      .innerJoin('devices', 'devices.id', 'unknown_devices.device_id')
      .select(['unknown_id', 'devices.id', 'devices.row'])
      .where('unknown_id', 'in', [...ids])
      .orderBy('unknown_devices.last_at', 'desc')
      .orderBy('devices.id')
      .execute();
    const named = found.map(({ unknown_id, id, row }) => ({ of: unknown_id, id, name: nameIn(row) }));
    return new Map(
      [...Map.groupBy(named, ({ of }) => of)].map(([of, all]) => [of, all.map(({ id, name }) => ({ id, name }))]),
    );
  }

  return {
    /** Counts an episode. `id` names the thing if it is new. */
    async note(id: string, sighting: Sighting): Promise<void> {
      const { key, kind, at, deviceId, ...told } = sighting;
      const body = JSON.stringify(told satisfies UnknownBody);
      const row = await db
        .insertInto('unknowns')
        .values({ id, key, kind, first_at: at, last_at: at, episodes: 1, body })
        .onConflict((c) =>
          c.column('key').doUpdateSet((e) => {
            const [first, last] = [e.ref('unknowns.first_at'), e.ref('unknowns.last_at')];
            return {
              episodes: e('unknowns.episodes', '+', 1),
              // A log may be read long after it was written.
              first_at: e.case().when(first, '>', at).then(at).else(first).end(),
              last_at: e.case().when(last, '<', at).then(at).else(last).end(),
              body,
            };
          }),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      if (deviceId === null) return;
      await db
        .insertInto('unknown_devices')
        .values({ unknown_id: row.id, device_id: deviceId, last_at: at })
        .onConflict((c) => c.columns(['unknown_id', 'device_id']).doUpdateSet({ last_at: at }))
        .execute();
    },

    /** Earlier results of the scan that this row is a result of. */
    async earlierResults(scanRow: number): Promise<ScanResult[]> {
      const rows = await db
        .selectFrom('scans')
        .select('body')
        .where('scan', '=', (e) => e.selectFrom('scans as own').select('own.scan').where('own.id', '=', scanRow))
        .where('id', '<', scanRow)
        .orderBy('id', 'desc')
        .limit(mostResults)
        .execute();
      return rows.map(({ body }) => JSON.parse(body) as ScanResult);
    },

    /** The last seen first. */
    async list({ kind, cursor, limit }: UnknownFilter): Promise<Page<Unknown>> {
      const after = decodeCursor(cursor, ['', ''] as [string, string]);
      let query = db.selectFrom('unknowns').selectAll().orderBy('last_at', 'desc').orderBy('id', 'desc');
      if (kind) query = query.where('kind', '=', kind);
      if (after) query = query.where((e) => e(e.refTuple('last_at', 'id'), '<', e.tuple(after[0], after[1])));
      const rows = await query.limit(limit + 1).execute();
      const devices = await devicesOf(rows.map(({ id }) => id));
      return cutPage(
        rows,
        limit,
        (row) => [row.last_at, row.id],
        (row) => show(row, devices.get(row.id) ?? []),
      );
    },
  };
}

function show(row: Tables['unknowns'], devices: readonly { id: string; name: string }[]): Unknown {
  return {
    id: row.id,
    kind: row.kind,
    ...(JSON.parse(row.body) as UnknownBody),
    firstSeenAt: row.first_at,
    lastSeenAt: row.last_at,
    episodes: row.episodes,
    devices: devices.slice(0, mostNamed),
    deviceCount: devices.length,
  };
}

function nameIn(row: string): string {
  return (JSON.parse(row) as { name: string }).name;
}
