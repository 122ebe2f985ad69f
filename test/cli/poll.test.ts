import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { describeReading } from '../../cli/reading-block.ts';
import { cleanText, openPage } from '../../cli/terminal.ts';
import { type Reading, readingSchema } from '../../contract/index.ts';
import { officeDevices } from '../../simulator/devices/index.ts';
import { objectsOf } from '../../simulator/printer/objects.ts';
import { createPrinter, setTray } from '../../simulator/printer/printer.ts';
import { type Responder, startResponder } from '../../simulator/snmp/responder.ts';
import { startDevice, type TestDevice } from '../agent/snmp/device.ts';
import { testIo } from './world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'platen-poll-'));
let printer: Responder;
let dead: TestDevice;
const others: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  const [description] = officeDevices;
  if (!description) throw new Error('the office has no device');
  const now = Date.now();
  const simulated = createPrinter(description, now);
  setTray(simulated, description.inputs[0]?.name ?? '', 0, now);
  printer = await startResponder({ address: '127.0.0.1', port: 0, table: objectsOf(simulated, () => now) });
  dead = await startDevice(() => null);
});
afterEach(async () => {
  await Promise.all(others.splice(0).map((device) => device.stop()));
});
afterAll(async () => {
  await printer.stop();
  await dead.stop();
  rmSync(folder, { recursive: true });
});

const host = ({ address, port }: { address: string; port: number }) => `${address}:${port}`;

async function platen(...args: string[]) {
  const io = testIo(folder);
  const status = await main(['poll', ...args], io);
  return { status, out: io.printed(), err: io.complained() };
}
const readings = (out: string): Reading[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => readingSchema.parse(JSON.parse(line)));

describe('--json', () => {
  test('prints a reading a line, twice for what is listed twice', async () => {
    const { status, out, err } = await platen(host(printer), host(printer), '--json');
    expect(readings(out)).toHaveLength(2);
    expect(readings(out).every((reading) => reading.reachable && reading.port === printer.port)).toBe(true);
    expect([status, err]).toEqual([0, '']);
  });

  test('in the order of completion; one that did not answer makes the exit status 1', async () => {
    const { status, out } = await platen(host(dead), host(printer), '--json', '--timeout', '1000', '--retries', '0');
    expect(readings(out).map((reading) => reading.reachable)).toEqual([true, false]);
    expect(status).toBe(1);
  });

  test('takes hosts from a file', async () => {
    writeFileSync(path.join(folder, 'hosts.txt'), `# all\n${host(printer)}\n\n${host(printer)} # again\n`);
    const { out } = await platen('@hosts.txt', '--json');
    expect(readings(out)).toHaveLength(2);
  });
});

describe('for people', () => {
  test('says who it is, what is wrong and what to do', async () => {
    const { status, out } = await platen(host(printer));
    expect(status).toBe(0);
    expect(out).toContain('Xerox');
    expect(out).toMatch(/▲|■/);
    expect(out).toMatch(/ why .+\n/);
    expect(out).toMatch(/ do {2}.+\n/);
    expect(out).toMatch(/Supplies\n.+█/);
    expect(out).not.toContain('\u001b');
  });

  test('ends a list with a count', async () => {
    const { out } = await platen(host(printer), host(dead), '--timeout', '60', '--retries', '0');
    expect(out).toMatch(/✕ unreachable/);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^2 devices: 1 unreachable, 1 /);
  });

  test('the silent ones of a list come last, together', async () => {
    const { out } = await platen('127.77.250.1-127.77.250.6', host(printer), '--timeout', '60', '--retries', '0');
    const lines = out.trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('unreachable'))).toEqual([
      '✕ unreachable  127.77.250.1 to 127.77.250.6',
      expect.stringMatching(/^7 devices: 6 unreachable/),
    ]);
    expect(lines[0]).toContain('Xerox');
  });

  test('what was seen, with the names of it', async () => {
    expect((await platen(host(printer))).out).not.toContain('saw');
    const { out } = await platen(host(printer), '--evidence');
    expect(out.replace(/\s+/g, ' ')).toMatch(/ saw 1\.3\.6\.1\.2\.1\.43\.[\d.]+ \(prt[A-Z]\w+\.1\.\d+\) = /);
  });

  test('names from a folder of MIB files, in JSON as well; a bad file is told and harms nothing', async () => {
    const mibs = path.join(folder, 'mibs');
    mkdirSync(mibs, { recursive: true });
    const renamed = 'OURS DEFINITIONS ::= BEGIN\nours OBJECT IDENTIFIER ::= { mib-2 43 18 1 1 }\n';
    const description =
      'ourText OBJECT-TYPE SYNTAX OCTET STRING ACCESS read-only STATUS mandatory ::= { ours 8 }\nEND\n';
    writeFileSync(path.join(mibs, 'ours.mib'), renamed + description);
    writeFileSync(path.join(mibs, 'bad.mib'), 'nothing');
    const { out, err, status } = await platen(host(printer), '--json', '--mibs', 'mibs');
    expect(
      readings(out)[0]
        ?.conditions.map(({ evidence }) => evidence)
        .join(),
    ).toContain('(ourText.1.');
    expect(err).toMatch(/^platen poll: .*bad\.mib:1: no MIB module.*\n$/);
    expect(status).toBe(0);
  });

  test('several communities are tried in turn', async () => {
    const refused = await platen(host(printer), '--community', 'a', '--timeout', '100', '--retries', '0', '--json');
    expect(refused.status).toBe(1);
    const tried = ['--community', 'a', '--community', 'b', '--community', 'public', '--timeout', '300', '--json'];
    expect((await platen(host(printer), ...tried)).status).toBe(0);
  });

  test('device text cannot reach the terminal', async () => {
    const { out } = await platen(host(printer), '--json');
    const [reading] = readings(out);
    if (!reading) throw new Error('no reading');
    const page = openPage(testIo(folder).stdout, {});
    const evil = {
      ...reading,
      identity: { ...reading.identity, model: 'C8045\u001b[2J\u202e\u0007', location: 'a\nb' },
    };
    const shown = describeReading(evil, page);
    expect(shown).toContain('C8045 [2J');
    // Line ends are ours.
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(cleanText(' a\r\n\tb\u009b ')).toBe('a b');
  });
});

describe('a call that is wrong', () => {
  test.each([
    [[], 'which devices?'],
    [['10.0.4.0/33'], 'is no name, address'],
    [['@no-such-file'], 'cannot read'],
    [['a', '--port', '0'], '"--port" is a whole number from 1 to 65535'],
    [['a', '--timeout', 'soon'], '"--timeout" is a whole number'],
    [['a', '--prot', '161'], '--prot'],
    [['a', '--auth', 'sha256:long enough'], 'belongs to SNMPv3'],
    [['a', '--v3', 'u', '--v1'], 'exclude each other'],
    [['a', '--v3', 'u', '--priv', 'aes:long enough'], '--priv needs --auth'],
    [['a', '--v3', 'u', '--auth', 'rot13:long enough'], 'PROTOCOL:PASSWORD'],
    [['a', '--v3', 'u', '--auth', 'sha:short'], '8 characters'],
  ])('%j', async (args, words) => {
    const { status, out, err } = await platen(...args);
    expect(err).toContain(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect([status, out]).toEqual([2, '']);
  });
});
