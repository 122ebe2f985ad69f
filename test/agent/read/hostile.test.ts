/** Whatever a device answers, a reading comes out that fits the contract. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstPlan, planFor, readDevice, unreachableReading } from '../../../agent/read/index.ts';
import type { Cell, Oid, PartState, Walk } from '../../../agent/walk.ts';
import { readingSchema } from '../../../contract/index.ts';
import { columns, scalars } from '../../../mibs/oids.ts';
import { device, oid, printer, toners } from './devices.ts';
import { ask, read, where } from './recording.ts';

const cells: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({
    type: fc.constantFrom('integer', 'counter', 'gauge', 'ticks'),
    value: fc.oneof(fc.integer(), fc.constantFrom(-3, -2, -1, 0, 1, 3, 5, 100, 1101, Number.NaN)),
  }),
  fc.record({ type: fc.constant('counter64' as const), value: fc.bigInt() }),
  fc.record({
    type: fc.constantFrom('octets', 'opaque'),
    value: fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string().map((s) => new TextEncoder().encode(s)),
    ),
  }),
  fc.record({ type: fc.constantFrom('oid', 'ip'), value: fc.oneof(fc.string(), fc.constant('1.3.6.1.2.1.25.3.1.5')) }),
) as fc.Arbitrary<Cell>;

const vendors = [
  11, 236, 253, 297, 367, 641, 674, 683, 1129, 1248, 1347, 1602, 2001, 2385, 2435, 10642, 18334, 40093, 99999,
];
const index = fc.oneof(
  fc.constantFrom('1.1', '1.2', '1', '2', '0.1', '1.3.65.66'),
  fc.array(fc.nat(300), { minLength: 1, maxLength: 5 }).map((arcs) => arcs.join('.')),
);
const states = fc.constantFrom<PartState>('read', 'read', 'read', 'absent', 'failed');

/** Asks like the agent does; every part may hold anything. */
function wildWalk(vendor: number) {
  const first = ask(new Map([[scalars.sysObjectID, oid(`1.3.6.1.4.1.${vendor}.1`)]]), firstPlan);
  const plans = [firstPlan, planFor(first)];
  const parts = plans.flatMap((plan) => [...plan.scalars, ...plan.columns.flat()]);
  const exact = new Set<Oid>(plans.flatMap((plan) => plan.scalars));
  const entry = fc.tuple(fc.constantFrom(...parts), index, cells);
  return fc
    .record({
      entries: fc.array(entry, { maxLength: 80 }),
      states: fc.array(states, { minLength: parts.length, maxLength: parts.length }),
    })
    .map(
      ({ entries, states: each }): Walk => ({
        cells: new Map([
          ...entries.map(([part, row, cell]) => [exact.has(part) ? part : `${part}.${row}`, cell] as const),
          [scalars.sysObjectID, oid(`1.3.6.1.4.1.${vendor}.1`)],
        ]),
        parts: new Map(parts.map((part, i) => [part, each[i] ?? 'read'])),
        warnings: ['1.3.6.1.2.1.43.18.1.1.2: GETBULK timed out, read with GETNEXT'],
        timing: { ms: 1, requests: 1, bytes: 1 },
      }),
    );
}

describe('any cells', () => {
  test('make a reading that fits the contract and is the same every time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...vendors).chain(wildWalk), (walk) => {
        const reading = readDevice({ ...where, walk });
        expect(readingSchema.safeParse(reading).error?.issues ?? []).toEqual([]);
        expect(readDevice({ ...where, walk })).toEqual(reading);
        expect(new Set(reading.conditions.map(({ key }) => key)).size).toBe(reading.conditions.length);
        expect(JSON.stringify(reading)).not.toMatch(/\ufffd|\\u0000/);
        expect(reading.warnings).toContain('prtAlertTable: GETBULK timed out, read with GETNEXT');
      }),
      { numRuns: 400 },
    );
  });

  test('a plan is made of any first walk', () => {
    fc.assert(
      fc.property(fc.constantFrom(...vendors).chain(wildWalk), (walk) => {
        const { scalars: asked, columns: groups } = planFor(walk);
        expect(new Set([...asked, ...groups.flat()]).size).toBe(asked.length + groups.flat().length);
        for (const part of [...asked, ...groups.flat()]) expect(part).toMatch(/^1(\.\d+)+$/);
      }),
    );
  });

  test('no answer at all is a reading too', () => {
    const reading = readDevice({
      ...where,
      walk: { cells: new Map(), parts: new Map(), warnings: [], timing: { ms: 0, requests: 0, bytes: 0 } },
    });
    expect(readingSchema.parse(reading)).toMatchObject({
      status: 'unknown',
      supplies: null,
      alertRows: null,
      conditions: [],
    });
  });
});

test('a table that broke off is null, but what it did tell is told', () => {
  const recording = device({ ...printer('Canon X', '1.3.6.1.4.1.1602.4.7', 'Canon X-1'), ...toners });
  const whole = ask(recording, planFor(ask(recording, firstPlan)));
  const parts = new Map(whole.parts).set(columns.prtMarkerSuppliesLevel, 'failed');
  const reading = readDevice({ ...where, walk: { ...whole, parts } });
  expect(reading.supplies).toBeNull();
  expect(reading.conditions).toMatchObject([{ key: 'toner-low/1.3' }]);
  expect(reading.warnings.join('\n')).toContain('supplies could not be read whole');
});

describe('unreachableReading', () => {
  const timing = { ms: 2000, requests: 3, bytes: 0 };
  const error = { code: 'SNMP_TIMEOUT', message: 'no answer within 2000 ms' };

  test('one condition, no lists, who it was', () => {
    const last = read(device(printer('SHARP MX-2651', '1.3.6.1.4.1.2385.3.1', 'SHARP MX-2651')));
    const reading = readingSchema.parse(unreachableReading({ ...where, error, timing, last }));
    expect(reading).toMatchObject({
      reachable: false,
      status: 'unreachable',
      error,
      timing,
      identity: { vendor: 'sharp', model: 'MX-2651' },
      conditions: [
        {
          kind: 'device-unreachable',
          key: 'device-unreachable',
          source: 'poll',
          severity: 'critical',
          evidence: 'SNMP_TIMEOUT: no answer within 2000 ms',
        },
      ],
    });
    for (const list of ['supplies', 'inputs', 'outputs', 'covers', 'console', 'alertRows', 'errorBits'] as const)
      expect(reading[list]).toBeNull();
  });

  test('nobody knows who it is', () => {
    expect(unreachableReading({ ...where, error, timing }).identity).toMatchObject({ vendor: 'unknown', model: null });
  });

  test('answers that cannot be understood are another trouble', () => {
    const garbled = unreachableReading({ ...where, error: { code: 'SNMP_GARBLED', message: 'x\u0000y' }, timing });
    expect(garbled.conditions).toMatchObject([{ kind: 'garbled-answers', evidence: 'SNMP_GARBLED: xy' }]);
  });
});
