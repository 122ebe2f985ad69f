import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits, fingerprintOf, firstPlan, planFor } from '../../agent/read/index.ts';
import { createReader } from '../../agent/reader.ts';
import type { Walk } from '../../agent/walk.ts';
import { scalars } from '../../mibs/oids.ts';
import { device, oid, printer, toners } from './read/devices.ts';
import { ask, integer, octets, walkOf, where } from './read/recording.ts';

const recording = device({ ...printer('SHARP MX-2651', '1.3.6.1.4.1.2385.3.1', 'SHARP MX-2651'), ...toners });
const walk = walkOf(recording);
const withCell = (oid: string, cell: ReturnType<typeof integer>): Walk => ({
  ...walk,
  cells: new Map(walk.cells).set(oid, cell),
});
const upFor = (ticks: number) => withCell(scalars.sysUpTime, { type: 'ticks', value: ticks } as never);

describe('a fingerprint', () => {
  test('is the same in any order, and whatever the time since the start of the device', () => {
    const turned: Walk = { ...walk, cells: new Map([...walk.cells].reverse()) };
    expect(fingerprintOf(turned)).toBe(fingerprintOf(walk));
    expect(fingerprintOf(upFor(1))).toBe(fingerprintOf(upFor(99_999)));
  });

  test('is another one for every cell that changes, comes or goes, and for what became of a part', () => {
    const seen = new Set([fingerprintOf(walk)]);
    const others: Walk[] = [...walk.cells.keys()]
      .filter((oid) => oid !== scalars.sysUpTime)
      .flatMap((oid) => {
        const without = new Map(walk.cells);
        without.delete(oid);
        const values = [integer(4711), integer(-4711), octets('4711'), octets([9]), octets([9, 9])];
        return [{ ...walk, cells: without }, ...values.map((cell) => withCell(oid, cell as never))];
      });
    for (const [part] of walk.parts) others.push({ ...walk, parts: new Map(walk.parts).set(part, 'failed') });
    others.push({ ...walk, warnings: ['prtAlertTable: GETBULK timed out, read with GETNEXT'] });
    for (const other of others) seen.add(fingerprintOf(other));
    expect(seen.size).toBe(others.length + 1);
  });

  test('tells any two numbers and any two texts of one cell apart', () => {
    const cell = fc.oneof(
      fc.integer().map((value) => integer(value)),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => octets([...bytes])),
    );
    fc.assert(
      fc.property(cell, cell, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        const prints = [one, other].map((value) => fingerprintOf(withCell(scalars.sysName, value as never)));
        expect(prints[0] === prints[1]).toBe(isSame);
      }),
    );
  });
});

describe('a reader', () => {
  test('gives the same as reading anew, with the time and the cost of this look', () => {
    const { read } = createReader();
    const first = read('a', { ...where, walk: upFor(100) });
    const again = read('a', {
      ...where,
      takenAt: '2026-11-24T10:00:00.000Z',
      walk: { ...upFor(700), timing: { ms: 7, requests: 5, bytes: 900 } },
    });
    expect(again).toEqual({
      ...first,
      takenAt: '2026-11-24T10:00:00.000Z',
      uptimeSeconds: 7,
      timing: { ms: 7, requests: 5, bytes: 900 },
    });
    expect(again.supplies).toBe(first.supplies);
  });

  test('reads anew what changed, another device, and under other limits', () => {
    const { read } = createReader();
    const first = read('a', { ...where, walk });
    expect(read('a', { ...where, walk: withCell(scalars.sysName, octets('renamed') as never) }).identity.name).toBe(
      'renamed',
    );
    expect(read('b', { ...where, walk }).supplies).not.toBe(first.supplies);
    expect(read('a', { ...where, walk, limits: { ...defaultLimits } }).supplies).not.toBe(first.supplies);
  });

  test('plans the same for the same device, anew where it says that it is another', () => {
    const { plan } = createReader();
    const first = ask(recording, firstPlan);
    expect(plan('a', first)).toEqual(planFor(first));
    expect(plan('a', first)).toBe(plan('a', first));
    const xerox = { ...first, cells: new Map(first.cells).set(scalars.sysObjectID, oid('1.3.6.1.4.1.253.8.62.1')) };
    expect(plan('a', xerox)).toEqual(planFor(xerox));
  });
});
