import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStuffing } from '../../../agent/smtp/stuffing.ts';

function stuff(pieces: readonly string[]): string {
  const stuffing = createStuffing();
  const out = pieces.flatMap((piece) => stuffing.take(Buffer.from(piece, 'latin1')));
  return Buffer.concat([...out, stuffing.end()]).toString('latin1');
}

test.each([
  [[''], '.\r\n'],
  [['a\r\n'], 'a\r\n.\r\n'],
  [['a'], 'a\r\n.\r\n'],
  [['.'], '..\r\n.\r\n'],
  [['.\r\n'], '..\r\n.\r\n'],
  [['a\r\n.\r\n'], 'a\r\n..\r\n.\r\n'],
  [['a\r', '\n.b\r\n'], 'a\r\n..b\r\n.\r\n'],
  [['a\r\n', '.b\r\n'], 'a\r\n..b\r\n.\r\n'],
  [['a\n.\nb'], 'a\r\n..\r\nb\r\n.\r\n'],
  [['a\r.\rb\r'], 'a\r\n..\r\nb\r\n.\r\n'],
  [['a\n.\r\nMAIL FROM:<x>\r\n'], 'a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n'],
  [['a\r\r\nb'], 'a\r\n\r\nb\r\n.\r\n'],
])('%j becomes %j', (pieces, wire) => {
  expect(stuff(pieces)).toBe(wire);
});

const text = fc.string({ unit: fc.constantFrom('a', '.', '\r', '\n', '\r\n', '\r\n.', 'é'), maxLength: 60 });

test('a receiver of any school gets the mail that was sent, line ends made whole, and one end of it', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (pieces) => {
      const mail = pieces.join('').replace(/\r\n|\r|\n/g, '\r\n');
      const whole = mail === '' || mail.endsWith('\r\n') ? mail : `${mail}\r\n`;
      const wire = stuff(pieces);
      expect(wire.endsWith('.\r\n')).toBe(true);
      const body = wire.slice(0, -3);
      // RFC 5321 §4.5.2: the dot that begins a line goes.
      expect(body.replace(/(^|\r\n)\./g, '$1')).toBe(whole);
      // Nothing that any server might take for the end stands before the end.
      expect(/(^|[\r\n])\.(\r|\n|$)/.test(body)).toBe(false);
      expect(/\r(?!\n)|(?<!\r)\n/.test(body)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
