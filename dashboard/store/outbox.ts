/** The outbox: what has to be sent, to whom, how often it was tried. */
import type { Kysely, Selectable } from 'kysely';
import type { Attempt, Delivery, DeliveryDetail, EventType, FormatName } from '../../contract/index.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
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

/** A delivery with its whole body and what was answered. */
export type DetailRow = Omit<DeliveryDetail, 'request'> & { readonly body: string };

/** What an attempt leaves behind. */
export type NewAttempt = Omit<Attempt, 'number'> & { readonly answer: string | null };

export type DeliveryFilter = {
  readonly subscription?: string | undefined;
  readonly state?: Delivery['state'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type Row = Pick<
  Selectable<Tables['deliveries']>,
  'n' | 'id' | 'subscription_id' | 'type' | 'alert_id' | 'state' | 'created_at' | 'next_at' | 'delivered_at'
> & { name: string };

export function outboxQueries(db: Kysely<Tables>) {
  const shown = db
    .selectFrom('deliveries')
    .innerJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
    .select([
      'n',
      'deliveries.id',
      'subscription_id',
      'subscriptions.name',
      'type',
      'alert_id',
      'state',
      'deliveries.created_at',
      'next_at',
      'delivered_at',
    ]);

  async function withAttempts(rows: readonly Row[]): Promise<Delivery[]> {
    const ids = rows.map((row) => row.id);
    const attempts = ids.length
      ? await db.selectFrom('attempts').selectAll().where('delivery_id', 'in', ids).orderBy('number').execute()
      : [];
    const byDelivery = Map.groupBy(attempts, (attempt) => attempt.delivery_id);
    return rows.map((row) => ({
      id: row.id,
      subscriptionId: row.subscription_id,
      subscriptionName: row.name,
      type: row.type,
      alertId: row.alert_id,
      state: row.state,
      createdAt: row.created_at,
      nextAttemptAt: row.next_at,
      deliveredAt: row.delivered_at,
      attempts: (byDelivery.get(row.id) ?? []).map(readAttempt),
    }));
  }

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

    async get(id: string): Promise<Delivery | null> {
      const row = await shown.where('deliveries.id', '=', id).executeTakeFirst();
      return row ? ((await withAttempts([row]))[0] ?? null) : null;
    },

    /** With what was sent and what was answered; `request.contentType` is the format's and not known here. */
    async detail(id: string): Promise<DetailRow | null> {
      const delivery = await this.get(id);
      const sent = await db.selectFrom('deliveries').select(['format', 'body']).where('id', '=', id).executeTakeFirst();
      if (!delivery || !sent) return null;
      const answers = await db
        .selectFrom('attempts')
        .select(['number', 'answer'])
        .where('delivery_id', '=', id)
        .execute();
      const answerOf = new Map(answers.map(({ number, answer }) => [number, answer]));
      const attempts = delivery.attempts.map((each) => ({ ...each, answer: answerOf.get(each.number) ?? null }));
      return { ...delivery, ...sent, attempts };
    },

    async list({ subscription, state, cursor, limit }: DeliveryFilter): Promise<Page<Delivery>> {
      let query = shown.orderBy('n', 'desc');
      if (subscription) query = query.where('subscription_id', '=', subscription);
      if (state) query = query.where('state', '=', state);
      const after = decodeCursor(cursor, [0] as [number]);
      if (after) query = query.where('n', '<', after[0]);
      const page = cutPage(
        await query.limit(limit + 1).execute(),
        limit,
        (r) => [r.n],
        (r) => r,
      );
      return { items: await withAttempts(page.items), next: page.next };
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

    async addAttempt(id: string, attempt: NewAttempt): Promise<void> {
      const last = await db
        .selectFrom('attempts')
        .select(({ fn }) => fn.max('number').as('number'))
        .where('delivery_id', '=', id)
        .executeTakeFirst();
      await db
        .insertInto('attempts')
        .values({
          delivery_id: id,
          number: Number(last?.number ?? 0) + 1,
          started_at: attempt.startedAt,
          ms: Math.round(attempt.ms),
          status: attempt.status,
          outcome: attempt.outcome,
          message: attempt.message,
          answer: attempt.answer,
        })
        .execute();
    },

    async setDelivered(id: string, at: string): Promise<void> {
      await db
        .updateTable('deliveries')
        .set({ state: 'delivered', delivered_at: at, next_at: null, lease_until: null })
        .where('id', '=', id)
        .execute();
    },

    async setNext(id: string, tries: number, at: string): Promise<void> {
      await db.updateTable('deliveries').set({ tries, next_at: at, lease_until: null }).where('id', '=', id).execute();
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

    /** How many messages wait for a subscription. */
    async waitingFor(subscriptionId: string): Promise<number> {
      const row = await db
        .selectFrom('deliveries')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('subscription_id', '=', subscriptionId)
        .where('state', '=', 'due')
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },

    /** Ids of what was meant for this subscription since then and ended so, the oldest first. */
    async endedSince(
      subscriptionId: string,
      since: string,
      states: readonly Delivery['state'][],
      limit: number,
    ): Promise<string[]> {
      const rows = await db
        .selectFrom('deliveries')
        .select('id')
        .where('subscription_id', '=', subscriptionId)
        .where('created_at', '>=', since)
        .where('state', 'in', states)
        .orderBy('n')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
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

    /** All that one subscription was to be told of one alert, in order. */
    async storyOf(subscriptionId: string, alertId: string): Promise<Pick<Delivery, 'id' | 'type' | 'state'>[]> {
      return db
        .selectFrom('deliveries')
        .select(['id', 'type', 'state'])
        .where('subscription_id', '=', subscriptionId)
        .where('order_key', '=', alertId)
        .orderBy('n')
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

function readAttempt(row: Tables['attempts']): Attempt {
  return {
    number: row.number,
    startedAt: row.started_at,
    ms: row.ms,
    status: row.status,
    outcome: row.outcome,
    message: row.message,
  };
}
