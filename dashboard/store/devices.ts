/** Devices as the list shows them, their newest readings, their supplies, and what of them moved. */
import { type Kysely, sql } from 'kysely';
import type { DeviceChange, DeviceRow, DeviceStatus, Reading, Supply, SupplyRow } from '../../contract/index.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
import type { Tables } from './tables.ts';

/** What it takes to know a device again. */
export type KnownDevice = {
  readonly id: string;
  readonly agent: string;
  readonly address: string;
  readonly port: number;
  readonly vendor: string;
  readonly serial: string | null;
  readonly reachable: boolean;
  readonly takenAt: string;
};

export type DeviceWrite = {
  readonly row: DeviceRow;
  readonly mac: string | null;
  readonly takenAt: string;
};

export type DeviceFilter = {
  /** Words that must all be found in name, maker, model, serial, address or location. */
  readonly q?: string | undefined;
  readonly status?: DeviceStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Far below the number of parameters that SQLite takes in a statement (32,766). */
const rowsPerInsert = 500;

const identityColumns = ['id', 'agent', 'address', 'port', 'vendor', 'serial', 'status', 'taken_at'] as const;
type IdentityRow = Pick<Tables['devices'], (typeof identityColumns)[number]>;

export function deviceQueries(db: Kysely<Tables>) {
  return {
    async atPlace(agent: string, address: string, port: number): Promise<KnownDevice | null> {
      const row = await db
        .selectFrom('devices')
        .select(identityColumns)
        .where('agent', '=', agent)
        .where('address', '=', address)
        .where('port', '=', port)
        .orderBy('heard_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? known(row) : null;
    },

    async withSerial(agent: string, vendor: string, serial: string): Promise<KnownDevice[]> {
      const rows = await db
        .selectFrom('devices')
        .select(identityColumns)
        .where('serial', '=', serial)
        .where('vendor', '=', vendor)
        .where('agent', '=', agent)
        .limit(10)
        .execute();
      return rows.map(known);
    },

    async row(id: string): Promise<DeviceRow | null> {
      const found = await db.selectFrom('devices').select('row').where('id', '=', id).executeTakeFirst();
      return found ? (JSON.parse(found.row) as DeviceRow) : null;
    },

    async reading(id: string): Promise<Reading | null> {
      const found = await db.selectFrom('readings').select('body').where('device_id', '=', id).executeTakeFirst();
      return found ? (JSON.parse(found.body) as Reading) : null;
    },

    /** Writes what the list shows. */
    async write({ row, mac, takenAt }: DeviceWrite): Promise<void> {
      const columns = { ...listColumns(row), mac, taken_at: takenAt };
      await db
        .insertInto('devices')
        .values({ id: row.id, ...columns })
        .onConflict((c) => c.column('id').doUpdateSet(columns))
        .execute();
    },

    /** Writes a row again of which something moved that no reading told. */
    async rewrite(row: DeviceRow): Promise<void> {
      await db
        .updateTable('devices')
        .set({ row: JSON.stringify(row), status: row.status })
        .where('id', '=', row.id)
        .execute();
    },

    async writeReading(id: string, reading: Reading): Promise<void> {
      const body = JSON.stringify(reading);
      await db
        .insertInto('readings')
        .values({ device_id: id, body })
        .onConflict((c) => c.column('device_id').doUpdateSet({ body }))
        .execute();
    },

    async writeSupplies(id: string, supplies: readonly Supply[]): Promise<void> {
      await db.deleteFrom('supplies').where('device_id', '=', id).execute();
      const rows = [...new Map(supplies.map((supply) => [supply.id, supplyRow(id, supply)])).values()];
      for (let from = 0; from < rows.length; from += rowsPerInsert) {
        await db
          .insertInto('supplies')
          .values(rows.slice(from, from + rowsPerInsert))
          .execute();
      }
    },

    async addChange(id: string, change: DeviceChange): Promise<void> {
      await db
        .insertInto('changes')
        .values({ device_id: id, at: change.at, body: JSON.stringify(change) })
        .execute();
    },

    /** What moved of a device, the newest first. */
    async history(id: string, cursor: string | undefined, limit: number): Promise<Page<DeviceChange>> {
      let query = db.selectFrom('changes').select(['id', 'body']).where('device_id', '=', id).orderBy('id', 'desc');
      const after = decodeCursor(cursor, [0] as [number]);
      if (after) query = query.where('id', '<', after[0]);
      const rows = await query.limit(limit + 1).execute();
      return cutPage(
        rows,
        limit,
        (r) => [r.id],
        (r) => JSON.parse(r.body) as DeviceChange,
      );
    },

    async list(filter: DeviceFilter): Promise<Page<DeviceRow>> {
      const after = decodeCursor(filter.cursor, ['', ''] as [string, string]);
      let query = db.selectFrom('devices').select(['sort_name', 'id', 'row']).orderBy('sort_name').orderBy('id');
      if (filter.status) query = query.where('status', '=', filter.status);
      for (const word of words(filter.q)) query = query.where(sql<boolean>`search like ${pattern(word)} escape '\\'`);
      if (after) query = query.where((e) => e(e.refTuple('sort_name', 'id'), '>', e.tuple(after[0], after[1])));
      const rows = await query.limit(filter.limit + 1).execute();
      return cutPage(
        rows,
        filter.limit,
        (r) => [r.sort_name, r.id],
        (r) => JSON.parse(r.row) as DeviceRow,
      );
    },

    async statusCounts(): Promise<Map<DeviceStatus, number>> {
      const rows = await db
        .selectFrom('devices')
        .select(({ fn }) => ['status', fn.countAll<number>().as('devices')])
        .groupBy('status')
        .execute();
      return new Map(rows.map((row) => [row.status, Number(row.devices)]));
    },

    /** Every supply of the fleet, the emptiest first. */
    async supplies(cursor: string | undefined, limit: number): Promise<Page<SupplyRow>> {
      const after = decodeCursor(cursor, [0, '', ''] as [number, string, string]);
      let query = db
        .selectFrom('supplies')
        .innerJoin('devices', 'devices.id', 'supplies.device_id')
        .select(['fill', 'device_id', 'supply_id', 'body', 'row'])
        .orderBy('fill')
        .orderBy('device_id')
        .orderBy('supply_id');
      if (after) {
        query = query.where((e) => e(e.refTuple('fill', 'device_id', 'supply_id'), '>', e.tuple(...after)));
      }
      const rows = await query.limit(limit + 1).execute();
      return cutPage(
        rows,
        limit,
        (r) => [r.fill, r.device_id, r.supply_id],
        (r) => {
          const device = JSON.parse(r.row) as DeviceRow;
          return {
            ...(JSON.parse(r.body) as Supply),
            deviceId: device.id,
            deviceName: device.name,
            heardAt: device.heardAt,
          };
        },
      );
    },
  };
}

function listColumns(row: DeviceRow) {
  const told = [row.name, row.vendor, row.model, row.serial, row.address, row.location];
  return {
    agent: row.agent,
    address: row.address,
    port: row.port,
    vendor: row.vendor,
    serial: row.serial,
    sort_name: row.name.toLowerCase(),
    status: row.status,
    search: told
      .filter((text) => text !== null)
      .join('\n')
      .toLowerCase(),
    heard_at: row.heardAt,
    reached_at: row.reachedAt,
    row: JSON.stringify(row),
  };
}

function supplyRow(deviceId: string, supply: Supply): Tables['supplies'] {
  return { device_id: deviceId, supply_id: supply.id, fill: fillOf(supply), body: JSON.stringify(supply) };
}

function fillOf({ level }: Supply): number {
  return level.kind === 'measured' ? level.percent : 101;
}

function known(row: IdentityRow): KnownDevice {
  const { id, agent, address, port, vendor, serial } = row;
  return { id, agent, address, port, vendor, serial, reachable: row.status !== 'unreachable', takenAt: row.taken_at };
}

function pattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Every word must be found somewhere; more than ten say nothing new. */
function words(q: string | undefined): string[] {
  return (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
}
