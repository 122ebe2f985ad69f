import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listenForTraps, type Trap, type TrapListener } from '../../../agent/snmp/index.ts';
import { parseOid, wrap, writeInteger, writeOid } from '../../../simulator/snmp/ber.ts';
import { openNotifier } from '../../../simulator/snmp/notify.ts';
import { text } from '../../../simulator/snmp/value.ts';

const run = promisify(execFile);
const snmptrap = ['/usr/bin/snmptrap', '/usr/local/bin/snmptrap', '/opt/homebrew/bin/snmptrap'].find(existsSync);
if (!snmptrap) console.log('snmptrap is not installed: the tests against it are skipped');

const password = 'correct horse';
const users = [
  {
    version: 'v3',
    user: 'printer',
    auth: { protocol: 'sha256', password },
    priv: { protocol: 'aes', password },
  },
] as const;
const alertTrap = '1.3.6.1.2.1.43.18.2.0.1';
const alertText = '1.3.6.1.2.1.43.18.1.1.8.1.4';

let listener: TrapListener;
let seen: Trap[];
let dropped: string[];
beforeEach(async () => {
  seen = [];
  dropped = [];
  listener = await listenForTraps({
    address: '127.0.0.1',
    port: 0,
    communities: ['public'],
    users,
    seen: (trap) => seen.push(trap),
    dropped: (_from, why) => dropped.push(why),
  });
});
afterEach(() => listener.close());

async function send(bytes: Uint8Array): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((sent) => socket.send(bytes, listener.port, '127.0.0.1', () => sent()));
  socket.close();
}

/** A trap of v1, of v2c and of v3, and the first datagram of an inform of each of the latter. */
async function sampleNotifications(): Promise<Buffer[]> {
  const [from, to] = [createSocket('udp4'), createSocket('udp4')];
  const caught: Buffer[] = [];
  to.on('message', (bytes) => caught.push(bytes));
  for (const socket of [from, to]) await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  const notice = { oid: alertTrap, upTicks: 1234, values: [{ oid: alertText, value: text('Paper jam') }] };
  const strong = { ...users[0], priv: { protocol: 'aes', password } } as const;
  const all = ([{ version: 'v1', community: 'public' }, { version: 'v2c', community: 'public' }, strong] as const).map(
    (as) => openNotifier({ socket: from, to: { address: '127.0.0.1', port: to.address().port }, as }),
  );
  for (const notifier of all) await notifier.trap(notice);
  for (const notifier of all.slice(1)) notifier.inform(notice).catch(() => {});
  await expect.poll(() => caught.length).toBeGreaterThanOrEqual(5);
  for (const notifier of all) notifier.close();
  await Promise.all([from, to].map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
  return caught.slice(0, 5);
}

function spoil(bytes: Buffer, [place, octet, how]: [number, number, number]): Buffer {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (how === 0) return before;
  if (how === 1) return Buffer.concat([before, Buffer.of(octet), after]);
  if (how === 2) return Buffer.concat([bytes, bytes]);
  return Buffer.concat([before, Buffer.of(octet), after.subarray(1)]);
}

describe('bytes that are no notification', () => {
  test('are dropped, and the listener goes on', async () => {
    await send(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await send(Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff));
    await send(wrap(0x30, writeInteger(1), wrap(0x04, Buffer.from('public')), wrap(0xa7, wrap(0x02))));
    await expect.poll(() => dropped.length).toBe(3);
    // A v2c trap with the community, an id, no error, and only the name of what happened.
    const varbind = wrap(0x30, writeOid(parseOid('1.3.6.1.6.3.1.1.4.1.0')), writeOid(parseOid(alertTrap)));
    const pdu = wrap(0xa7, writeInteger(1), writeInteger(0), writeInteger(0), wrap(0x30, varbind));
    await send(wrap(0x30, writeInteger(1), wrap(0x04, Buffer.from('public')), pdu));
    await expect.poll(() => seen.length).toBe(1);
    expect(seen[0]).toMatchObject({ oid: alertTrap, upTicks: null, isInform: false, values: [] });
  });

  test('spoiled notifications of every version, with receipts to write and without, stop nothing', async () => {
    const originals = await sampleNotifications();
    const spoiled = fc.sample(
      fc.tuple(fc.constantFrom(...originals), fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.nat(4)), { maxLength: 4 })),
      3000,
    );
    for (const [original, slips] of spoiled) {
      await send(slips.reduce(spoil, original));
      // Sending alone lets nobody listen.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await send(originals[1] ?? Buffer.alloc(0));
    await expect.poll(() => seen.at(-1)?.values.length).toBe(1);
    expect(seen.length + dropped.length).toBeGreaterThan(1000);
  });

  test('nobody is read who is not let in', async () => {
    await listener.close();
    listener = await listenForTraps({
      address: '127.0.0.1',
      port: 0,
      communities: ['public'],
      admits: () => false,
      seen: (trap) => seen.push(trap),
      dropped: (_from, why) => dropped.push(why),
    });
    for (const original of await sampleNotifications()) await send(original);
    await send(Buffer.from('noise'));
    // Something must come through to know that all before it was dropped; nothing ever does here.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([seen, dropped]).toEqual([[], []]);
  });

  test('a port that is taken is said', async () => {
    const again = listenForTraps({ address: '127.0.0.1', port: listener.port, communities: [], seen: () => {} });
    await expect(again).rejects.toMatchObject({
      code: 'SNMP_UNREACHABLE',
      message: expect.stringContaining('EADDRINUSE'),
    });
  });
});

describe.skipIf(!snmptrap)('from net-snmp', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'snmptrap-'));
  const environment = { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' };
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const trap = (...args: string[]) => run(snmptrap ?? '', args, { env: environment, timeout: 10_000 });
  const where = () => `127.0.0.1:${listener.port}`;
  const values = [alertText, 's', 'Paper jam'];
  const textOf = (got: Trap | undefined) => {
    const cell = got?.values.find((value) => value.oid === alertText)?.cell;
    return cell?.type === 'octets' ? Buffer.from(cell.value).toString() : cell;
  };

  test('v1, of the maker and of the standard', async () => {
    await trap('-v1', '-c', 'public', where(), '1.3.6.1.4.1.253.8.53', '127.0.0.1', '6', '7', '1234', ...values);
    await trap('-v1', '-c', 'public', where(), '1.3.6.1.4.1.253.8.53', '127.0.0.1', '0', '0', '5');
    await expect.poll(() => seen.length).toBe(2);
    expect(seen.map((each) => each.oid)).toEqual(['1.3.6.1.4.1.253.8.53.0.7', '1.3.6.1.6.3.1.1.5.1']);
    expect(seen[0]?.upTicks).toBe(1234);
    expect(textOf(seen[0])).toBe('Paper jam');
  });

  test('v2c, as trap and as inform', async () => {
    await trap('-v2c', '-c', 'public', where(), '1234', alertTrap, ...values);
    await trap('-v2c', '-Ci', '-c', 'public', where(), '1234', alertTrap, ...values);
    await expect.poll(() => seen.length).toBe(2);
    expect(seen.map((each) => [each.oid, each.isInform, each.upTicks])).toEqual([
      [alertTrap, false, 1234],
      [alertTrap, true, 1234],
    ]);
    expect(seen.map(textOf)).toEqual(['Paper jam', 'Paper jam']);
    expect(seen[0]?.from.address).toBe('127.0.0.1');
  });

  test('v3, as trap and as inform', async () => {
    const secured = [
      '-v3',
      '-u',
      'printer',
      '-l',
      'authPriv',
      '-a',
      'SHA-256',
      '-A',
      password,
      '-x',
      'AES',
      '-X',
      password,
    ];
    await trap(...secured, '-e', '0x8000000001020304', where(), '1234', alertTrap, ...values);
    await trap(...secured, '-Ci', where(), '1234', alertTrap, ...values);
    await expect.poll(() => seen.length).toBe(2);
    expect(seen.map((each) => each.isInform)).toEqual([false, true]);
    expect(seen.map(textOf)).toEqual(['Paper jam', 'Paper jam']);
  });

  test('with another community is dropped', async () => {
    await trap('-v2c', '-c', 'other', where(), '1234', alertTrap);
    await expect.poll(() => dropped.length).toBe(1);
    expect(seen).toEqual([]);
  });
});
