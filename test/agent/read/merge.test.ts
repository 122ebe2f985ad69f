import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeTroubles, mostConditions } from '../../../agent/read/troubles/merge.ts';
import { keyOf, makeTrouble, type Place, ranks, type Trouble } from '../../../agent/read/troubles/trouble.ts';

const kinds = [
  'toner-low',
  'toner-empty',
  'tray-empty',
  'tray-low',
  'paper-jam',
  'cover-open',
  'service-needed',
  'fuser-fault',
  'unknown-fault',
  'offline',
] as const;
const sources = ['alert-row', 'console', 'error-bits', 'supply', 'input'] as const;

const places = fc.option(
  fc.record<Place>({
    table: fc.constantFrom('supply', 'input', 'cover'),
    id: fc.constantFrom('1.1', '1.2'),
    name: fc.constantFrom('One', null),
  }),
);

const troubles = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      rank: fc.constantFrom(...Object.values(ranks)),
      source: fc.constantFrom(...sources),
      code: fc.option(fc.constantFrom('173', '016-764')),
      place: places,
      mark: fc.option(fc.constantFrom('5.-1.1', '8.2.1')),
      evidence: fc.constantFrom('a', 'b', 'c', 'd'),
      severity: fc.constantFrom('critical' as const, 'warning' as const, 'info' as const),
    })
    .map((told) => makeTrouble(told)),
  { maxLength: 12 },
);

describe('mergeTroubles', () => {
  test('the order in which sources are asked does not matter', () => {
    fc.assert(
      fc.property(
        troubles.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(mergeTroubles(shuffled)).toEqual(mergeTroubles(list));
        },
      ),
    );
  });

  test('saying everything twice changes no condition but its evidence', () => {
    const words = (list: readonly Trouble[]) => mergeTroubles(list).map(({ evidence: _, ...rest }) => rest);
    fc.assert(
      fc.property(troubles, (list) => {
        expect(words([...list, ...list])).toEqual(words(list));
      }),
    );
  });

  test('keys are unique, never more conditions than troubles, and something stays of something', () => {
    fc.assert(
      fc.property(troubles, (list) => {
        const conditions = mergeTroubles(list);
        expect(new Set(conditions.map(({ key }) => key)).size).toBe(conditions.length);
        expect(conditions.length).toBeLessThanOrEqual(list.length);
        expect(conditions.length > 0).toBe(list.length > 0);
        for (const { key, kind } of conditions) expect(key.startsWith(kind)).toBe(true);
      }),
    );
  });

  test('every code that was told is told on', () => {
    fc.assert(
      fc.property(troubles, (list) => {
        const told = new Set(list.flatMap(({ code }) => code ?? []));
        const kept = new Set(mergeTroubles(list).flatMap(({ code }) => code ?? []));
        expect(kept).toEqual(told);
      }),
    );
  });

  test('keys stay while words, evidence and severity move', () => {
    const noise = fc.record({ title: fc.string(), cause: fc.string(), evidence: fc.string() });
    const keys = (list: readonly Trouble[]) =>
      mergeTroubles(list)
        .map(({ key }) => key)
        .sort();
    fc.assert(
      fc.property(
        troubles.chain((list) => fc.tuple(fc.constant(list), fc.array(noise, { minLength: list.length }))),
        ([list, noises]) => {
          expect(keys(list.map((trouble, i) => ({ ...trouble, ...noises[i] })))).toEqual(keys(list));
        },
      ),
    );
    const severities = fc.constantFrom('critical' as const, 'warning' as const, 'info' as const);
    // "Off-line" is told by whatever stops the device, and only then: that is what severity is for.
    const lasting = (list: readonly Trouble[]) => keys(list).filter((key) => !key.startsWith('offline'));
    fc.assert(
      fc.property(
        troubles.chain((list) => fc.tuple(fc.constant(list), fc.array(severities, { minLength: list.length }))),
        ([list, levels]) => {
          const moved = list.map((trouble, i) => ({ ...trouble, severity: levels[i] ?? trouble.severity }));
          expect(lasting(moved)).toEqual(lasting(list));
        },
      ),
    );
  });

  test('what was merged, merged again with itself, is the same', () => {
    fc.assert(
      fc.property(troubles, troubles, (a, b) => {
        const words = (list: readonly Trouble[]) => mergeTroubles(list).map(({ evidence: _, ...rest }) => rest);
        expect(words([...a, ...b, ...a])).toEqual(words([...b, ...a]));
      }),
    );
  });

  test('the worst that was told of a trouble is what it is', () => {
    fc.assert(
      fc.property(troubles, (list) => {
        const worst = mergeTroubles(list).some(({ severity }) => severity === 'critical');
        if (worst) expect(list.some(({ severity }) => severity === 'critical')).toBe(true);
        for (const condition of mergeTroubles(list)) {
          expect(list.some(({ kind, severity }) => kind === condition.kind && severity === condition.severity)).toBe(
            true,
          );
        }
      }),
    );
  });

  test('two codes are two troubles, whatever else they share', () => {
    const coded = (code: string) =>
      makeTrouble({ kind: 'fuser-fault', rank: ranks.makerCode, code, source: 'alert-row', evidence: code });
    expect(mergeTroubles([coded('172'), coded('173')]).map(({ key }) => key)).toEqual([
      'fuser-fault/172',
      'fuser-fault/173',
    ]);
  });

  test('a bit with a code of its own is not explained away by another code', () => {
    const jam = { kind: 'paper-jam', rank: ranks.makerCode, code: '016-764', source: 'alert-row' } as const;
    const bit = { kind: 'offline', rank: ranks.makerCode, code: '173', source: 'error-bits' } as const;
    const conditions = mergeTroubles([makeTrouble({ ...jam, evidence: 'a' }), makeTrouble({ ...bit, evidence: 'b' })]);
    expect(conditions.map(({ code }) => code).toSorted()).toEqual(['016-764', '173']);
  });

  test('a forged device cannot flood the office', () => {
    const many = Array.from({ length: 500 }, (_, i) =>
      makeTrouble({
        kind: 'unknown-fault',
        rank: ranks.unknownRow,
        mark: `5.-1.${i}`,
        source: 'alert-row',
        evidence: 'x',
      }),
    );
    expect(mergeTroubles(many)).toHaveLength(mostConditions);
  });

  test('evidence is bounded', () => {
    const long = makeTrouble({ kind: 'offline', rank: ranks.bit, source: 'error-bits', evidence: 'ö'.repeat(5000) });
    expect(mergeTroubles([long])[0]?.evidence).toHaveLength(1000);
  });
});

test('keyOf: code, then place, then mark', () => {
  const place: Place = { table: 'supply', id: '1.3', name: 'Cyan' };
  expect(keyOf({ kind: 'fuser-fault', code: '173', place, mark: 'x' })).toBe('fuser-fault/173');
  expect(keyOf({ kind: 'toner-low', code: null, place, mark: null })).toBe('toner-low/1.3');
  expect(keyOf({ kind: 'paper-jam', code: null, place: { ...place, table: 'input' }, mark: null })).toBe(
    'paper-jam/input.1.3',
  );
  expect(keyOf({ kind: 'scan-failed', code: null, place: null, mark: 'scan-to-mail' })).toBe(
    'scan-failed/scan-to-mail',
  );
  expect(keyOf({ kind: 'offline', code: null, place: null, mark: null })).toBe('offline');
});
