import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeErrorBits } from '../../../agent/read/error-bits.ts';
import { decodeLevel, invertLevel, isEmpty } from '../../../agent/read/levels.ts';
import { decodeSubUnit } from '../../../agent/read/sub-unit.ts';
import { labels } from '../../../mibs/oids.ts';

describe('decodeLevel (RFC 3805: negative levels mean something else)', () => {
  test.each([
    ['a quantity of a maximum', { level: 2160, max: 3000 }, { kind: 'measured', percent: 72, raw: 2160, max: 3000 }],
    ['percent', { level: 78, max: 100, unit: 19 }, { kind: 'measured', percent: 78, raw: 78, max: 100 }],
    [
      'percent, though the maximum is pages',
      { level: 80, max: 6000, unit: 19 },
      { kind: 'measured', percent: 80, raw: 80, max: 100 },
    ],
    [
      'percent without a maximum',
      { level: 40, max: -2, unit: 19 },
      { kind: 'measured', percent: 40, raw: 40, max: 100 },
    ],
    ['more than fits', { level: 120, max: 100 }, { kind: 'measured', percent: 100, raw: 120, max: 100 }],
    ['-3 is some, not 50', { level: -3, max: 100 }, { kind: 'some' }],
    ['-2 is unknown', { level: -2, max: 100 }, { kind: 'unknown' }],
    ['-1 is no limit', { level: -1, max: 100 }, { kind: 'unlimited' }],
    ['sheets without a maximum', { level: 30, max: -2, unit: 8 }, { kind: 'unknown', raw: 30 }],
    ['an empty cartridge by another maker: 0 of 0', { level: 0, max: 0 }, { kind: 'unknown', raw: 0 }],
    ['-100 means nothing by itself', { level: -100, max: 100 }, { kind: 'unknown', raw: -100 }],
    ['not answered', { level: null, max: 100 }, { kind: 'unknown' }],
    ['no maximum answered', { level: 5, max: null }, { kind: 'unknown', raw: 5 }],
  ])('%s', (_, raw, level) => {
    expect(decodeLevel(raw)).toEqual(level);
  });

  test('makers’ habits', () => {
    expect(decodeLevel({ level: -100, max: 100, quirks: { minus100IsEmpty: true } })).toMatchObject({ percent: 0 });
    expect(decodeLevel({ level: 9, max: -2, quirks: { isPercentWithoutMax: true } })).toMatchObject({ percent: 9 });
    expect(decodeLevel({ level: 900, max: -2, quirks: { isPercentWithoutMax: true } })).toEqual({
      kind: 'unknown',
      raw: 900,
    });
  });

  test('a percentage is whole, within 0 and 100, and never comes from a negative level', () => {
    const any = fc.option(fc.integer({ min: -200, max: 2_000_000_000 }));
    fc.assert(
      fc.property(
        any,
        any,
        any,
        fc.boolean(),
        fc.boolean(),
        (level, max, unit, minus100IsEmpty, isPercentWithoutMax) => {
          const decoded = decodeLevel({ level, max, unit, quirks: { minus100IsEmpty, isPercentWithoutMax } });
          if (decoded.kind !== 'measured') return;
          expect(Number.isInteger(decoded.percent)).toBe(true);
          expect(decoded.percent).toBeGreaterThanOrEqual(0);
          expect(decoded.percent).toBeLessThanOrEqual(100);
          expect(decoded.raw).toBeGreaterThanOrEqual(0);
          expect(decoded.max).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('what RFC 3805 and the makers keep for other meanings is never a quantity', () => {
    const quirks = fc.record({ isPercentWithoutMax: fc.boolean() });
    const max = fc.option(fc.integer({ min: -3, max: 100_000 }));
    fc.assert(
      fc.property(fc.constantFrom(-1, -2, -3, -100), max, fc.option(fc.nat(25)), quirks, (level, max, unit, quirks) => {
        expect(decodeLevel({ level, max, unit, quirks }).kind).not.toBe('measured');
      }),
    );
    fc.assert(
      fc.property(max, (max) => {
        // The one maker whose −100 is a quantity: nothing.
        expect(decodeLevel({ level: -100, max, quirks: { minus100IsEmpty: true } })).toMatchObject({
          percent: 0,
          raw: 0,
        });
      }),
    );
  });

  test('no percentage is invented: without a maximum there is one only where the device counts in percent', () => {
    const none = fc.constantFrom(null, 0, -1, -2, -3);
    fc.assert(
      fc.property(fc.nat(), none, fc.option(fc.nat(25)), (level, max, unit) => {
        const decoded = decodeLevel({ level, max, unit });
        if (unit !== 19) expect(decoded).toEqual({ kind: 'unknown', raw: level });
        else if (decoded.kind === 'measured') expect(decoded).toMatchObject({ percent: level, max: 100 });
      }),
    );
  });

  test('more is never less, nothing is 0 and all of it is 100', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (a, b, max) => {
        const percent = (level: number) => {
          const decoded = decodeLevel({ level, max });
          return decoded.kind === 'measured' ? decoded.percent : Number.NaN;
        };
        expect(percent(Math.min(a, b))).toBeLessThanOrEqual(percent(Math.max(a, b)));
        expect([percent(0), percent(max)]).toEqual([0, 100]);
      }),
    );
  });

  test('a level that rounds to 0 % is not empty', () => {
    expect(isEmpty(decodeLevel({ level: 10, max: 30_000 }))).toBe(false);
    expect(isEmpty(decodeLevel({ level: 0, max: 30_000 }))).toBe(true);
    expect(isEmpty({ kind: 'some' })).toBe(false);
  });

  test('inverted twice is the same', () => {
    fc.assert(
      fc.property(fc.nat(100), (level) => {
        const decoded = decodeLevel({ level, max: 100 });
        expect(invertLevel(invertLevel(decoded))).toEqual(decoded);
      }),
    );
  });
});

describe('decodeErrorBits (bit 0 = top bit of the first octet)', () => {
  test.each([
    [[], []],
    [[0x00], []],
    [[0x20], ['lowToner']],
    [[0x01, 0x00], ['serviceRequested']],
    [
      [0x80, 0x02],
      ['lowPaper', 'overduePreventMaint'],
    ],
    [
      [0x04, 0x84],
      ['jammed', 'inputTrayMissing', 'inputTrayEmpty'],
    ],
    [[0x00, 0x01, 0xff], []],
  ])('%j → %j', (octets, names) => {
    expect(decodeErrorBits(Uint8Array.from(octets))).toEqual(names);
  });

  test('each bit by itself is its name; all together are all names', () => {
    const names = Object.values(labels.HrPrinterErrorBits);
    names.forEach((name, bit) => {
      const octets = new Uint8Array(2);
      octets[bit >> 3] = 0x80 >> (bit & 7);
      expect(decodeErrorBits(octets)).toEqual([name]);
    });
    expect(decodeErrorBits(Uint8Array.of(0xff, 0xff))).toEqual(names);
  });

  test('one octet means the same as the same octet before an empty one', () => {
    fc.assert(
      fc.property(fc.nat(255), (octet) => {
        expect(decodeErrorBits(Uint8Array.of(octet))).toEqual(decodeErrorBits(Uint8Array.of(octet, 0)));
      }),
    );
  });
});

describe('decodeSubUnit (a sum)', () => {
  test.each([
    [0, true, 'none'],
    [4, true, 'none'],
    [9, false, 'warning'],
    [19, false, 'critical'],
    [5, null, 'none'],
    [32, false, 'none'],
    [64, true, 'none'],
    [7, null, 'none'],
    [-2, null, 'none'],
    [500, null, 'none'],
    [null, null, 'none'],
  ] as const)('%s → available %s, fault %s', (status, available, fault) => {
    expect(decodeSubUnit(status)).toEqual({ available, fault });
  });
});
