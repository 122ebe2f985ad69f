/** The outbox: what has to be sent, to whom, how often it was tried. */
import type { Kysely } from 'kysely';
import type { EventType, FormatName } from '../../contract/index.ts';
import type { Tables } from './tables.ts';

export type NewDelivery = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly type: EventType;
  readonly alertId: string | null;
  /** What `body` is written in. */
  readonly format: FormatName;
  readonly body: string;
  readonly createdAt: string;
};

/** One delivery, taken by the worker. */
export type Claim = Omit<NewDelivery, 'createdAt'> & { readonly tries: number };

export function outboxQueries(db: Kysely<Tables>) {
  /** What may go next: not under way, and the first that waits of its subscription and order key. */
  function heads(busy: readonly string[], only?: string) {
    const query = db
      .selectFrom('deliveries as d')
      .where('d.state', '=', 'due')
      .where('d.lease_until', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('deliveries as earlier')
              .select('earlier.n')
              .whereRef('earlier.subscription_id', '=', 'd.subscription_id')
              .whereRef('earlier.order_key', '=', 'd.order_key')
              .where('earlier.state', '=', 'due')
              .whereRef('earlier.n', '<', 'd.n'),
          ),
        ),
      );
    if (only !== undefined) return query.where('d.subscription_id', '=', only);
    return busy.length ? query.where('d.subscription_id', 'not in', busy) : query;
  }

  return {
    async add(delivery: NewDelivery): Promise<void> {
      await db
        .insertInto('deliveries')
        .values({
          id: delivery.id,
          subscription_id: delivery.subscriptionId,
          type: delivery.type,
          alert_id: delivery.alertId,
          order_key: delivery.alertId ?? delivery.id,
          state: 'due',
          format: delivery.format,
          body: delivery.body,
          tries: 0,
          next_at: delivery.createdAt,
          lease_until: null,
          created_at: delivery.createdAt,
          delivered_at: null,
        })
        .execute();
    },

    /**
     * Takes up to `limit` deliveries that are due and holds them until `leaseUntil`: none of the `busy` subscriptions, or
     * those of `only` one.
     */
    async claim(
      now: string,
      leaseUntil: string,
      limit: number,
      busy: readonly string[],
      only?: string,
    ): Promise<Claim[]> {
      const chosen = heads(busy, only).select('d.n').where('d.next_at', '<=', now).orderBy('d.n').limit(limit);
      const rows = await db
        .updateTable('deliveries')
        .set({ lease_until: leaseUntil })
        .where('n', 'in', chosen)
        .returning(['n', 'id', 'subscription_id', 'type', 'alert_id', 'format', 'body', 'tries'])
        .execute();
      return rows
        .sort((a, b) => a.n - b.n)
        .map((row) => ({
          id: row.id,
          subscriptionId: row.subscription_id,
          type: row.type,
          alertId: row.alert_id,
          format: row.format,
          body: row.body,
          tries: row.tries,
        }));
    },

    /** When the next delivery is due that is not of a `busy` subscription (or is of `only` one), or `null`. */
    async nextDue(busy: readonly string[], only?: string): Promise<string | null> {
      const row = await heads(busy, only)
        .select(({ fn }) => fn.min('d.next_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? null;
    },

    /** Gives back what was taken and never settled: all leases that ended before `now`, or every one. */
    async releaseLeases(now: string | 'all'): Promise<void> {
      let query = db.updateTable('deliveries').set({ lease_until: null }).where('lease_until', 'is not', null);
      if (now !== 'all') query = query.where('lease_until', '<=', now);
      await query.execute();
    },

    async setDelivered(id: string, at: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'delivered', delivered_at: at, next_at: null, lease_until: null })
        .where('id', '=', id)
        .execute();
    },

    async setNext(id: string, tries: number, at: string): Promise<void> {
      // One that was given up meanwhile stays given up.
      await db
        .updateTable('deliveries')
        .set({ tries, next_at: at, lease_until: null })
        .where('id', '=', id)
        .where('state', '=', 'due')
        .execute();
    },

    async setDead(id: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'dead', next_at: null, lease_until: null })
        .where('id', '=', id)
        .execute();
    },

    /**
     * What only tells how an alert stands now is not sent once something newer is there: of `types` whatever of this
     * alert waits for this subscription and is not under way.
     */
    async dropOlder(subscriptionId: string, alertId: string, types: readonly EventType[]): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'superseded', next_at: null })
        .where('subscription_id', '=', subscriptionId)
        .where('order_key', '=', alertId)
        .where('state', '=', 'due')
        .where('lease_until', 'is', null)
        .where('type', 'in', types)
        .execute();
    },

    /** True where something newer of the same alert waits for the same subscription. */
    async hasNewer(id: string): Promise<boolean> {
      const newer = await db
        .selectFrom('deliveries as d')
        .innerJoin('deliveries as newer', (j) =>
          j.onRef('newer.subscription_id', '=', 'd.subscription_id').onRef('newer.order_key', '=', 'd.order_key'),
        )
        .select('newer.n')
        .where('d.id', '=', id)
        .whereRef('newer.n', '>', 'd.n')
        .where('newer.state', '=', 'due')
        .limit(1)
        .executeTakeFirst();
      return newer !== undefined;
    },

    async setSuperseded(id: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'superseded', next_at: null, lease_until: null })
        .where('id', '=', id)
        .execute();
    },

    /** The receiver is back: what waits for it waits no longer. */
    async hasten(subscriptionId: string, now: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ next_at: now })
        .where('subscription_id', '=', subscriptionId)
        .where('state', '=', 'due')
        .where('next_at', '>', now)
        .execute();
    },

    /** What of this alert still waits for this subscription is not sent any more. */
    async supersede(subscriptionId: string, alertId: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'superseded', next_at: null, lease_until: null })
        .where('subscription_id', '=', subscriptionId)
        .where('alert_id', '=', alertId)
        .where('state', '=', 'due')
        .execute();
    },

    /** Nothing more goes to this subscription. */
    async giveUp(subscriptionId: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'dead', next_at: null, lease_until: null })
        .where('subscription_id', '=', subscriptionId)
        .where('state', '=', 'due')
        .execute();
    },

    /** Makes them due again, with the same ids and the same bytes. */
    async redeliver(ids: readonly string[], now: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'due', tries: 0, next_at: now, lease_until: null })
        .where('id', 'in', ids)
        .execute();
    },
  };
}
