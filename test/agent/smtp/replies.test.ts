import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOffers } from '../../../agent/smtp/offers.ts';
import { createReplyReader, readSmtpReply } from '../../../agent/smtp/replies.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('replies', () => {
  test('of one line, of several, with and without a text, with CRLF and LF', () => {
    const reader = createReplyReader();
    expect(reader.push(bytes('220 hi\r\n250-one\r\n250-\r\n250 three\n354\r\n'))).toEqual([
      { code: 220, lines: ['hi'] },
      { code: 250, lines: ['one', '', 'three'] },
      { code: 354, lines: [''] },
    ]);
  });

  test('are the same however the octets come', () => {
    const wire = bytes('220 grüß\r\n250-a\r\n250 b\r\n550 5.1.1 nö\r\n');
    const whole = createReplyReader().push(wire);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: wire.length }), { maxLength: 6 }), (cuts) => {
        const reader = createReplyReader();
        const edges = [0, ...cuts.toSorted((a, b) => a - b), wire.length];
        const replies = edges.slice(1).flatMap((end, i) => reader.push(wire.subarray(edges[i], end)));
        expect(replies).toEqual(whole);
      }),
    );
  });

  test.each([
    'HTTP/1.1 400 Bad Request\r\n',
    '250-one\r\n550 two\r\n',
    '99 low\r\n',
    '600 high\r\n',
    '250_what\r\n',
    `250 ${'a'.repeat(5000)}`,
    '250-x\r\n'.repeat(200),
  ])('%j is refused', (text) => {
    expect(() => createReplyReader().push(bytes(text))).toThrow(RangeError);
  });

  test('any octets either read or are refused, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        try {
          createReplyReader().push(octets);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test('as a scan result holds them', () => {
    expect(readSmtpReply({ code: 550, lines: ['5.7.60 SMTP; Client', '5.7.60 has no right'] })).toEqual({
      code: 550,
      enhanced: '5.7.60',
      text: 'SMTP; Client has no right',
    });
    expect(readSmtpReply({ code: 451, lines: [''] })).toEqual({ code: 451, enhanced: null, text: '' });
  });
});

describe('offers', () => {
  test('size, login methods of both spellings, extensions', () => {
    const lines = [
      'mx.example.com Hello [10.0.4.21]',
      'SIZE 35882577',
      'auth login plain',
      'AUTH=LOGIN XOAUTH2',
      '8BITMIME',
      '',
    ];
    const offers = readOffers({ code: 250, lines });
    expect(offers.name).toBe('mx.example.com');
    expect(offers.size).toBe(35_882_577);
    expect(offers.authMethods).toEqual(['LOGIN', 'PLAIN', 'XOAUTH2']);
    expect([...offers.extensions.keys()]).toEqual(['SIZE', 'AUTH', '8BITMIME']);
  });

  test.each(['SIZE', 'SIZE 0', 'SIZE many', 'SIZE 99999999999999999999'])('%s is no limit', (line) => {
    expect(readOffers({ code: 250, lines: ['x', line] }).size).toBeNull();
  });
});
