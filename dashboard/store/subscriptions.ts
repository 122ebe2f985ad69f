/** Who wants to be told. */
import type { Kysely } from 'kysely';
import type { Subscription } from '../../contract/index.ts';
import type { Tables } from './tables.ts';

export function subscriptionQueries(db: Kysely<Tables>) {
  return {
    async all(): Promise<Subscription[]> {
      const rows = await db.selectFrom('subscriptions').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(read);
    },

    async get(id: string): Promise<Subscription | null> {
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? read(row) : null;
    },

    /** The secret of one that was made through the API; `null` for those of the configuration. */
    async secretOf(id: string): Promise<string | null> {
      const row = await db.selectFrom('subscriptions').select('secret').where('id', '=', id).executeTakeFirst();
      return row?.secret ?? null;
    },

    /** Adds it, or writes over the one with its id, which keeps its time of birth. */
    async write(subscription: Subscription, secret: string | null): Promise<void> {
      const { id, name, url, format, minSeverity, enabled, disabledReason, origin, createdAt } = subscription;
      const columns = {
        name,
        url,
        format,
        events: JSON.stringify(subscription.events),
        min_severity: minSeverity,
        enabled: enabled ? (1 as const) : (0 as const),
        disabled_reason: disabledReason,
        origin,
        secret,
      };
      await db
        .insertInto('subscriptions')
        .values({ id, created_at: createdAt, ...columns })
        .onConflict((c) => c.column('id').doUpdateSet(columns))
        .execute();
    },

    /** Stops it, with the reason in words. */
    async disable(id: string, reason: string): Promise<void> {
      await db.updateTable('subscriptions').set({ enabled: 0, disabled_reason: reason }).where('id', '=', id).execute();
    },

    /** Its deliveries go with it. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom('told').where('subscription_id', '=', id).execute();
      await db.deleteFrom('subscriptions').where('id', '=', id).execute();
    },
  };
}

function read(row: Tables['subscriptions']): Subscription {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    format: row.format,
    events: JSON.parse(row.events) as Subscription['events'],
    minSeverity: row.min_severity,
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason,
    origin: row.origin,
    createdAt: row.created_at,
  };
}
