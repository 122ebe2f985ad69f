import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../agent/push/database.ts';
import type { Sender, SenderOptions } from '../../../agent/push/sender.ts';
import { createSender } from '../../../agent/push/sender.ts';
import type { Spool } from '../../../agent/push/spool.ts';
import { createSpool } from '../../../agent/push/spool.ts';
import { Secret } from '../../../contract/secret.ts';
import type { KeptLog } from '../samples.ts';
import { keptLog, reading, scanResult, until } from '../samples.ts';
import type { Receiver } from './receiver.ts';
import { startReceiver } from './receiver.ts';

let folder: string;
let database: ReturnType<typeof openDatabase>;
let spool: Spool;
let receiver: Receiver;
let log: KeptLog;
let sender: Sender | null = null;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-sender-'));
  database = openDatabase(folder);
  spool = createSpool(database, { boot: 'boot-1', now: Date.now });
  receiver = await startReceiver();
  log = keptLog();
});
afterEach(async () => {
  await sender?.stop(1000);
  sender = null;
  await receiver.stop();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(change: Partial<SenderOptions> = {}): Sender {
  sender = createSender({
    url: `${receiver.url}/`,
    token: new Secret('the-token'),
    agent: 'hq-1',
    spool,
    log,
    now: () => new Date(),
    chance: () => 0.5,
    gatherMs: 5,
    delay: () => 5,
    ...change,
  });
  sender.start();
  return sender;
}

const readings = () => receiver.taken().flatMap((push) => push.readings.map((each) => each.address));
const scans = () => receiver.taken().flatMap((push) => push.scanResults.map((each) => each.to));

describe('a dashboard that is there', () => {
  test('is told that the agent lives, then everything, in order, with the token', async () => {
    const running = start();
    await until('the first beat', () => receiver.arrived.length === 1);
    expect(receiver.arrived[0]).toMatchObject({ contract: 1, agent: 'hq-1', boot: 'boot-1', seq: 1, readings: [] });
    for (const n of [1, 2, 3]) spool.putReading(reading(`10.0.0.${n}`));
    spool.putScans([scanResult('a@x')]);
    running.nudge();
    await until('three readings', () => readings().length === 3);
    expect(readings()).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    expect(scans()).toEqual(['a@x']);
    expect(receiver.taken().map(({ seq }) => seq)).toEqual([1, 2]);
    expect(new Set(receiver.tokens)).toEqual(new Set(['Bearer the-token']));
    await until('an empty spool', () => spool.depth().items === 0);
  });

  test('hears a beat when there is nothing else to say', async () => {
    start({ beatMs: 20 });
    await until('three beats', () => receiver.taken().length >= 3);
    expect(receiver.taken().every((push) => push.readings.length === 0)).toBe(true);
  });

  test('gets what waits in pieces that fit', async () => {
    for (let n = 0; n < 1200; n++) spool.putScans([scanResult(`${n}@x`)]);
    start();
    await until('all', () => scans().length === 1200);
    expect(Math.max(...receiver.taken().map((push) => push.scanResults.length))).toBeLessThanOrEqual(500);
    expect(scans()).toEqual(Array.from({ length: 1200 }, (_, n) => `${n}@x`));
  });
});

describe('a dashboard that is away', () => {
  test('gets everything when it is back, and the log says it twice in all', async () => {
    const { url } = receiver;
    await receiver.stop();
    for (const n of [1, 2, 3]) spool.putReading(reading(`10.0.0.${n}`));
    start({ url });
    await until('a complaint', () => log.lines.length > 0);
    spool.putReading(reading('10.0.0.4'));
    sender?.nudge();
    receiver = await startReceiver(Number(new URL(url).port));
    await until('four readings', () => readings().length === 4);
    expect(readings()).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']);
    await until('the all-clear', () => log.lines.some(({ level }) => level === 'info'));
    expect(log.lines.map(({ level, sentence }) => [level, sentence])).toEqual([
      ['warn', 'the dashboard cannot be reached; reports are kept and sent later'],
      ['info', 'the dashboard takes reports again'],
    ]);
    expect(log.lines[0]?.facts).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('that breaks off after taking a push is asked with the same number, and has it once', async () => {
    let drops = 3;
    receiver.answer = (push) => (push.readings.length > 0 && drops-- > 0 ? 'drop' : null);
    spool.putReading(reading('10.0.0.1'));
    start();
    await until('an empty spool', () => spool.depth().items === 0);
    const tries = receiver.arrived.filter((push) => push.readings.length > 0);
    expect(tries.length).toBe(4);
    expect(new Set(tries.map(({ boot, seq }) => `${boot} ${seq}`)).size).toBe(1);
    expect(readings()).toEqual(['10.0.0.1']);
  });

  test.each([500, 502, 503, 429, 408])('that answers %i is asked again', async (status) => {
    let left = 2;
    receiver.answer = () => (left-- > 0 ? { status } : null);
    spool.putReading(reading('10.0.0.1'));
    start();
    await until('the reading', () => readings().length === 1);
    expect(receiver.arrived.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a dashboard that refuses', () => {
  test('one bad item out of many: it alone is set aside, the others arrive', async () => {
    receiver.answer = (push) =>
      push.readings.some(({ address }) => address === '10.0.0.37')
        ? { status: 400, body: { type: 'urn:x', title: 'T', status: 400, detail: 'no', code: 'BODY_INVALID' } }
        : null;
    for (let n = 1; n <= 100; n++) spool.putReading(reading(`10.0.0.${n}`));
    start();
    await until('an empty spool', () => spool.depth().items === 0);
    const expected = Array.from({ length: 100 }, (_, n) => `10.0.0.${n + 1}`).filter((each) => each !== '10.0.0.37');
    expect(readings()).toEqual(expected);
    expect(spool.depth().refused).toBe(1);
    expect(log.lines).toEqual([
      expect.objectContaining({
        level: 'error',
        facts: expect.objectContaining({ code: 'BODY_INVALID', reason: 'no' }),
      }),
    ]);
  });

  test('what is too large for it in one piece arrives in several', async () => {
    receiver.answer = (push) => (push.readings.length > 3 ? { status: 413 } : null);
    for (let n = 1; n <= 20; n++) spool.putReading(reading(`10.0.0.${n}`));
    start();
    await until('all', () => readings().length === 20);
    // What has arrived leaves the spool only when its answer is read.
    await until('an empty spool', () => spool.depth().items === 0);
    expect(readings()).toHaveLength(20);
    expect(spool.depth()).toMatchObject({ items: 0, refused: 0 });
  });

  test('a token that it does not know: nothing is lost, the log says where to look', async () => {
    receiver.answer = () => ({ status: 401 });
    spool.putReading(reading('10.0.0.1'));
    start();
    await until('some tries', () => receiver.arrived.length > 3);
    expect(spool.depth().items).toBe(1);
    expect(log.lines.map(({ sentence }) => sentence)).toEqual([
      'the dashboard does not know this agent; check push.token here and dashboard.agents there',
    ]);
    receiver.answer = () => null;
    await until('the reading', () => readings().length === 1);
  });

  test('whatever answers 200 without having read is not believed', async () => {
    receiver.answer = () => ({ status: 200, body: '<html>Please log in to our wireless network</html>' });
    spool.putReading(reading('10.0.0.1'));
    start();
    await until('some tries', () => receiver.arrived.length > 3);
    expect(spool.depth().items).toBe(1);
  });
});

test('a spool that cannot be used for a while is used again', async () => {
  let failures = 3;
  const shaky: Spool = {
    ...spool,
    next(size) {
      if (failures-- > 0) throw new Error('database or disk is full');
      return spool.next(size);
    },
  };
  spool.putReading(reading('10.0.0.1'));
  start({ spool: shaky });
  await until('the reading', () => readings().length === 1);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(3);
});

describe('stopping', () => {
  test('sends what waits first', async () => {
    const running = start();
    await until('the first beat', () => receiver.arrived.length === 1);
    spool.putReading(reading('10.0.0.1'));
    await running.stop(2000);
    sender = null;
    expect(readings()).toEqual(['10.0.0.1']);
  });

  test('does not wait for a dashboard that is away, or that never answers', async () => {
    receiver.answer = () => ({ status: 500 });
    spool.putReading(reading('10.0.0.1'));
    const running = start({ delay: () => 3_600_000 });
    await until('a try', () => receiver.arrived.length === 1);
    const before = performance.now();
    await running.stop(2000);
    sender = null;
    expect(performance.now() - before).toBeLessThan(1900);
    expect(spool.depth().items).toBe(1);
  });
});
