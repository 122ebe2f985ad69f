import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../../dashboard/store/migrate.ts';
import { CursorError, cutPage, decodeCursor, encodeCursor } from '../../../dashboard/store/page.ts';
import { keep } from '../../../dashboard/store/prune.ts';
import { openStore, type Store } from '../../../dashboard/store/store.ts';
import { later, sampleAlert, sampleScan, sentScan, t0 } from '../samples.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-store-'));
  store = await openStore(path.join(folder, 'deep', 'dashboard.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every migration file is in the list', () => {
  const files = globSync('dashboard/store/migrations/*.ts', { cwd: path.resolve(import.meta.dirname, '../../..') });
  expect(files.map((file) => path.basename(file, '.ts')).toSorted()).toEqual(Object.keys(migrations));
});

test('what was written is there after opening again', async () => {
  await store.agents.takePush({ agent: 'hq-1', boot: 'b', seq: 1 }, t0.toISOString());
  await store.close();
  store = await openStore(path.join(folder, 'deep', 'dashboard.db'));
  expect(await store.agents.all()).toMatchObject([{ name: 'hq-1', seq: 1 }]);
});

test('a transaction that fails leaves nothing behind', async () => {
  const failing = store.transaction(async (tx) => {
    await tx.agents.takePush({ agent: 'hq-1', boot: 'b', seq: 1 }, t0.toISOString());
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await store.agents.all()).toEqual([]);
});

test('at most one open episode of a key, whatever the code does', async () => {
  await store.alerts.write(sampleAlert({ deviceId: null }), null);
  const second = store.alerts.write(sampleAlert({ id: 'al_2', deviceId: null }), null);
  await expect(second).rejects.toThrow(/UNIQUE/);
  await store.alerts.write(sampleAlert({ deviceId: null, state: 'resolved' }), null);
  await store.alerts.write(sampleAlert({ id: 'al_2', deviceId: null }), null);
  expect(await store.alerts.aliveWithKey('dev_1/paper-jam')).toMatchObject({ id: 'al_2', sightings: 1 });
});

test('the search takes wildcards as the letters they are', async () => {
  const row = (name: string) => ({
    id: `dev_${name}`,
    name,
    vendor: 'oki',
    model: 'C532',
    serial: null,
    address: '127.1.0.7',
    port: 161,
    location: 'Küche',
    agent: 'hq-1',
    status: 'ok' as const,
    statusReasons: [],
    console: [],
    heardAt: t0.toISOString(),
    reachedAt: null,
    trapAt: null,
    alerts: { critical: 0, warning: 0, info: 0 },
    supplies: [],
    scans: { lastSentAt: null, lastFailedAt: null },
  });
  for (const name of ['100%', 'a_b', 'a\\b', 'axb']) {
    await store.devices.write({ row: row(name), mac: null, takenAt: t0.toISOString() });
  }
  const names = async (q: string) => (await store.devices.list({ q, limit: 10 })).items.map(({ name }) => name);
  expect(await names('%')).toEqual(['100%']);
  expect(await names('a_b')).toEqual(['a_b']);
  expect(await names('A\\B')).toEqual(['a\\b']);
  expect(await names('küche AXB')).toEqual(['axb']);
  expect(await names('nothing')).toEqual([]);
});

describe('what is forgotten', () => {
  test('the stream keeps its newest events, and ids are never used again', async () => {
    for (let i = 0; i < 3; i++) await store.stream.append('scan', { i }, t0.toISOString());
    await store.prune(t0);
    expect(await store.stream.bounds()).toEqual({ oldest: 1, newest: 3 });
    expect(keep.streamRows).toBeGreaterThan(1000);
  });

  test('old pushes and resolved alerts go, open ones stay whatever their age', async () => {
    await store.agents.takePush({ agent: 'hq-1', boot: 'b', seq: 1 }, t0.toISOString());
    const resolvedAt = t0.toISOString();
    await store.alerts.write(sampleAlert({ deviceId: null, id: 'al_old', state: 'resolved', resolvedAt }), null);
    await store.alerts.write(sampleAlert({ deviceId: null }), null);
    await store.alerts.tell('al_old', 'sub_1');
    await store.prune(later(keep.resolvedAlerts + 1));
    expect(await store.alerts.get('al_old')).toBeNull();
    expect(await store.alerts.toldOf('al_old')).toEqual(new Set());
    expect(await store.alerts.get('al_1')).not.toBeNull();
    expect(await store.agents.takePush({ agent: 'hq-1', boot: 'b', seq: 1 }, t0.toISOString())).toBe(true);
  });
});

test('a scan result is kept once, and told apart by all that makes it', async () => {
  const add = (part: Parameters<typeof sampleScan>[0]) => store.scans.add('hq-1', null, sampleScan(part));
  expect(await add({})).not.toBeNull();
  expect(await add({})).toBeNull();
  for (const part of [{ to: 'b@example.com' }, { outcome: 'deferred' as const }, { at: later(1).toISOString() }]) {
    expect(await add(part)).not.toBeNull();
  }
  expect(await store.scans.add('hq-2', null, sampleScan())).not.toBeNull();
});

describe('cursors', () => {
  test('come back as they were', () => {
    expect(decodeCursor(encodeCursor(['ä/"', 7]), ['', 0] as [string, number])).toEqual(['ä/"', 7]);
    expect(decodeCursor(undefined, [0])).toBeUndefined();
  });

  test.each(['', '!', encodeCursor([1]), encodeCursor(['x', 'y']), encodeCursor(['x', 1, 2]), btoa('{}'), btoa('[')])(
    '%j is none',
    (cursor) => {
      expect(() => decodeCursor(cursor, ['', 0] as [string, number])).toThrow(CursorError);
    },
  );

  test('a page that is exactly full has a next one only if there is more', () => {
    const cut = (rows: number[]) =>
      cutPage(
        rows,
        2,
        (n) => [n],
        (n) => n,
      );
    expect(cut([1, 2])).toEqual({ items: [1, 2], next: null });
    expect(cut([1, 2, 3])).toEqual({ items: [1, 2], next: encodeCursor([2]) });
    expect(cut([])).toEqual({ items: [], next: null });
  });
});

test('a scan that was put off first and sent later counts once, as sent', async () => {
  const deferred = sampleScan({ outcome: 'deferred', retryable: true });
  const other = sampleScan({ outcome: 'deferred', to: 'carl@example.com', retryable: true });
  const nameless = { queueId: null, messageId: null };
  await store.scans.add('hq-1', null, deferred);
  await store.scans.add('hq-1', null, other);
  await store.scans.add('hq-1', null, sentScan({ at: later(60_000).toISOString() }));
  await store.scans.add('hq-1', null, sampleScan(nameless));
  await store.scans.add('hq-1', null, sampleScan({ ...nameless, at: later(1000).toISOString() }));
  expect(await store.scans.outcomeCounts(t0.toISOString())).toEqual(
    new Map([
      ['deferred', 1],
      ['refused', 2],
      ['sent', 1],
    ]),
  );
});
