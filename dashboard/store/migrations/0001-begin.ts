/** The first tables. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  await schema
    .createTable('agents')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('boot', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('heard_at', 'text', (c) => c.notNull())
    .addColumn('silent', 'integer', (c) => c.notNull())
    .execute();

  await schema
    .createTable('pushes')
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('boot', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('pushes_key', ['agent', 'boot', 'seq'])
    .execute();
  await schema.createIndex('pushes_at').on('pushes').column('at').execute();

  await schema
    .createTable('devices')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('port', 'integer', (c) => c.notNull())
    .addColumn('vendor', 'text', (c) => c.notNull())
    .addColumn('serial', 'text')
    .addColumn('mac', 'text')
    .addColumn('sort_name', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('search', 'text', (c) => c.notNull())
    .addColumn('taken_at', 'text', (c) => c.notNull())
    .addColumn('heard_at', 'text', (c) => c.notNull())
    .addColumn('reached_at', 'text')
    .addColumn('row', 'text', (c) => c.notNull())
    .execute();
  // Not unique: where devices change their addresses, two are said to be at the same place for a while.
  await schema.createIndex('devices_place').on('devices').columns(['agent', 'address', 'port', 'heard_at']).execute();
  await schema.createIndex('devices_serial').on('devices').columns(['serial', 'vendor']).execute();
  await schema.createIndex('devices_order').on('devices').columns(['sort_name', 'id']).execute();

  await schema
    .createTable('readings')
    .addColumn('device_id', 'text', (c) => c.primaryKey().references('devices.id').onDelete('cascade'))
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('changes')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('changes_of').on('changes').columns(['device_id', 'id']).execute();
  await schema.createIndex('changes_at').on('changes').column('at').execute();

  await schema
    .createTable('supplies')
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('supply_id', 'text', (c) => c.notNull())
    .addColumn('fill', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('supplies_key', ['device_id', 'supply_id'])
    .execute();
  await schema.createIndex('supplies_order').on('supplies').columns(['fill', 'device_id', 'supply_id']).execute();

  await schema
    .createTable('alerts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('device_id', 'text', (c) => c.references('devices.id').onDelete('set null'))
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('acknowledged', 'integer', (c) => c.notNull())
    .addColumn('sightings', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'text')
    .addColumn('resolved_at', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  // At most one open episode of a key: the database holds it, whatever the code does.
  await schema
    .createIndex('alerts_open')
    .unique()
    .on('alerts')
    .column('key')
    .where(sql.ref('state'), '<>', sql.lit('resolved'))
    .execute();
  await schema.createIndex('alerts_of').on('alerts').columns(['device_id', 'state']).execute();
  await schema.createIndex('alerts_state').on('alerts').columns(['state', 'rank', 'id']).execute();
  await schema.createIndex('alerts_due').on('alerts').column('due_at').execute();

  await schema
    .createTable('told')
    .addColumn('alert_id', 'text', (c) => c.notNull().references('alerts.id').onDelete('cascade'))
    .addColumn('subscription_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('told_key', ['alert_id', 'subscription_id'])
    .execute();

  await schema
    .createTable('scans')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('identity', 'text', (c) => c.notNull().unique())
    .addColumn('scan', 'text', (c) => c.notNull())
    .addColumn('device_id', 'text', (c) => c.references('devices.id').onDelete('set null'))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('scans_of').on('scans').columns(['device_id', 'at']).execute();
  await schema.createIndex('scans_list').on('scans').columns(['device_id', 'id']).execute();
  await schema.createIndex('scans_scan').on('scans').columns(['scan', 'id']).execute();
  await schema.createIndex('scans_at').on('scans').columns(['at', 'outcome']).execute();

  await schema
    .createTable('subscriptions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('format', 'text', (c) => c.notNull())
    .addColumn('events', 'text', (c) => c.notNull())
    .addColumn('min_severity', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('disabled_reason', 'text')
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('secret', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('deliveries')
    .addColumn('n', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('subscription_id', 'text', (c) => c.notNull().references('subscriptions.id').onDelete('cascade'))
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('alert_id', 'text')
    .addColumn('order_key', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('delivered_at', 'text')
    .execute();
  await schema.createIndex('deliveries_due').on('deliveries').columns(['state', 'next_at', 'n']).execute();
  await schema
    .createIndex('deliveries_leased')
    .on('deliveries')
    .column('lease_until')
    .where(sql.ref('lease_until'), 'is not', null)
    .execute();
  await schema
    .createIndex('deliveries_order')
    .on('deliveries')
    .columns(['subscription_id', 'order_key', 'state', 'n'])
    .execute();

  await schema
    .createTable('attempts')
    .addColumn('delivery_id', 'text', (c) => c.notNull().references('deliveries.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('started_at', 'text', (c) => c.notNull())
    .addColumn('ms', 'integer', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('message', 'text')
    .addPrimaryKeyConstraint('attempts_key', ['delivery_id', 'number'])
    .execute();

  await schema
    .createTable('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('user', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('stream')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
}
