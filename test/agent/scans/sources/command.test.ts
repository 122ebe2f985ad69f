import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCommand } from '../../../../agent/scans/sources/command.ts';
import type { Source } from '../../../../agent/scans/sources/source.ts';
import { appendScans, scanLines } from '../../mail-log.ts';
import { until } from '../../samples.ts';
import type { TestPorts } from './ports.ts';
import { testPorts } from './ports.ts';

let ports: TestPorts;
let file: string;
const running: Source[] = [];
beforeEach(() => {
  ports = testPorts();
  file = path.join(ports.folder, 'mail.log');
  writeFileSync(file, '');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((source) => source.stop()));
  ports.remove();
});

function start(argv: readonly string[], everyMs: number | null = null, from: 'start' | 'end' = 'start'): Source {
  const source = createCommand({ kind: 'command', format: 'postfix', zone: null, from, argv, everyMs }, ports);
  running.push(source);
  source.start();
  return source;
}

/** Node as the program: it is on every machine. */
const program = (text: string) => [process.execPath, '-e', text, file];
const print = () => program(printing);
const printing = "process.stdout.write(require('node:fs').readFileSync(process.argv[1]))";
const follow = () =>
  program(`
  const fs = require('node:fs');
  let at = 0;
  setInterval(() => { const text = fs.readFileSync(process.argv[1]); process.stdout.write(text.subarray(at)); at = text.length; }, 10);
`);
const addresses = (...numbers: number[]) => numbers.map((n) => `${n}@example.com`);

test('one that goes on is followed, and stopped with us', async () => {
  appendScans(file, 0, 1);
  const source = start(follow());
  await until('a result', () => ports.results.length === 1);
  appendScans(file, 1, 3);
  await until('three results', () => ports.results.length === 3);
  await source.stop();
  expect(ports.recipients()).toEqual(addresses(0, 1, 2));
});

test('one that ends is started again; what it shows again is not told again', async () => {
  appendScans(file, 0, 2);
  start(program(`${printing}; process.exitCode = 3; console.error('lost the line')`));
  await until('two results', () => ports.results.length === 2);
  appendScans(file, 2, 3);
  await until('three results', () => ports.results.length === 3);
  expect(ports.recipients()).toEqual(addresses(0, 1, 2));
  const complaint = ports.log.lines.find(({ sentence }) => sentence === 'the command has ended; it is started again');
  expect(complaint?.facts).toMatchObject({ ended: 3, complaint: 'lost the line' });
});

test('one that is run at intervals tells what is new, over restarts, too', async () => {
  appendScans(file, 0, 2);
  const first = start(print(), 20);
  await until('two results', () => ports.results.length === 2);
  await first.stop();
  appendScans(file, 2, 3);
  start(print(), 20);
  await until('three results', () => ports.results.length === 3);
  writeFileSync(file, scanLines(2) + scanLines(3));
  await until('four results', () => ports.results.length === 4);
  expect(ports.recipients()).toEqual(addresses(0, 1, 2, 3));
});

test('from the end: its first run is old news', async () => {
  appendScans(file, 0, 2);
  start(print(), 20, 'end');
  await until('its first run', () => ports.places.get(`command ${JSON.stringify(print())}`) !== null);
  appendScans(file, 2, 3);
  await until('a result', () => ports.results.length === 1);
  expect(ports.recipients()).toEqual(addresses(2));
});

test('no shell reads it', async () => {
  const marker = path.join(ports.folder, 'marker');
  start(
    [
      process.execPath,
      '-e',
      "require('node:fs').writeFileSync(process.argv[1], process.argv[2])",
      marker,
      '$(id); `id`',
    ],
    60_000,
  );
  await until('its file', () => {
    try {
      return readFileSync(marker, 'utf8') === '$(id); `id`';
    } catch {
      return false;
    }
  });
});

test('one that is not there is said once, and tried again', async () => {
  const source = start([path.join(ports.folder, 'nothing')], 10);
  await until('a complaint', () => ports.sentences().includes('the command has failed; it is run again'));
  await source.stop();
  expect(ports.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(ports.log.lines[0]?.facts).toMatchObject({ ended: 'ENOENT' });
});

test('output without end and without a line does not fill the memory', async () => {
  start(program('const x = Buffer.alloc(1 << 20, 120); const w = () => process.stdout.write(x, w); w()'), null);
  const before = process.memoryUsage().rss;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
});

test('what could not be kept is asked for again', async () => {
  appendFileSync(file, scanLines(0));
  ports.isFull = true;
  start(print(), 20);
  await until('a complaint', () => ports.log.lines.some(({ level }) => level === 'error'));
  ports.isFull = false;
  await until('a result', () => ports.results.length === 1);
});
