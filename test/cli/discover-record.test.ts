import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../cli/main.ts';
import { readRecording } from '../../simulator/snmp/recording.ts';
import { rows, startDevice, type TestDevice } from '../agent/snmp/device.ts';
import { testIo } from './world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'platen-discover-'));
let printer: TestDevice;
let dead: TestDevice;
beforeAll(async () => {
  printer = await startDevice();
  dead = await startDevice(() => null);
});
afterAll(async () => {
  await printer.stop();
  await dead.stop();
  rmSync(folder, { recursive: true });
});

const hosts = () => [printer, dead].map(({ address, port }) => `${address}:${port}`);
const patience = ['--timeout', '100', '--retries', '0'];
async function platen(...args: string[]) {
  const io = testIo(folder);
  const status = await main(args, io);
  return { status, out: io.printed(), err: io.complained() };
}

test('discover says of every address why', async () => {
  const { status, out } = await platen('discover', ...hosts(), ...patience, '--json');
  const found = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(found.map(({ port }) => port).toSorted()).toEqual([printer.port, dead.port].toSorted());
  expect(found.find(({ port }) => port === printer.port)).toMatchObject({ reason: 'printer' });
  // A machine with a print service of its own takes jobs at this address.
  expect(['no-answer', 'snmp-silent']).toContain(found.find(({ port }) => port === dead.port)?.reason);
  expect(status).toBe(0);
});

test('discover shows a table, and a section to paste', async () => {
  const table = await platen('discover', ...hosts(), ...patience);
  expect(table.out).toContain('printer-2f');
  expect(table.out.trimEnd().split('\n').at(-1)).toMatch(/^2 addresses: 1 printer, 1 /);
  const section = await platen('discover', ...hosts(), ...patience, '--yaml');
  expect(parse(section.out)).toEqual({ devices: [{ address: '127.0.0.1', port: printer.port, name: 'printer-2f' }] });
});

test('discover ends with 1 when there is no printer', async () => {
  expect((await platen('discover', hosts()[1] ?? '', ...patience)).status).toBe(1);
});

test('record writes what the simulator plays back', async () => {
  const { status, err } = await platen('record', hosts()[0] ?? '', '--out', 'device.snmprec');
  expect(err).toContain(`${rows.length} objects in device.snmprec`);
  expect(status).toBe(0);
  const recording = readRecording(readFileSync(path.join(folder, 'device.snmprec'), 'utf8'));
  expect(recording.problems).toEqual([]);
  expect(recording.rows.map(({ oid }) => oid).toSorted()).toEqual(rows.map(({ oid }) => oid).toSorted());
});

test('record keeps names to itself when asked to', async () => {
  const { out } = await platen('record', hosts()[0] ?? '', '--redact');
  expect(out).toContain('1.3.6.1.2.1.1.1.0|4|Test printer');
  expect(out).not.toContain('printer-2f');
});

test('discover tries several communities, and every table has the maker’s own spelling', async () => {
  const { out, status } = await platen(
    'discover',
    hosts()[0] ?? '',
    ...patience,
    '--community',
    'x',
    '--community',
    'public',
  );
  expect(out).toMatch(/● 127\.0\.0\.1:\d+ +printer .+printer-2f/);
  expect(status).toBe(0);
});

test('record can write for people', async () => {
  const { out, status } = await platen(
    'record',
    hosts()[0] ?? '',
    '--text',
    '--community',
    'x',
    '--community',
    'public',
    ...patience,
  );
  expect(out).toMatch(/^sysDescr\.0 = Test printer$/m);
  expect(out).toMatch(/^sysName\.0 = printer-2f$/m);
  expect(out).not.toMatch(/\|4\|/);
  expect(status).toBe(0);
});

test('record says why it has nothing', async () => {
  const { status, out, err } = await platen('record', hosts()[1] ?? '', ...patience);
  expect(err).toContain('SNMP_TIMEOUT');
  expect([status, out]).toEqual([1, '']);
});

test.each([[['record']], [['record', '10.0.4.0/24']], [['discover']], [['discover', 'a', '--json', '--yaml']]])(
  '%j is a wrong call',
  async (args) => {
    expect((await platen(...args)).status).toBe(2);
  },
);
