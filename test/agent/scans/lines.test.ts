import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, linesIn, maxLine } from '../../../agent/scans/lines.ts';

function split(chunks: readonly Buffer[]): string[] {
  const splitter = createLineSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, at) => bytes.subarray(places[at], end));
}

describe('lines', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb', ['a', 'b']],
    ['a\rb\r', ['a', 'b']],
    ['\n\na', ['', '', 'a']],
    ['', []],
  ])('%j', (text, lines) => {
    expect(split([Buffer.from(text)])).toEqual(lines);
  });

  it('are the same wherever the bytes are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b ', 'é', '…', '😀', '\n', '\r', '\r\n'), maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('utf8', 'utf16le'),
        fc.array(fc.nat(300), { maxLength: 9 }),
        (raw, encoding, cuts) => {
          const bytes = Buffer.from(encoding === 'utf8' ? raw : `\uFEFF${raw}`, encoding as BufferEncoding);
          const whole = split([bytes]);
          expect(whole.join('|')).toBe(linesIn(Buffer.from(raw)).join('|').replace('\uFEFF', ''));
          const places = cuts.map((place) => Math.min(place, bytes.length));
          expect(split(cut(bytes, places))).toEqual(whole);
          expect(split([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
        },
      ),
    );
  });

  it('of a large text are the same as those of its small parts', () => {
    const text = Array.from({ length: 5_000 }, (_, n) => `line ${n} ${'x'.repeat(n % 70)}`).join('\n');
    expect(split([Buffer.from(text)])).toEqual(text.split('\n'));
  });

  it('keep no more than fits into one', () => {
    const long = Buffer.alloc(100_000, 'x');
    const lines = split([...Array.from({ length: 20 }, () => long), Buffer.from('\nnext\n')]);
    expect(lines.map((line) => line.length)).toEqual([maxLine, 4]);
  });

  it('are bytes, where asked', () => {
    const splitter = createLineSplitter();
    splitter.encoding = 'latin1';
    expect(splitter.push(Buffer.from([0xe9, 0xc3, 0xa9, 10]))).toEqual(['é\u00c3\u00a9']);
  });

  it('of UTF-16 with its bytes the other way round', () => {
    const swapped = Buffer.from('\uFEFFa\r\nb', 'utf16le').swap16();
    expect(split([swapped])).toEqual(['a', 'b']);
  });
});
