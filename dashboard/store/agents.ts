/** Agents, and the pushes that were taken from them. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export type StoredAgent = {
  readonly name: string;
  readonly boot: string;
  readonly seq: number;
  readonly heardAt: string;
  readonly silent: boolean;
};

export function agentQueries(db: Kysely<Tables>) {
  return {
    async all(): Promise<StoredAgent[]> {
      const rows = await db.selectFrom('agents').selectAll().orderBy('name').execute();
      return rows.map((row) => ({
        name: row.name,
        boot: row.boot,
        seq: row.seq,
        heardAt: row.heard_at,
        silent: row.silent === 1,
      }));
    },

    /** Devices per agent. */
    async deviceCounts(): Promise<Map<string, number>> {
      const rows = await db
        .selectFrom('devices')
        .select(({ fn }) => ['agent', fn.countAll<number>().as('devices')])
        .groupBy('agent')
        .execute();
      return new Map(rows.map((row) => [row.agent, Number(row.devices)]));
    },

    async setSilent(name: string, silent: boolean): Promise<void> {
      await db
        .updateTable('agents')
        .set({ silent: silent ? 1 : 0 })
        .where('name', '=', name)
        .execute();
    },

    /** Notes a push. False where this (agent, boot, seq) was taken before; then nothing is changed. */
    async takePush(push: { agent: string; boot: string; seq: number }, at: string): Promise<boolean> {
      const { agent, boot, seq } = push;
      const taken = await db
        .insertInto('pushes')
        .values({ agent, boot, seq, at })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst();
      if (taken.numInsertedOrUpdatedRows === 0n) return false;
      await db
        .insertInto('agents')
        .values({ name: agent, boot, seq, heard_at: at, silent: 0 })
        .onConflict((c) => c.column('name').doUpdateSet({ boot, seq, heard_at: at }))
        .execute();
      return true;
    },
  };
}
