/** What was to be sent, to whom, and what came of it: the outbox as it is looked at. */
import type { Kysely, Selectable } from 'kysely';
import type { Attempt, Delivery, DeliveryDetail } from '../../contract/index.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
import type { Tables } from './tables.ts';

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

/** Of attempts, all but what was answered: lists do without. */
const logged = ['delivery_id', 'number', 'started_at', 'ms', 'status', 'outcome', 'message'] as const;

export function deliveryQueries(db: Kysely<Tables>) {
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
      ? await db.selectFrom('attempts').select(logged).where('delivery_id', 'in', ids).orderBy('number').execute()
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

  return {
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
  };
}

function readAttempt(row: Pick<Tables['attempts'], (typeof logged)[number]>): Attempt {
  return {
    number: row.number,
    startedAt: row.started_at,
    ms: row.ms,
    status: row.status,
    outcome: row.outcome,
    message: row.message,
  };
}
