import { utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Export } from '../../../../agent/scans/sources/export.ts';
import { createExport } from '../../../../agent/scans/sources/export.ts';
import type { TestPorts } from './ports.ts';
import { testPorts } from './ports.ts';

let ports: TestPorts;
beforeEach(() => {
  ports = testPorts();
});
afterEach(() => ports.remove());

const open = (name: string, from: 'start' | 'end' = 'start'): Export =>
  createExport(
    { kind: 'file', format: 'xerox-job', zone: 'UTC', from, path: path.join(ports.folder, name) },
    ports,
    10,
  );

/** Rows of an audit log; `n` is the recipient's number. */
const rows = (...numbers: number[]) =>
  numbers
    .map(
      (n, at) =>
        `${at + 1}\t11/23/2026\t09:12:0${n % 10}\t8\tE-mail job\tscan\tanna\tcompleted-normal\t${n}@example.com`,
    )
    .join('\r\n');

function put(name: string, text: string | Buffer): void {
  const file = path.join(ports.folder, name);
  writeFileSync(file, text);
  const before = new Date(Date.now() - 60_000 + ports.results.length);
  utimesSync(file, before, before);
}

const addresses = (...numbers: number[]) => numbers.map((n) => `${n}@example.com`);

test('a file that is fetched anew tells only what is new in it, over restarts, too', async () => {
  put('audit.txt', rows(1, 2));
  await open('audit.txt').read();
  expect(ports.recipients()).toEqual(addresses(1, 2));
  put('audit.txt', rows(1, 2, 3));
  const later = open('audit.txt');
  await later.read();
  await later.read();
  put('audit.txt', rows(1, 2, 3, 4));
  await later.read();
  expect(ports.recipients()).toEqual(addresses(1, 2, 3, 4));
});

test('packed, and as Windows writes it', async () => {
  put('audit.txt.gz', gzipSync(rows(1)));
  await open('audit*').read();
  put('audit-2.txt', Buffer.from(`\uFEFF${rows(1, 2)}`, 'utf16le'));
  await open('audit*').read();
  expect(ports.recipients()).toEqual(addresses(1, 2));
});

test('from the end: the first one is old news', async () => {
  put('audit.txt', rows(1, 2));
  const source = open('audit.txt', 'end');
  await source.read();
  expect(ports.recipients()).toEqual([]);
  put('audit.txt', `${rows(1, 2, 3)}\n`);
  await source.read();
  expect(ports.recipients()).toEqual(addresses(3));
});

test('one that is still being written is left alone', async () => {
  const file = path.join(ports.folder, 'audit.txt');
  writeFileSync(file, rows(1));
  const source = open('audit.txt');
  await source.read();
  expect(ports.recipients()).toEqual([]);
  ports.aheadMs = 60_000;
  await source.read();
  expect(ports.recipients()).toEqual(addresses(1));
});
