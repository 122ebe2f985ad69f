/** A store from before formats: what waits in it goes out as it was, and its secrets are sealed. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { makeVault, sealPlain } from '../../../dashboard/delivery/vault.ts';
import { migrations } from '../../../dashboard/store/migrate.ts';
import { openSqlite } from '../../../dashboard/store/sqlite.ts';
import { openStore } from '../../../dashboard/store/store.ts';
import { secret } from '../office.ts';

const at = '2026-11-23T09:00:00.000Z';

test('an older store keeps its subscriptions, and what it owes them', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-older-'));
  const file = path.join(folder, 'dashboard.db');
  const older = openSqlite(file);
  const migrator = new Migrator({
    db: older as unknown as Kysely<never>,
    provider: { getMigrations: async () => migrations },
  });
  const { error } = await migrator.migrateTo('0005-scan-days');
  expect(error).toBeUndefined();
  await older.destroy();
  const raw = new DatabaseSync(file);
  raw
    .prepare(
      `insert into subscriptions (id, name, url, format, events, min_severity, enabled, origin, secret, created_at)
       values ('sub_1', 'old', 'https://old.example/', 'generic', '["alert.fired"]', 'info', 1, 'api', ?, ?)`,
    )
    .run(secret, at);
  raw
    .prepare(
      `insert into deliveries (id, subscription_id, type, order_key, state, body, tries, next_at, created_at)
       values ('msg_1', 'sub_1', 'test.ping', 'msg_1', 'due', '{"as":"it was"}', 2, ?, ?)`,
    )
    .run(at, at);
  raw.close();

  const store = await openStore(file);
  const vault = makeVault(randomBytes(32), randomBytes);
  await sealPlain(store, vault);
  const { current } = await store.subscriptions.secretsOf('sub_1');
  expect(vault.open(current ?? '', 'sub_1')).toBe(secret);
  expect(await store.subscriptions.get('sub_1')).toMatchObject({
    format: 'generic',
    template: null,
    oldSecretUntil: null,
    failingSince: null,
  });
  expect(await store.outbox.claim(at, at, 10, [])).toMatchObject([
    { id: 'msg_1', format: 'generic', body: '{"as":"it was"}', tries: 2 },
  ]);
  await store.close();
  rmSync(folder, { recursive: true });
});
