/** Who is logged in. The store knows only the hash of what the cookie holds. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export function sessionQueries(db: Kysely<Tables>) {
  return {
    async add(session: Tables['sessions']): Promise<void> {
      await db.insertInto('sessions').values(session).execute();
    },

    async userOf(id: string, now: string): Promise<string | null> {
      const row = await db
        .selectFrom('sessions')
        .select('user')
        .where('id', '=', id)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row?.user ?? null;
    },

    async remove(id: string): Promise<void> {
      await db.deleteFrom('sessions').where('id', '=', id).execute();
    },
  };
}
