import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../agent/scans/clock.ts';
import { createSyslogReader } from '../../../agent/scans/syslog.ts';

const clock = createClock({ now: new Date('2026-11-25T00:00:00Z') });
const read = createSyslogReader(clock);
function describeHead(reader: typeof read, head: string) {
  const found = reader(`${head} postfix/smtp[123]: A1: to=<a@b>`);
  return found && [found.host, found.program, found.pid, found.message, found.at()];
}

const wanted = { host: 'mail', program: 'postfix/smtp', pid: '123', message: 'A1: to=<a@b>' };

describe('the head of a syslog line', () => {
  it.each([
    ['classic', 'Nov 23 09:12:04 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04Z'],
    ['with a priority', '<22>Nov 23 09:12:04 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04Z'],
    ['with a day of one digit', 'Nov  3 09:12:04 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-03T09:12:04Z'],
    ['with one blank before the day', 'Nov 3 09:12:04 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-03T09:12:04Z'],
    ['with a year behind', 'Nov 23 09:12:04 2024 mail postfix/smtp[123]: A1: to=<a@b>', '2024-11-23T09:12:04Z'],
    ['with a fraction', 'Nov 23 09:12:04.123456 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04Z'],
    ['with a weekday', 'Mon Nov 23 09:12:04 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04Z'],
    ['RFC 3339', '2026-11-23T10:12:04.5+01:00 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04.500Z'],
    ['RFC 5424', '<22>1 2026-11-23T09:12:04.003Z mail postfix/smtp 123 - - A1: to=<a@b>', '2026-11-23T09:12:04.003Z'],
    [
      'RFC 5424 with data',
      '<22>1 2026-11-23T09:12:04Z mail postfix/smtp 123 ID [x@1 a="b \\"]"] A1: to=<a@b>',
      '2026-11-23T09:12:04Z',
    ],
    ['journald short-unix', '1795425124.000000 mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04.000Z'],
    ['journald short-full', 'Mon 2026-11-23 09:12:04 UTC mail postfix/smtp[123]: A1: to=<a@b>', '2026-11-23T09:12:04Z'],
    [
      'FreeBSD with facility',
      'Nov 23 09:12:04 <mail.info> mail postfix/smtp[123]: A1: to=<a@b>',
      '2026-11-23T09:12:04Z',
    ],
    [
      'journald json',
      '{"__REALTIME_TIMESTAMP":"1795425124000000","_HOSTNAME":"mail","SYSLOG_IDENTIFIER":"postfix/smtp","SYSLOG_PID":"123","MESSAGE":"A1: to=<a@b>"}',
      '2026-11-23T09:12:04.000Z',
    ],
    [
      'journald json of bytes',
      '{"__REALTIME_TIMESTAMP":"1795425124000000","_HOSTNAME":"mail","SYSLOG_IDENTIFIER":"postfix/smtp","_PID":"123","MESSAGE":[65,49,58,32,116,111,61,60,97,64,98,62]}',
      '2026-11-23T09:12:04.000Z',
    ],
  ])('%s', (_, line, at) => {
    const head = read(line);
    expect(head).toMatchObject(wanted);
    expect(head?.at()).toBe(at);
  });

  it('is read alike whatever line came before', () => {
    const heads = [
      'Nov 23 09:12:04 mail',
      'Nov  3 09:12:04 mail',
      'Nov 23 09:12:04 mail2',
      'Nov 23 09:12:04 mail mail',
      '2026-11-23T10:12:04.5+01:00 mail',
      '2026-11-23T10:12:04+01:00 mail',
      '2026-11-23 09:12:04 mail',
      '<22>Nov 23 09:12:04 mail',
      'Mon Nov 23 09:12:04 mail',
      'xxxxxxxxxxxxxxx mail',
      '1795425124.000000 mail',
      '2026-11-23T09:12:04Z',
    ];
    const once = (head: string) => describeHead(createSyslogReader(clock), head);
    const sequence = fc.array(fc.constantFrom(...heads), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sequence, (lines) => {
        const reader = createSyslogReader(clock);
        for (const head of lines) expect(describeHead(reader, head)).toEqual(once(head));
      }),
    );
  });

  it.each([
    '',
    'x',
    '<',
    '<22>',
    '{',
    '{"MESSAGE":1}',
    'Nov',
    'Nov 23 09:12:04',
    'Nov 23 09:12:04 mail',
    '1 2',
    'no head at all: here',
    '\uFEFF',
  ])('gives nothing for %j', (line) => {
    expect(read(line)).toBeNull();
  });
});
