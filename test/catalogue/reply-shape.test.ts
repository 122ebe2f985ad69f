import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchReply } from '../../catalogue/match-reply.ts';
import { shapeOf } from '../../catalogue/reply-shape.ts';

describe('the shape of a reply', () => {
  it.each([
    ['<anna@example.com>: User unknown', '#: User unknown'],
    ['anna@example.com not found', '# not found'],
    ['Client host [192.0.2.9] blocked', 'Client host [#] blocked'],
    ['queued as 4A1B2C3D012345X', 'queued as #'],
    ['5.7.139 Authentication unsuccessful', '5.7.139 Authentication unsuccessful'],
    ['on our block list (S3150)', 'on our block list (S3150)'],
    ['RFC 5321, 4.7.500-699', 'RFC 5321, 4.7.500-699'],
    ['a < b', 'a < b'],
    ['', ''],
  ])('%j is %j', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it('is the same for other addresses, hosts and ids', () => {
    const address = fc.emailAddress().filter((value) => !/[<>\s"]/.test(value));
    fc.assert(
      fc.property(address, fc.ipV4(), fc.integer({ min: 10_000 }), (to, host, id) => {
        expect(shapeOf(`<${to}>: ${host} says no, id ${id}`)).toBe(shapeOf('<a@b.c>: 192.0.2.1 says no, id 12345'));
      }),
    );
  });

  it('takes any text, and is not longer than it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500, unit: 'binary' }), (text) => {
        expect(shapeOf(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('does not mix up answers that mean different things', () => {
    const ask = (text: string, hop: string | null = null) =>
      matchReply({ code: 550, enhanced: null, text, hop }).reason;
    expect(ask('<a@example.com>: User unknown')).toBe('recipient-unknown');
    expect(ask('<a@example.com>: Relay access denied')).toBe('relay-denied');
    expect(ask('<b@example.com>: User unknown')).toBe('recipient-unknown');
    const query = { code: 550, enhanced: '5.4.1', text: 'Recipient address rejected: Access denied' };
    expect(matchReply({ ...query, hop: 'mx.example.net[192.0.2.1]:25' }).provider).toBeNull();
    expect(matchReply({ ...query, hop: 'ex.mail.protection.outlook.com[192.0.2.1]:25' }).provider).toBe('microsoft365');
  });
});
