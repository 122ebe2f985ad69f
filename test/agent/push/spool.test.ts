import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../agent/push/database.ts';
import { createKnown } from '../../../agent/push/known.ts';
import { createMarks } from '../../../agent/push/marks.ts';
import type { Spool, SpooledPush } from '../../../agent/push/spool.ts';
import { createSpool } from '../../../agent/push/spool.ts';
import type { SpoolLimits } from '../../../agent/push/trim.ts';
import { usualLimits } from '../../../agent/push/trim.ts';
import { sampleProbe } from '../../dashboard/samples.ts';
import { reading, scanResult, silence } from '../samples.ts';

const all = { items: 10_000, bytes: 1e9 };
let folder: string;
let database: ReturnType<typeof openDatabase>;
let time = 0;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-spool-'));
  database = openDatabase(folder);
  time = Date.parse('2026-11-23T09:00:00Z');
});
afterEach(() => {
  if (database.isOpen) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(boot = 'b1', limits: SpoolLimits = usualLimits): Spool {
  return createSpool(database, { boot, now: () => time, limits });
}

function reopen(boot: string): Spool {
  database.close();
  database = openDatabase(folder);
  return open(boot);
}

function addresses(push: SpooledPush | null): string[] {
  const { readings } = JSON.parse(`{"readings":[${push?.readings ?? ''}]}`) as { readings: { address: string }[] };
  return readings.map(({ address }) => address);
}

function recipients(push: SpooledPush | null): string[] {
  const { scans } = JSON.parse(`{"scans":[${push?.scanResults ?? ''}]}`) as { scans: { to: string }[] };
  return scans.map(({ to }) => to);
}

describe('order and numbers', () => {
  test('everything in the order it came, once', () => {
    const spool = open();
    spool.putReading(reading('10.0.0.1'));
    spool.putScans([scanResult('a@x'), scanResult('b@x')]);
    spool.putReading(reading('10.0.0.2'));
    const first = spool.next({ items: 3, bytes: 1e9 });
    expect([first?.boot, first?.seq]).toEqual(['b1', 1]);
    expect(addresses(first)).toEqual(['10.0.0.1']);
    expect(recipients(first)).toEqual(['a@x', 'b@x']);
    expect(spool.next(all)).toEqual(first);
    if (first) spool.remove(first);
    const second = spool.next(all);
    expect(second?.seq).toBe(2);
    expect(addresses(second)).toEqual(['10.0.0.2']);
    if (second) spool.remove(second);
    expect(spool.next(all)).toBeNull();
    expect(spool.depth()).toEqual({ items: 0, bytes: 0, dropped: 0, refused: 0 });
  });

  test('as many as fit, but at least one', () => {
    const spool = open();
    for (const n of [1, 2, 3]) spool.putReading(reading(`10.0.0.${n}`));
    const size = Buffer.byteLength(JSON.stringify(reading('10.0.0.1')));
    expect(addresses(spool.next({ items: 100, bytes: size * 2 }))).toEqual(['10.0.0.1', '10.0.0.2']);
    const small = open('b2');
    const push = small.next({ items: 100, bytes: 1 });
    if (push) small.remove(push);
    expect(addresses(small.next({ items: 100, bytes: 1 }))).toEqual(['10.0.0.3']);
  });

  test('a push under way keeps its number over a restart; the next boot counts anew', () => {
    const spool = open();
    spool.putReading(reading('10.0.0.1'));
    const before = spool.next(all);
    spool.putReading(reading('10.0.0.2'));
    const later = reopen('b2');
    const again = later.next(all);
    expect(again).toEqual(before);
    if (again) later.remove(again);
    const next = later.next(all);
    expect([next?.boot, next?.seq, addresses(next)]).toEqual(['b2', 1, ['10.0.0.2']]);
  });

  test('what is released goes out again under other numbers, in order', () => {
    const spool = open();
    for (const n of [1, 2, 3]) spool.putReading(reading(`10.0.0.${n}`));
    const whole = spool.next(all);
    if (whole) spool.release(whole);
    const part = spool.next({ items: 2, bytes: 1e9 });
    expect([part?.seq, addresses(part)]).toEqual([2, ['10.0.0.1', '10.0.0.2']]);
  });

  test('what is set aside is out of the way, and kept with the reason', () => {
    const spool = open();
    spool.putReading(reading('10.0.0.1'));
    spool.putReading(reading('10.0.0.2'));
    const bad = spool.next({ items: 1, bytes: 1e9 });
    if (bad) spool.setAside(bad, 'BODY_INVALID');
    expect(addresses(spool.next(all))).toEqual(['10.0.0.2']);
    expect(spool.depth()).toMatchObject({ items: 1, refused: 1 });
    expect({ ...database.prepare('SELECT refused FROM items WHERE refused IS NOT NULL').get() }).toEqual({
      refused: 'BODY_INVALID',
    });
  });
});

describe('limits', () => {
  const size = Buffer.byteLength(JSON.stringify(reading('10.0.0.1')));
  const limits = { ...usualLimits, bytes: size * 20, scanBytes: size * 10 };

  test('overtaken readings go first, oldest first; the newest of each device stays', () => {
    const spool = open('b1', limits);
    for (let round = 0; round < 30; round++) {
      for (const n of [1, 2, 3])
        spool.putReading(reading(`10.0.0.${n}`, { statusReasons: [String(round).padStart(2, '0')] }));
    }
    const push = spool.next(all);
    const kept = JSON.parse(`[${push?.readings}]`) as { address: string; statusReasons: string[] }[];
    expect(spool.depth().bytes).toBeLessThanOrEqual(limits.bytes);
    expect(spool.depth().dropped).toBe(90 - kept.length);
    expect(kept.length).toBeGreaterThanOrEqual(15);
    expect(kept.slice(-3).map((each) => `${each.address} ${each.statusReasons}`)).toEqual([
      '10.0.0.1 29',
      '10.0.0.2 29',
      '10.0.0.3 29',
    ]);
  });

  test('a device that fell silent keeps its last word, however many others talk', () => {
    const spool = open('b1', limits);
    spool.putReading(reading('10.0.0.9'));
    for (let n = 0; n < 100; n++) spool.putReading(reading('10.0.0.1'));
    expect(addresses(spool.next(all))[0]).toBe('10.0.0.9');
  });

  test('scan results stay under pressure of readings, and go only over their own cap', () => {
    const spool = open('b1', limits);
    spool.putScans([scanResult('first@x')]);
    for (let n = 0; n < 100; n++) spool.putReading(reading('10.0.0.1'));
    expect(spool.depth().bytes).toBeLessThanOrEqual(limits.bytes);
    const one = Buffer.byteLength(JSON.stringify(scanResult('0000@x')));
    const many = Math.ceil((limits.scanBytes / one) * 3);
    for (let n = 0; n < many; n++) spool.putScans([scanResult(`${String(n).padStart(4, '0')}@x`)]);
    const kept = recipients(spool.next(all));
    expect(kept.at(-1)).toBe(`${String(many - 1).padStart(4, '0')}@x`);
    expect(kept).not.toContain('first@x');
    expect(kept.length * one).toBeLessThanOrEqual(limits.scanBytes);
    expect(kept.length * one).toBeGreaterThan(limits.scanBytes / 2);
  });

  test('age: overtaken readings and old scan results go, the newest reading stays', () => {
    const spool = open('b1', usualLimits);
    spool.putReading(reading('10.0.0.1', { statusReasons: ['old'] }));
    spool.putReading(reading('10.0.0.1', { statusReasons: ['newest'] }));
    spool.putScans([scanResult('old@x')]);
    time += 31 * 86_400_000;
    spool.putScans([scanResult('new@x')]);
    const push = spool.next(all);
    expect(push?.readings).toContain('newest');
    expect(push?.readings).not.toContain('"old"');
    expect(recipients(push)).toEqual(['new@x']);
  });

  test('what is under way is not touched', () => {
    const spool = open('b1', limits);
    spool.putReading(reading('10.0.0.1', { statusReasons: ['under way'] }));
    const push = spool.next(all);
    for (let n = 0; n < 100; n++) spool.putReading(reading('10.0.0.1'));
    expect(reopen('b2').next(all)).toEqual(push);
  });

  test('counts stay right over any history', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (actions) => {
        database.exec('DELETE FROM items');
        const spool = open('b1', limits);
        for (const action of actions) {
          time += 1000;
          if (action < 3) spool.putReading(reading(`10.0.0.${action}`));
          else if (action === 3) spool.putScans([scanResult('a@x'), scanResult('b@x')]);
          else {
            const push = spool.next({ items: 4, bytes: 1e9 });
            if (!push) continue;
            if (action === 4) spool.remove(push);
            else if (action === 5) spool.release(push);
            else spool.setAside(push, 'X');
          }
        }
        const row = database
          .prepare('SELECT coalesce(sum(bytes), 0) AS bytes, count(*) AS items FROM items WHERE refused IS NULL')
          .get();
        expect(spool.depth()).toMatchObject({ bytes: row?.bytes, items: row?.items });
      }),
      { numRuns: 100 },
    );
  });
});

describe('what goes with it', () => {
  test('the mark of a log is stored with its results, or neither is', () => {
    const spool = open();
    const marks = createMarks(database);
    const mark = { inode: '7', position: 42, headLength: 3, headHash: 'abc', changedMs: 5.5 };
    expect(marks.get('/log')).toBeNull();
    expect(() =>
      spool.putScans([scanResult('a@x')], () => {
        marks.put('/log', mark);
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(marks.get('/log')).toBeNull();
    expect(spool.next(all)).toBeNull();
    spool.putScans([scanResult('a@x')], () => marks.put('/log', mark));
    expect(marks.get('/log')).toEqual(mark);
    expect(recipients(spool.next(all))).toEqual(['a@x']);
  });

  test('the last reading of a device that answered is remembered, a silence is not', () => {
    const spool = open();
    const known = createKnown(database);
    const good = reading('10.0.0.1', { identity: { ...reading('').identity, serial: 'S1', name: 'copier' } });
    spool.putReading(good);
    spool.putReading(silence('10.0.0.1'));
    spool.putReading(silence('10.0.0.2'));
    expect(known.lastReading('10.0.0.1:161')).toEqual(good);
    expect([...known.all()]).toEqual([['10.0.0.1:161', { answeredAt: time, serial: 'S1', name: 'copier' }]]);
    known.forget('10.0.0.1:161');
    expect(known.lastReading('10.0.0.1:161')).toBeNull();
  });
});

describe('the file', () => {
  test('belongs to one agent at a time', () => {
    expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'SPOOL_IN_USE' }));
  });

  test('that is no database is named, and left as it is', () => {
    const other = path.join(folder, 'other');
    const made = openDatabase(other);
    made.close();
    writeFileSync(path.join(other, 'agent.db'), 'this is no database, and longer than a header '.repeat(100));
    expect(() => openDatabase(other)).toThrow(expect.objectContaining({ code: 'SPOOL_BROKEN' }));
  });

  test('of a newer Platen is not touched', () => {
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'SPOOL_NEWER' }));
  });
});

test('of the probes of a server only the newest waits; what is under way stays', () => {
  const spool = open('b1');
  spool.putProbe(sampleProbe({ target: 'a:25' }));
  const push = spool.next(all);
  for (let n = 0; n < 100; n++) spool.putProbe(sampleProbe({ target: n % 2 ? 'a:25' : 'b:25', everySeconds: n }));
  expect(spool.depth().items).toBe(3);
  if (push) spool.remove(push);
  const waiting = JSON.parse(`[${spool.next(all)?.probes}]`) as { target: string; everySeconds: number }[];
  expect(waiting.map(({ target, everySeconds }) => `${target} ${everySeconds}`)).toEqual(['b:25 98', 'a:25 99']);
});
