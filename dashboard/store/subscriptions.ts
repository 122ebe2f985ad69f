/** Who wants to be told, with what secrets, and how well that goes. Secrets come here sealed and leave sealed. */
import type { Kysely, Selectable } from 'kysely';
import type { Subscription } from '../../contract/index.ts';
import type { Tables } from './tables.ts';

/** What is written of a subscription; the rest comes about by itself. */
export type SubscriptionToWrite = Omit<Subscription, 'oldSecretUntil' | 'failingSince'>;

export type SealedSecrets = {
  readonly current: string | null;
  readonly old: string | null;
  readonly oldUntil: string | null;
};

/** How a receiver does: attempts that failed in a row, since when, and when it may be tried next. */
export type Health = {
  readonly failures: number;
  readonly failingSince: string | null;
  readonly probeAt: string | null;
};

const healthy: Health = { failures: 0, failingSince: null, probeAt: null };

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

    /** The secrets of one that was made through the API; none for those of the configuration. */
    async secretsOf(id: string): Promise<SealedSecrets> {
      const row = await db
        .selectFrom('subscriptions')
        .select(['secret as current', 'old_secret as old', 'old_secret_until as oldUntil'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? { current: null, old: null, oldUntil: null };
    },

    /** Ids and secrets of all that have one. */
    async withSecrets(): Promise<{ id: string; secret: string }[]> {
      const rows = await db
        .selectFrom('subscriptions')
        .select(['id', 'secret'])
        .where('secret', 'is not', null)
        .execute();
      return rows.flatMap(({ id, secret }) => (secret === null ? [] : [{ id, secret }]));
    },

    /** Adds it, or writes over the one with its id, which keeps its time of birth and its secrets. */
    async write(subscription: SubscriptionToWrite): Promise<void> {
      const { id, name, url, format, template, minSeverity, enabled, disabledReason, origin, createdAt } = subscription;
      const columns = {
        name,
        url,
        format,
        template,
        events: JSON.stringify(subscription.events),
        min_severity: minSeverity,
        enabled: enabled ? (1 as const) : (0 as const),
        disabled_reason: disabledReason,
        origin,
      };
      await db
        .insertInto('subscriptions')
        .values({ id, created_at: createdAt, ...columns })
        .onConflict((c) => c.column('id').doUpdateSet(columns))
        .execute();
    },

    async writeSecrets(id: string, { current, old, oldUntil }: SealedSecrets): Promise<void> {
      await db
        .updateTable('subscriptions')
        .set({ secret: current, old_secret: old, old_secret_until: oldUntil })
        .where('id', '=', id)
        .execute();
    },

    /** Stops it, with the reason in words. */
    async disable(id: string, reason: string): Promise<void> {
      await db.updateTable('subscriptions').set({ enabled: 0, disabled_reason: reason }).where('id', '=', id).execute();
    },

    async healthOf(id: string): Promise<Health> {
      const row = await db
        .selectFrom('subscriptions')
        .select(['failures', 'failing_since as failingSince', 'probe_at as probeAt'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? healthy;
    },

    async writeHealth(id: string, { failures, failingSince, probeAt }: Health = healthy): Promise<void> {
      await db
        .updateTable('subscriptions')
        .set({ failures, failing_since: failingSince, probe_at: probeAt })
        .where('id', '=', id)
        .execute();
    },

    /** Those that are tried by one delivery at a time, and when each may be. */
    async probed(): Promise<{ id: string; probeAt: string }[]> {
      const rows = await db
        .selectFrom('subscriptions')
        .select(['id', 'probe_at as probeAt'])
        .where('probe_at', 'is not', null)
        .execute();
      return rows.flatMap(({ id, probeAt }) => (probeAt === null ? [] : [{ id, probeAt }]));
    },

    /** Somebody asks for a try: the next one waits no longer. */
    async probeNow(id: string, now: string): Promise<void> {
      await db
        .updateTable('subscriptions')
        .set({ probe_at: now })
        .where('id', '=', id)
        .where('probe_at', '>', now)
        .execute();
    },

    /** Its deliveries go with it. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom('told').where('subscription_id', '=', id).execute();
      await db.deleteFrom('subscriptions').where('id', '=', id).execute();
    },
  };
}

function read(row: Selectable<Tables['subscriptions']>): Subscription {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    format: row.format,
    template: row.template,
    events: JSON.parse(row.events) as Subscription['events'],
    minSeverity: row.min_severity,
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason,
    origin: row.origin,
    createdAt: row.created_at,
    oldSecretUntil: row.old_secret_until,
    failingSince: row.failing_since,
  };
}
