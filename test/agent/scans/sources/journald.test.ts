import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJournald } from '../../../../agent/scans/sources/journald.ts';
import type { Source } from '../../../../agent/scans/sources/source.ts';
import { scanLines } from '../../mail-log.ts';
import { until } from '../../samples.ts';
import type { TestPorts } from './ports.ts';
import { testPorts } from './ports.ts';

let ports: TestPorts;
let journal: string;
let program: string;
let written: number;
const running: Source[] = [];

beforeEach(() => {
  ports = testPorts();
  written = 0;
  journal = path.join(ports.folder, 'journal');
  program = path.join(ports.folder, 'journalctl');
  const script = path.join(import.meta.dirname, 'journalctl.ts');
  const calls = path.join(ports.folder, 'calls');
  writeFileSync(
    program,
    `#!/bin/sh\necho "$@" >>'${calls}'\nJOURNAL='${journal}' exec '${process.execPath}' '${script}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  writeFileSync(journal, '');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((source) => source.stop()));
  ports.remove();
});

function start(from: 'start' | 'end', units = ['postfix*']): Source {
  const source = createJournald({ kind: 'journald', format: 'auto', zone: null, from, units }, ports, program);
  running.push(source);
  source.start();
  return source;
}

/** What Postfix says of a scan, as entries of the journal. */
function write(text: string, unit = 'postfix@-.service'): void {
  for (const line of text.trimEnd().split('\n')) {
    const found = /^(?:\S+ +){3}(\S+) ([^[]+)\[(\d+)\]: (.*)$/.exec(line);
    written += 1;
    const entry = {
      __CURSOR: `s=1;i=${written}`,
      __REALTIME_TIMESTAMP: String(Date.now() * 1000 + written),
      _SYSTEMD_UNIT: unit,
      _HOSTNAME: found?.[1],
      SYSLOG_IDENTIFIER: found?.[2],
      SYSLOG_PID: found?.[3],
      MESSAGE: found?.[4],
    };
    appendFileSync(journal, `${JSON.stringify(entry)}\n`);
  }
}

const addresses = (...numbers: number[]) => numbers.map((n) => `${n}@example.com`);
const calls = () =>
  existsSync(path.join(ports.folder, 'calls')) ? readFileSync(path.join(ports.folder, 'calls'), 'utf8') : '';
const told = (count: number) => until(`${count} results`, () => ports.results.length >= count, 30_000);

test('entries of its units, as they come', async () => {
  write(scanLines(0));
  start('start');
  await told(1);
  write(scanLines(1));
  write(scanLines(99), 'other.service');
  write(scanLines(2));
  await told(3);
  expect(ports.recipients()).toEqual(addresses(0, 1, 2));
  expect(ports.results[0]).toMatchObject({ source: 'postfix', outcome: 'sent', client: { address: '10.0.4.21' } });
});

test('from the end: not what was there, but what came while it was away from its first minute on', async () => {
  write(scanLines(0));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const first = start('end');
  await until('its start', () => calls().includes('--follow'));
  await first.stop();
  write(scanLines(1));
  start('end');
  await told(1);
  expect(ports.recipients()).toEqual(addresses(1));
});

test('over restarts nothing twice, nothing skipped, and who handed the mail in is still known', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const [accepted = '', ...rest] = scanLines(turn).split(/(?<=\n)/);
    write(accepted);
    if (turn > 0) write(scanLines(turn + 10));
    const source = start('start');
    await told(turn * 2);
    const before = ports.places.get('journald ["postfix*"]');
    await until('the entries', () => turn === 0 || before !== null);
    await source.stop();
    write(rest.join(''));
  }
  start('start');
  await told(5);
  expect(ports.recipients().toSorted()).toEqual(addresses(0, 1, 11, 12, 2).toSorted());
  expect(ports.results.every(({ client }) => client.address === '10.0.4.21')).toBe(true);
});

test('a cursor that the journal has lost: on from its time', async () => {
  write(scanLines(0));
  const first = start('start');
  await told(1);
  await first.stop();
  writeFileSync(journal, '');
  await new Promise((resolve) => setTimeout(resolve, 20));
  write(scanLines(1));
  start('start');
  await told(2);
  expect(ports.recipients()).toEqual(addresses(0, 1));
  expect(calls()).toMatch(/--since=@\d+\.\d{6}/);
});

test('what could not be kept is read again', async () => {
  write(scanLines(0));
  start('start');
  await told(1);
  ports.isFull = true;
  write(scanLines(1));
  await until('a complaint', () => ports.log.lines.some(({ level }) => level === 'error'));
  ports.isFull = false;
  await told(2);
  expect(ports.recipients()).toEqual(addresses(0, 1));
});

test('units that have not written yet are looked for again', async () => {
  start('start');
  const said = 'no unit of this name has written to the journal yet; it is looked for again';
  await until('a complaint', () => ports.sentences().includes(said));
  write(scanLines(0));
  await told(1);
}, 40_000);

test('without journalctl that is said once', async () => {
  program = path.join(ports.folder, 'nothing-here');
  start('start');
  const said = 'there is no journalctl on this machine; the journal is not read';
  await until('a complaint', () => ports.sentences().includes(said));
  expect(ports.sentences().filter((each) => each === said)).toHaveLength(1);
});
