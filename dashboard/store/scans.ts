/** Scan results: what became of every scan, newest kept. */
import type { Kysely } from 'kysely';
import type { DeviceRow, Outcome, ScanResult, ScanRow } from '../../contract/index.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
import type { Tables } from './tables.ts';

export type ScanFilter = {
  readonly device?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

export function scanQueries(db: Kysely<Tables>) {
  const rows = db
    .selectFrom('scans')
    .leftJoin('devices', 'devices.id', 'scans.device_id')
    .select(['scans.id', 'scans.device_id', 'scans.body', 'devices.row']);

  return {
    /** The id of the new row, or `null` where this very result is known. */
    async add(agent: string, deviceId: string | null, result: ScanResult): Promise<number | null> {
      const identity = identityOf(agent, result);
      const row = await db
        .insertInto('scans')
        .values({
          identity,
          scan: scanOf(agent, result) ?? identity,
          device_id: deviceId,
          outcome: result.outcome,
          at: result.at,
          body: JSON.stringify(result),
        })
        .onConflict((c) => c.column('identity').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row?.id ?? null;
    },

    /** The newest `limit` results of a device from `since` on, oldest first. */
    async since(deviceId: string, since: string, limit: number): Promise<ScanResult[]> {
      const found = await db
        .selectFrom('scans')
        .select('body')
        .where('device_id', '=', deviceId)
        .where('at', '>=', since)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return found.reverse().map((row) => JSON.parse(row.body) as ScanResult);
    },

    async list({ device, outcome, cursor, limit }: ScanFilter): Promise<Page<ScanRow>> {
      let query = rows.orderBy('scans.id', 'desc');
      if (device) query = query.where('scans.device_id', '=', device);
      if (outcome) query = query.where('scans.outcome', '=', outcome);
      const after = decodeCursor(cursor, [0] as [number]);
      if (after) query = query.where('scans.id', '<', after[0]);
      const found = await query.limit(limit + 1).execute();
      return cutPage(
        found,
        limit,
        (r) => [r.id],
        (r) =>
          scanRow(r.id, r.row === null ? null : (JSON.parse(r.row) as DeviceRow), JSON.parse(r.body) as ScanResult),
      );
    },

    /** How many scans stand at each outcome, of those heard of from `since` on: put off first and sent later is sent. */
    async outcomeCounts(since: string): Promise<Map<Outcome, number>> {
      const found = await db
        .selectFrom('scans')
        .select(({ fn }) => ['outcome', fn.countAll<number>().as('scans')])
        .where('at', '>=', since)
        .where(({ eb, or, not, exists, selectFrom }) =>
          or([
            eb('scans.outcome', '!=', 'deferred'),
            not(
              exists(
                selectFrom('scans as later')
                  .select('later.id')
                  .whereRef('later.scan', '=', 'scans.scan')
                  .whereRef('later.id', '>', 'scans.id'),
              ),
            ),
          ]),
        )
        .groupBy('outcome')
        .execute();
      return new Map(found.map((row) => [row.outcome, Number(row.scans)]));
    },

    /** The newest failures, put off ones too, of the devices of an agent from `since` on; oldest first. */
    async failuresOf(
      agent: string,
      since: string,
      limit: number,
    ): Promise<{ device: DeviceRow; result: ScanResult }[]> {
      const found = await db
        .selectFrom('scans')
        .innerJoin('devices', 'devices.id', 'scans.device_id')
        .select(['scans.body', 'devices.row'])
        .where('devices.agent', '=', agent)
        .where('scans.at', '>=', since)
        .where('scans.outcome', '<>', 'sent')
        .orderBy('scans.at', 'desc')
        .orderBy('scans.id', 'desc')
        .limit(limit)
        .execute();
      return found.reverse().map(({ row, body }) => ({ device: JSON.parse(row), result: JSON.parse(body) }));
    },

    /** The newest failures from `since` on. */
    async failures(since: string, limit: number): Promise<ScanResult[]> {
      const found = await db
        .selectFrom('scans')
        .select('body')
        .where('at', '>=', since)
        .where('outcome', 'not in', ['sent', 'deferred'])
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return found.map((row) => JSON.parse(row.body) as ScanResult);
    },
  };
}

/** A scan result as the page lists it. */
export function scanRow(id: number, device: Pick<DeviceRow, 'id' | 'name'> | null, result: ScanResult): ScanRow {
  return { ...result, id: String(id), deviceId: device?.id ?? null, deviceName: device?.name ?? null };
}

/** One mail to one recipient, whatever became of it; `null` for a mail that never got an id. */
function scanOf(agent: string, { source, queueId, messageId, to }: ScanResult): string | null {
  const mail = messageId ?? queueId;
  return mail === null ? null : JSON.stringify([agent, source, mail, to]);
}

/** Queue ids are used again by mail servers, times are not; a mail without either id is told apart by its reply. */
function identityOf(agent: string, result: ScanResult): string {
  const { at, source, queueId, messageId, client, to, stage, outcome, reply } = result;
  return JSON.stringify([
    agent,
    at,
    source,
    queueId,
    messageId,
    client.address,
    to,
    stage,
    outcome,
    reply?.code ?? null,
  ]);
}
