import { describe, expect, it } from 'vitest';
import { findReply, joinReplyLines, readReply } from '../../catalogue/read-reply.ts';

describe('the lines of a reply', () => {
  it.each([
    ['550 one', '550 one'],
    ['550-5.1.1 one\n550-5.1.1 two\n550 5.1.1 three', '550 5.1.1 one two three'],
    ['550-one[nl]550 two', '550 one two'],
    ['250-This is OK\\n250 OK', '250 This is OK OK'],
    [
      '550-5.7.1 [192.0.2.9 12] Our system 550-5.7.1 thinks so. 550 5.7.1 the end',
      '550 5.7.1 [192.0.2.9 12] Our system thinks so. the end',
    ],
    ['550 no 550 here', '550 no 550 here'],
    ['no code', 'no code'],
  ])('%j become %j', (raw, joined) => {
    expect(joinReplyLines(raw)).toBe(joined);
  });
});

describe('a reply', () => {
  it.each([
    ['250 2.0.0 Ok: queued', 250, '2.0.0', 'Ok: queued'],
    ['550 no', 550, null, 'no'],
    ['550 5.1.1', 550, '5.1.1', ''],
    ['550-5.1.1 first line only', 550, '5.1.1', 'first line only'],
    ['550 #5.1.0 Address rejected', 550, '5.1.0', 'Address rejected'],
    ['5.7.1 Blocked', null, '5.7.1', 'Blocked'],
    ['25 sender ok', null, null, '25 sender ok'],
    ['650 no such class', null, null, '650 no such class'],
    ['550 192.0.2.1 is bad', 550, null, '192.0.2.1 is bad'],
    ['5.12.345 odd', null, '5.12.345', 'odd'],
    ['', null, null, ''],
  ])('%j', (raw, code, enhanced, text) => {
    expect(readReply(raw)).toEqual({ code, enhanced, text });
  });
});

describe('a reply inside a text', () => {
  it.each([
    ['host mx[192.0.2.1] said: 450 4.7.1 later (in reply to RCPT TO command)', 450, '4.7.1', 'RCPT TO'],
    ['host mx[192.0.2.1] refused to talk to me: 554 no', 554, null, null],
    ['SMTP error from remote mail server after end of data: 552 5.3.4 too big', 552, '5.3.4', 'end of data'],
    ['Remote host said: 550 5.1.1 no such user', 550, '5.1.1', null],
    ['There were 250 pages and 550.5 of them from 192.0.2.250 in 421', null, null, null],
    ['see http://192.0.2.1/550 and id=550-551', null, null, null],
  ])('%s', (text, code, enhanced, command) => {
    expect(findReply(text)).toMatchObject({ code, enhanced, command });
  });
});
