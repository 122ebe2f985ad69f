import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, decodeText } from '../../../agent/read/text.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

const roman8 = 2004;
const latin2 = 5;

describe('decodeText', () => {
  test.each([
    ['UTF-8 wins over the declaration', utf8('Käse låda'), roman8, 'Käse låda'],
    ['a declared set, where it is no UTF-8', bytes(0x54, 0xcf, 0x72), roman8, 'Tür'],
    ['ISO 8859-2', bytes(0x55, 0xa6, 0x50, 0x49, 0x45, 0x4e, 0x49, 0x41), latin2, 'UŚPIENIA'],
    ['IBM850', bytes(0x54, 0x81, 0x72), 2009, 'Tür'],
    ['IBM852', bytes(0x9d, 0xa5, 0x64, 0xab), 2010, 'Łądź'],
    ['IBM437', bytes(0x84, 0x94), 2011, 'äö'],
    ['Shift_JIS', bytes(0x8f, 0x80, 0x94, 0xf5), 17, '準備'],
    ['half-width katakana', bytes(0xb1, 0xb2), 15, 'ｱｲ'],
    ['UTF-16, whose zeros look like ASCII', bytes(0, 0x41, 0, 0x42), 1015, 'AB'],
    ['UTF-16 was declared, plain text was sent', utf8('AB'), 1015, 'AB'],
    ['Latin-1 where nothing is declared', latin('Blöd'), null, 'Blöd'],
    ['Latin-1 where the declaration cannot be decoded', latin('Blöd'), 2085, 'Blöd'],
    ['Latin-1 where the octets are not of the declared set', bytes(0xff, 0x41), 106, 'ÿA'],
    ['a character cut in two by a width limit', utf8('låg sidå').subarray(0, 9), null, 'låg sid'],
    ['NUL at the end', latin('Black Cartridge\0'), null, 'Black Cartridge'],
    ['padding and a line break', latin('ENERGIESPAREN   \rTROMMEL ERSETZ. '), null, 'ENERGIESPAREN TROMMEL ERSETZ.'],
    ['nothing', bytes(), null, ''],
    ['blanks only', latin('    '), null, ''],
  ])('%s', (_, octets, charset, text) => {
    expect(decodeText(octets, charset)).toBe(text);
  });

  test('any octets in any declared set give one clean, bounded line', () => {
    const charset = fc.option(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 1000, max: 2300 })));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), charset, (octets, declared) => {
        const text = decodeText(octets, declared);
        expect(text.length).toBeLessThanOrEqual(1000);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/[\p{Cc}\ufffd\u202e]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(cleanText(text)).toBe(text);
      }),
    );
  });

  test('what was encoded as UTF-8 comes back, but for what is no text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom(null, roman8, latin2, 106),
        (text, declared) => {
          expect(decodeText(utf8(text), declared)).toBe(cleanText(text));
        },
      ),
    );
  });
});

test('direction marks cannot hide what a text says', () => {
  expect(cleanText('abc\u202edcba\u200b')).toBe('abcdcba');
});
