/** The newest report of every probe. */
import type { Kysely } from 'kysely';
import type { ProbeReport, ProbeRow } from '../../contract/index.ts';
import { cutPage, decodeCursor, type Page } from './page.ts';
import type { Tables } from './tables.ts';

export function probeQueries(db: Kysely<Tables>) {
  return {
    /** Takes the place of an older report of the same agent and target. False where a newer one is known. */
    async put(agent: string, report: ProbeReport, heardAt: string): Promise<boolean> {
      const { target } = report;
      // Text order is time order, in UTC only.
      const at = new Date(report.at).toISOString();
      const row = { at, heard_at: heardAt, body: JSON.stringify(report) };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('probes')
        .values({ agent, target, ...row })
        .onConflict((c) => c.columns(['agent', 'target']).doUpdateSet(row).where('probes.at', '<=', at))
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** By target, then agent. */
    async list({ cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<ProbeRow>> {
      let query = db.selectFrom('probes').selectAll().orderBy('target').orderBy('agent');
      const after = decodeCursor(cursor, ['', ''] as [string, string]);
      if (after) {
        const [target, agent] = after;
        query = query.where((e) =>
          e.or([e('target', '>', target), e.and([e('target', '=', target), e('agent', '>', agent)])]),
        );
      }
      const found = await query.limit(limit + 1).execute();
      return cutPage(
        found,
        limit,
        ({ target, agent }) => [target, agent],
        ({ agent, heard_at: heardAt, body }) => ({ ...(JSON.parse(body) as ProbeReport), agent, heardAt }),
      );
    },
  };
}
