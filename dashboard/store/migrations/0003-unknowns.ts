/** What nobody knows yet, and which devices said it. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('unknowns')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('first_at', 'text', (c) => c.notNull())
    .addColumn('last_at', 'text', (c) => c.notNull())
    .addColumn('episodes', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('unknowns_order').on('unknowns').columns(['last_at', 'id']).execute();

  await schema
    .createTable('unknown_devices')
    .addColumn('unknown_id', 'text', (c) => c.notNull().references('unknowns.id').onDelete('cascade'))
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('last_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('unknown_devices_key', ['unknown_id', 'device_id'])
    .execute();
  await schema.createIndex('unknown_devices_of').on('unknown_devices').column('device_id').execute();
}
