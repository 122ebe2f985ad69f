import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nullVarbind, readInteger, readOid, readUnsigned64 } from '../../../agent/snmp/ber.ts';
import { followsOid } from '../../../agent/snmp/oid-order.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const arc = fc.integer({ min: 0, max: 0xffff_ffff });
const oid = fc
  .oneof(
    fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 39 })),
    fc.tuple(fc.constant(2), fc.integer({ min: 0, max: 0xffff_ff00 })),
  )
  .chain(([first, second]) => fc.array(arc, { maxLength: 12 }).map((rest) => [first, second, ...rest]));

/** The octets of the OID inside `SEQUENCE { oid, NULL }` where both lengths are short. */
const content = (text: string) => nullVarbind(text).subarray(4, -2);

describe('object identifiers', () => {
  test.each([
    ['1.3.6.1.2.1', [0x2b, 6, 1, 2, 1]],
    ['2.999.3', [0x88, 0x37, 3]],
    ['0.39', [39]],
    ['1.3.4294967295', [0x2b, 0x8f, 0xff, 0xff, 0xff, 0x7f]],
  ])('%s is written and read', (text, octets) => {
    expect([...content(text)]).toEqual(octets);
    expect(readOid(Uint8Array.from(octets), 0, octets.length)).toBe(text);
  });

  test('whatever is written is read back', () => {
    fc.assert(
      fc.property(oid, (arcs) => {
        const text = arcs.join('.');
        const varbind = nullVarbind(text);
        const from = varbind.length - 2 - (varbind[3] ?? 0);
        expect(readOid(varbind, from, varbind.length - 2)).toBe(text);
      }),
    );
  });

  test.each([
    ['cut in the middle of an arc', [0x2b, 0x86]],
    ['an arc of more than 32 bits', [0x2b, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['an arc that never ends', [0x2b, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]],
  ])('%s is none', (_what, octets) => {
    expect(readOid(Uint8Array.from(octets), 0, octets.length)).toBeNull();
  });

  test.each(['', '1', '3.1.1', '1.40', '1.3.x', '1.3.4294967296', '1.3.'])('"%s" is refused', (text) => {
    expect(() => nullVarbind(text)).toThrow(RangeError);
  });

  test('are ordered arc by arc, as numbers', () => {
    fc.assert(
      fc.property(oid, oid, (a, b) => {
        const different = a.findIndex((value, i) => value !== b[i]);
        const follows = different < 0 ? false : different >= b.length || (a[different] ?? 0) > (b[different] ?? 0);
        expect(followsOid(a.join('.'), b.join('.'))).toBe(follows);
      }),
    );
    expect(followsOid('1.3.6.10', '1.3.6.9')).toBe(true);
    expect(followsOid('1.3.6', '1.3.6')).toBe(false);
    expect(followsOid('1.3.6', '1.3.6.1')).toBe(false);
  });
});

describe('numbers', () => {
  test.each([
    [[0], 0],
    [[0x7f], 127],
    [[0x80], -128],
    [[0xff, 0xff, 0xff, 0xfd], -3],
    [[0, 0xff, 0xff, 0xff, 0xff], 4_294_967_295],
    [[], Number.NaN],
    [[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Number.NaN],
  ])('INTEGER %j', (octets, value) => {
    expect(readInteger(Uint8Array.from(octets), 0, octets.length)).toBe(value);
  });

  test('Counter64 keeps every bit', () => {
    expect(readUnsigned64(bytes(0, 255, 255, 255, 255, 255, 255, 255, 255), 0, 9)).toBe(2n ** 64n - 1n);
    expect(readUnsigned64(bytes(1, 0, 0, 0, 0), 0, 5)).toBe(2n ** 32n);
    expect(readUnsigned64(bytes(5), 0, 1)).toBe(5n);
    expect(readUnsigned64(bytes(), 0, 0)).toBeNull();
  });
});
