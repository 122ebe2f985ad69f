import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrames, linesOfMessage, maxMessage } from '../../../../agent/scans/sources/frames.ts';

const read = (...pieces: readonly (string | Buffer)[]) => {
  const frames = createFrames();
  const messages = pieces.flatMap((piece) => frames.push(Buffer.from(piece)));
  return [...messages, ...frames.end()].map(String);
};

test('counted, ended by lines, and both in one stream', () => {
  expect(read('5 <1>ab3 <2>')).toEqual(['<1>ab', '<2>']);
  expect(read('<1>a\n<2>b\n\n<3>c')).toEqual(['<1>a', '<2>b', '<3>c']);
  expect(read('<1>a\n5 <2>\nb<3>c\n')).toEqual(['<1>a', '<2>\nb', '<3>c']);
});

test('a line that begins with a number is no count', () => {
  expect(read('2026-11-23T09:12:04Z host x[1]: y\n')).toEqual(['2026-11-23T09:12:04Z host x[1]: y']);
  expect(read('1700000000 host x: y\n')).toEqual(['1700000000 host x: y']);
});

test('what is too long is cut, and what follows is whole', () => {
  const long = 'x'.repeat(3 * maxMessage);
  const [first = '', second] = read(`${long.length + 3} <1>${long}`, '5 <2>ab');
  expect([first.length, second]).toEqual([maxMessage, '<2>ab']);
  const lines = read(`<1>${long}`, `${long}\n<2>b\n`);
  expect(lines.map((line) => line.length)).toEqual([maxMessage, 4]);
});

test('however the stream is cut into pieces', () => {
  const message = fc.record({ text: fc.stringMatching(/^<\d{1,3}>[a-z :é]{0,40}$/), isCounted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 10 }), fc.array(fc.nat(200), { maxLength: 20 }), (messages, cuts) => {
      const stream = Buffer.concat(
        messages.map(({ text, isCounted }) =>
          Buffer.from(isCounted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`),
        ),
      );
      const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
      const pieces = places.slice(1).map((end, at) => stream.subarray(places[at], end));
      expect(read(...pieces)).toEqual(messages.map(({ text }) => text));
    }),
  );
});

test('no stream of bytes can break it or make it keep much', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (pieces) => {
      const frames = createFrames();
      for (const piece of pieces) for (const message of frames.push(piece)) expect(message.length).toBeGreaterThan(0);
      frames.end();
    }),
  );
});

test('a datagram of several lines, ended as senders like it', () => {
  expect(linesOfMessage(Buffer.from('<1>a\r\n<2>b\0'))).toEqual(['<1>a', '<2>b']);
});
