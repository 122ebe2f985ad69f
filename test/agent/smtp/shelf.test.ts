import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShelf } from '../../../agent/smtp/shelf.ts';
import { Secret } from '../../../contract/secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-shelf-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was put comes back after a restart, readable for this user alone', () => {
  expect(openShelf(folder, new Secret('first')).get()).toBeNull();
  openShelf(folder, new Secret('first')).put(new Secret('second'));
  openShelf(folder, new Secret('first')).put(new Secret('third'));
  expect(openShelf(folder, new Secret('first')).get()?.reveal()).toBe('third');
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  expect(files[0]).not.toMatch(/first|third/);
  expect(statSync(path.join(folder, files[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('a token that the configuration replaces makes the kept one forgotten', () => {
  openShelf(folder, new Secret('first')).put(new Secret('second'));
  expect(openShelf(folder, new Secret('renewed')).get()).toBeNull();
});
