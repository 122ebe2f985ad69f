/** Formats, the health of receivers, two secrets during a rotation, and what receivers answered. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  // One column at a time: SQLite takes no more.
  await schema.alterTable('subscriptions').addColumn('template', 'text').execute();
  await schema.alterTable('subscriptions').addColumn('old_secret', 'text').execute();
  await schema.alterTable('subscriptions').addColumn('old_secret_until', 'text').execute();
  await schema
    .alterTable('subscriptions')
    .addColumn('failures', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.alterTable('subscriptions').addColumn('failing_since', 'text').execute();
  await schema.alterTable('subscriptions').addColumn('probe_at', 'text').execute();
  await schema
    .alterTable('deliveries')
    .addColumn('format', 'text', (c) => c.notNull().defaultTo('generic'))
    .execute();
  await schema.alterTable('attempts').addColumn('answer', 'text').execute();
}
