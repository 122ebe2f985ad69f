import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyFrom, keyIn, makeVault, sealPlain, VaultError } from '../../../dashboard/delivery/vault.ts';
import { openStore } from '../../../dashboard/store/store.ts';
import { secret } from '../office.ts';

const vault = makeVault(randomBytes(32), randomBytes);

describe('a sealed secret', () => {
  const sealed = vault.seal(secret, 'sub_1');

  test('does not show what it holds, and is never sealed the same way twice', () => {
    expect(sealed).not.toContain(secret.slice(6, 20));
    expect(vault.seal(secret, 'sub_1')).not.toBe(sealed);
  });

  test('opens with its key and for its subscription only', () => {
    expect(vault.open(sealed, 'sub_1')).toBe(secret);
    expect(vault.open(sealed, 'sub_2')).toBeNull();
    expect(makeVault(randomBytes(32), randomBytes).open(sealed, 'sub_1')).toBeNull();
  });

  test.each(['', 'whsec_abc', 'sealed:1:', 'sealed:1:AAAA', `${sealed.slice(0, -8)}AAAAAAA=`])(
    '%s opens to nothing',
    (text) => {
      expect(vault.open(text, 'sub_1')).toBeNull();
    },
  );
});

describe('the key', () => {
  let folder: string;
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'platen-vault-')), 'data');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

  test('is made once, for its owner alone to read', () => {
    const key = keyIn(folder, randomBytes);
    expect(key).toHaveLength(32);
    expect(keyIn(folder, randomBytes)).toEqual(key);
    expect(statSync(path.join(folder, 'secrets.key')).mode & 0o777).toBe(0o600);
  });

  test('that is none is not written over', () => {
    keyIn(folder, randomBytes);
    writeFileSync(path.join(folder, 'secrets.key'), 'short\n');
    expect(() => keyIn(folder, randomBytes)).toThrow(VaultError);
  });

  test('may follow from a configured text, always the same', () => {
    const text = 'x'.repeat(32);
    expect(keyFrom(text)).toHaveLength(32);
    expect(keyFrom(text)).toEqual(keyFrom(text));
    expect(keyFrom(text)).not.toEqual(keyFrom(`${text}y`));
  });
});

test('what an older version stored as plain text is sealed, once', async () => {
  const store = await openStore(':memory:');
  await store.subscriptions.write({
    id: 'sub_1',
    name: 'old',
    url: 'https://old.example/',
    format: 'generic',
    template: null,
    events: ['alert.fired'],
    minSeverity: 'info',
    enabled: true,
    disabledReason: null,
    origin: 'api',
    createdAt: '2026-11-23T09:00:00.000Z',
  });
  await store.subscriptions.writeSecrets('sub_1', { current: secret, old: null, oldUntil: null });
  expect(await sealPlain(store, vault)).toBe(1);
  const { current } = await store.subscriptions.secretsOf('sub_1');
  expect(current).not.toContain(secret.slice(6));
  expect(vault.open(current ?? '', 'sub_1')).toBe(secret);
  expect(await sealPlain(store, vault)).toBe(0);
  await store.close();
});
