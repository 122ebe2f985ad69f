import { describe, expect, test } from 'vitest';
import { scanList, scanSource } from '../../../../agent/scans/sources/settings.ts';

const read = (entry: object) =>
  scanList.parse([entry]).map((each) => scanSource(each, (given) => `/etc/platen/${given}`))[0];
const faults = (...entries: object[]) =>
  (scanList.safeParse(entries).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('an entry of scans', () => {
  test.each([
    [
      { postfix: 'mail.log' },
      { kind: 'file', format: 'postfix', path: '/etc/platen/mail.log', from: 'end', zone: null },
    ],
    [
      { auto: 'x/*.log', from: 'start', time_zone: 'Europe/Paris' },
      { format: 'auto', from: 'start', zone: 'Europe/Paris' },
    ],
    [
      { journald: { unit: 'postfix*' }, format: 'postfix' },
      { kind: 'journald', units: ['postfix*'], format: 'postfix' },
    ],
    [
      { syslog: { listen: ['udp://0.0.0.0:5514', 'tcp://[::1]:5514'], allow: ['10.0.4.0/24'] } },
      {
        kind: 'syslog',
        format: 'auto',
        listen: [
          { protocol: 'udp', host: '0.0.0.0', port: 5514 },
          { protocol: 'tcp', host: '::1', port: 5514 },
        ],
      },
    ],
    [
      { command: ['mailq'], every: '5m' },
      { kind: 'command', argv: ['mailq'], everyMs: 300_000 },
    ],
    [
      { imap: { host: 'imap.example.com', user: 'bounces', password: 'hush', ca: 'ca.pem' } },
      {
        kind: 'imap',
        format: 'dsn',
        port: 993,
        tls: 'implicit',
        mailbox: 'INBOX',
        moveTo: null,
        ca: '/etc/platen/ca.pem',
      },
    ],
    [
      {
        imap: {
          host: 'h',
          oauth: { provider: 'microsoft365', tenant: 't', user: 'u@x', client_id: 'c', refresh_token: 'r' },
          tls: 'starttls',
        },
      },
      { port: 143, login: { kind: 'oauth', grant: { scope: expect.stringContaining('IMAP.AccessAsUser.All') } } },
    ],
  ])('%j', (entry, source) => {
    expect(read(entry)).toMatchObject(source);
  });

  test('shows no password', () => {
    expect(JSON.stringify(read({ imap: { host: 'h', user: 'u', password: 'hush' } }))).not.toContain('hush');
  });

  test.each([
    [{}, /^0: names no source; write one of postfix, /],
    [{ postfix: 'a', exim: 'b' }, /^0: names several sources \(postfix, exim\)/],
    [{ postfix: 'a', format: 'exim' }, /^0.format: is said by "postfix" already/],
    [{ postfix: 'a', every: '1m' }, /^0.every: belongs to "command"/],
    [{ postfix: 'a', time_zone: 'Mars/Base' }, /^0.time_zone: must be the name of a time zone/],
    [{ command: ['a'], from: 'start' }, /^0.from: makes no sense here/],
    [{ syslog: { listen: 'udp://0.0.0.0:514' } }, /^0.syslog: listens to the whole network/],
    [{ syslog: { listen: '0.0.0.0:514' } }, /^0.syslog.listen: must be a way and an address/],
    [{ syslog: { listen: 'udp://127.0.0.1:514', allow: ['10.0.0.0/33'] } }, /^0.syslog.allow.0: must be an address/],
    [{ imap: { host: 'h', user: 'u' } }, /^0.imap: does not say how to log in/],
    [
      {
        imap: {
          host: 'h',
          user: 'u',
          oauth: { token_url: 'https://t.example', user: 'u@x', client_id: 'c', client_secret: 's' },
        },
      },
      /^0.imap: has "oauth" and a user/,
    ],
    [{ dsn: 'bounces.mbox' }, /Unrecognized key/],
  ])('%j is told what is wrong', (entry, fault) => {
    expect(faults(entry)).toEqual([expect.stringMatching(fault)]);
  });

  test('twice the same would tell everything twice', () => {
    expect(faults({ postfix: 'a' }, { exim: 'a' })).toEqual([]);
    expect(faults({ postfix: 'a' }, { postfix: 'a', from: 'start' })).toEqual([
      '1: is listed before; everything in it would be told twice',
    ]);
  });
});
