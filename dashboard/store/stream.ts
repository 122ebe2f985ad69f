/** The log behind the live stream: bounded, with ids that only grow. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** `data` is JSON, as it goes over the wire. */
export type LoggedEvent = { readonly id: number; readonly type: string; readonly data: string };

export function streamQueries(db: Kysely<Tables>) {
  return {
    async append(type: 'device' | 'alert' | 'scan', data: unknown, at: string): Promise<void> {
      await db
        .insertInto('stream')
        .values({ type, data: JSON.stringify(data), at })
        .execute();
    },

    async after(id: number, limit: number): Promise<LoggedEvent[]> {
      return db
        .selectFrom('stream')
        .select(['id', 'type', 'data'])
        .where('id', '>', id)
        .orderBy('id')
        .limit(limit)
        .execute();
    },

    /** Oldest and newest id that are kept; 0 and 0 for an empty log. */
    async bounds(): Promise<{ oldest: number; newest: number }> {
      const row = await db
        .selectFrom('stream')
        .select(({ fn }) => [fn.min('id').as('oldest'), fn.max('id').as('newest')])
        .executeTakeFirst();
      return { oldest: Number(row?.oldest ?? 0), newest: Number(row?.newest ?? 0) };
    },
  };
}
