/** Alerts, and who was told of them. */
import type { Kysely } from 'kysely';
import type { Alert, EventType, Severity } from '../../contract/index.ts';
import { severities } from '../../contract/index.ts';
import { publicAlert, rankOf, type StoredAlert } from '../alerting/stored-alert.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
import type { Tables } from './tables.ts';

const visible = ['firing', 'recovering'] as const;
const alive = ['pending', ...visible] as const;

/** `open`: firing or recovering. `all` leaves out the pending ones too: they were never told. */
export const alertLists = ['open', 'all', 'pending', 'firing', 'recovering', 'resolved'] as const;
export type AlertList = (typeof alertLists)[number];

export type AlertFilter = {
  readonly state: AlertList;
  readonly device?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type Row = Pick<Tables['alerts'], 'body' | 'sightings'>;

export function alertQueries(db: Kysely<Tables>) {
  const stored = db.selectFrom('alerts').select(['body', 'sightings']);
  return {
    async get(id: string): Promise<StoredAlert | null> {
      const row = await stored.where('id', '=', id).executeTakeFirst();
      return row ? read(row) : null;
    },

    /** All that are not resolved, of a device. */
    async aliveOf(deviceId: string): Promise<StoredAlert[]> {
      return (await stored.where('device_id', '=', deviceId).where('state', 'in', alive).execute()).map(read);
    },

    /** All that are not resolved, of an agent: its own and those of its devices. */
    async aliveOfAgent(agent: string): Promise<StoredAlert[]> {
      return (await stored.where('agent', '=', agent).where('state', 'in', alive).execute()).map(read);
    },

    /** Not resolved, with this key. */
    async aliveWithKey(key: string): Promise<StoredAlert | null> {
      const row = await stored.where('key', '=', key).where('state', 'in', alive).executeTakeFirst();
      return row ? read(row) : null;
    },

    /** Those of these agents whose state time alone changes by `now`, the longest due first. */
    async due(agents: readonly string[], now: string, limit: number): Promise<StoredAlert[]> {
      if (agents.length === 0) return [];
      const query = stored.where('due_at', '<=', now).where('agent', 'in', agents).orderBy('due_at').limit(limit);
      return (await query.execute()).map(read);
    },

    /** `dueAt`: when time alone changes its state, or `null`. */
    async write(alert: StoredAlert, dueAt: string | null): Promise<void> {
      const columns = {
        key: alert.key,
        device_id: alert.deviceId,
        agent: alert.agent,
        state: alert.state,
        rank: rankOf(alert.severity),
        acknowledged: alert.acknowledged ? (1 as const) : (0 as const),
        sightings: alert.sightings,
        due_at: dueAt,
        resolved_at: alert.resolvedAt,
        body: JSON.stringify(publicAlert(alert)),
      };
      await db
        .insertInto('alerts')
        .values({ id: alert.id, ...columns })
        .onConflict((c) => c.column('id').doUpdateSet(columns))
        .execute();
    },

    async remove(id: string): Promise<void> {
      await db.deleteFrom('alerts').where('id', '=', id).execute();
    },

    /** Open ones the worst first, then the newest; other lists the newest first. */
    async list({ state, device, cursor, limit }: AlertFilter): Promise<Page<Alert>> {
      const byRank = state === 'open';
      let query = db.selectFrom('alerts').select(['rank', 'id', 'body']);
      if (state === 'open') query = query.where('state', 'in', visible);
      else if (state === 'all') query = query.where('state', '<>', 'pending');
      else query = query.where('state', '=', state);
      if (device) query = query.where('device_id', '=', device);
      const after = decodeCursor(cursor, [0, ''] as [number, string]);
      if (after) {
        const [rank, id] = after;
        query = query.where((e) =>
          byRank ? e.or([e('rank', '>', rank), e.and([e('rank', '=', rank), e('id', '<', id)])]) : e('id', '<', id),
        );
      }
      if (byRank) query = query.orderBy('rank');
      const rows = await query
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return cutPage(
        rows,
        limit,
        (r) => [r.rank, r.id],
        (r) => JSON.parse(r.body) as Alert,
      );
    },

    /** Open alerts by severity; `acknowledged` of them. */
    async counts(): Promise<Record<Severity | 'acknowledged', number>> {
      const rows = await db
        .selectFrom('alerts')
        .select(({ fn }) => ['rank', 'acknowledged', fn.countAll<number>().as('alerts')])
        .where('state', 'in', visible)
        .groupBy(['rank', 'acknowledged'])
        .execute();
      const counts = { critical: 0, warning: 0, info: 0, acknowledged: 0 };
      for (const row of rows) {
        const severity = severities[row.rank];
        if (severity) counts[severity] += Number(row.alerts);
        if (row.acknowledged === 1) counts.acknowledged += Number(row.alerts);
      }
      return counts;
    },

    /** The subscriptions that were told that it fired. */
    async toldOf(alertId: string): Promise<Set<string>> {
      const rows = await db.selectFrom('told').select('subscription_id').where('alert_id', '=', alertId).execute();
      return new Set(rows.map((row) => row.subscription_id));
    },

    /** Those that ended since then, of which this subscription was told the beginning. */
    async endedAfterTelling(subscriptionId: string, since: string): Promise<StoredAlert[]> {
      const rows = await db
        .selectFrom('alerts')
        .innerJoin('told', 'told.alert_id', 'alerts.id')
        .select(['body', 'sightings'])
        .where('told.subscription_id', '=', subscriptionId)
        .where('state', '=', 'resolved')
        .where('resolved_at', '>=', since)
        .orderBy('resolved_at')
        .execute();
      return rows.map(read);
    },

    async tell(alertId: string, subscriptionId: string): Promise<void> {
      await db
        .insertInto('told')
        .values({ alert_id: alertId, subscription_id: subscriptionId })
        .onConflict((c) => c.doNothing())
        .execute();
    },

    /** None of the beginnings that wait for this subscription will arrive, so their ends are not owed. */
    async untellWaiting(subscriptionId: string, beginnings: readonly EventType[]): Promise<void> {
      await db
        .deleteFrom('told')
        .where('subscription_id', '=', subscriptionId)
        .where('alert_id', 'in', (e) =>
          e
            .selectFrom('deliveries')
            .select((s) => s.ref('deliveries.order_key').as('alert_id'))
            .where('deliveries.subscription_id', '=', subscriptionId)
            .where('deliveries.state', '=', 'due')
            .where('deliveries.type', 'in', beginnings),
        )
        .execute();
    },

    /** The beginning never arrived, so the end is not owed. */
    async untell(alertId: string, subscriptionId: string): Promise<void> {
      await db
        .deleteFrom('told')
        .where('alert_id', '=', alertId)
        .where('subscription_id', '=', subscriptionId)
        .execute();
    },
  };
}

function read(row: Row): StoredAlert {
  return { ...(JSON.parse(row.body) as Alert), sightings: row.sightings };
}
