import { describe, expect, test } from 'vitest';
import { probeConfig, probeList } from '../../../agent/probe/settings.ts';
import { relayConfig, relaySettings } from '../../../agent/relay/settings.ts';

const around = { resolvePath: (path: string) => `/etc/platen/${path}`, hostname: 'scanhost' };
const smallest = { listen: '10.0.4.2:2525', allow: ['10.0.4.0/24'], upstream: { host: 'mail.office.example' } };
const relay = (part: object = {}) => relayConfig(relaySettings.parse({ ...smallest, ...part }), around);
const faults = (part: object) =>
  relaySettings
    .safeParse({ ...smallest, ...part })
    .error?.issues.map(({ message, path }) => `${path.join('.')}: ${message}`) ?? [];

describe('relay:', () => {
  test('the smallest one insists on STARTTLS and a certificate that is trusted', () => {
    expect(relay()).toEqual({
      listen: { host: '10.0.4.2', port: 2525 },
      allow: ['10.0.4.0/24'],
      name: 'scanhost',
      size: 50_000_000,
      connections: 100,
      idleMs: 300_000,
      login: null,
      tls: null,
      from: null,
      upstream: {
        host: 'mail.office.example',
        port: 587,
        tls: 'starttls',
        verify: true,
        ca: null,
        name: null,
        login: null,
        connectMs: 20_000,
        replyMs: 60_000,
        connections: 100,
      },
    });
  });

  test('Microsoft 365 by the application, and by the consent of a mailbox', () => {
    const oauth = {
      provider: 'microsoft365',
      user: 'scans@office.example',
      tenant: 'office.onmicrosoft.com',
      client_id: 'app',
    };
    const application = relay({
      upstream: { host: 'smtp.office365.com', oauth: { ...oauth, client_secret: 'x' } },
    }).upstream;
    expect(application.login).toMatchObject({
      kind: 'oauth',
      grant: {
        url: 'https://login.microsoftonline.com/office.onmicrosoft.com/oauth2/v2.0/token',
        refreshToken: null,
        scope: 'https://outlook.office365.com/.default',
      },
    });
    expect(application.connections).toBe(3);
    const mailbox = relay({
      upstream: { host: 'smtp.office365.com', oauth: { ...oauth, refresh_token: 'r' } },
    }).upstream;
    expect(mailbox.login).toMatchObject({
      grant: { scope: 'https://outlook.office.com/SMTP.Send offline_access', clientSecret: null },
    });
    expect(JSON.stringify(application)).not.toContain('"x"');
  });

  test('Google by the consent of a mailbox', () => {
    const oauth = {
      provider: 'google',
      user: 'scans@office.example',
      client_id: 'app',
      client_secret: 's',
      refresh_token: 'r',
    };
    expect(relay({ upstream: { host: 'smtp.gmail.com', oauth } }).upstream.login).toMatchObject({
      grant: { url: 'https://oauth2.googleapis.com/token', scope: null },
    });
  });

  test.each([
    [{ allow: undefined }, /^allow: /],
    [{ allow: [] }, /^allow: names nobody/],
    [{ allow: ['0.0.0.0/0'] }, /lets the whole internet send/],
    [{ allow: ['::/0', '10.0.4.0/24'] }, /lets the whole internet send/],
    [{ allow: ['10.0.4.0/40'] }, /neither an address nor a block/],
    [{ size: 'many' }, /is not a size; write e\.g\. 25MB/],
    [{ from: 'scans' }, /must be a mail address/],
    [{ from: 'scans@office.example>\r\nRCPT TO:<x@y' }, /must be a mail address/],
    [{ upstream: { host: 'a b' } }, /must be a name or an address/],
    [
      {
        upstream: {
          host: 'x',
          login: { user: 'u', password: 'p' },
          oauth: { user: 'a@b', client_id: 'c', client_secret: 's', token_url: 'https://x/y' },
        },
      },
      /has "login" and "oauth"/,
    ],
    [
      { upstream: { host: 'x', oauth: { provider: 'microsoft365', user: 'a@b', client_id: 'c', client_secret: 's' } } },
      /needs "tenant"/,
    ],
    [
      { upstream: { host: 'x', oauth: { provider: 'google', user: 'a@b', client_id: 'c', client_secret: 's' } } },
      /needs "refresh_token_file"/,
    ],
    [{ upstream: { host: 'x', oauth: { user: 'a@b', client_id: 'c', client_secret: 's' } } }, /needs "provider/],
    [
      { upstream: { host: 'x', oauth: { provider: 'google', user: 'a@b', client_id: 'c' } } },
      /needs "client_secret_file"/,
    ],
  ])('%j is refused with a sentence', (part, message) => {
    expect(faults(part).join('\n')).toMatch(message);
  });

  test('the whole internet may send with a login, if somebody insists', () => {
    expect(faults({ allow: ['0.0.0.0/0'], login: { user: 'u', password: 'p' } })).toEqual([]);
  });

  test.each([
    ['25MB', 25_000_000],
    ['500 kB', 500_000],
    ['1.5g', 1_500_000_000],
    [1234, 1234],
    ['1234', 1234],
  ])('a size of %s is %i octets', (size, octets) => {
    expect(relay({ size }).size).toBe(octets);
  });
});

describe('probes:', () => {
  const probes = (list: object[]) => probeList.parse(list).map((each) => probeConfig(each, around.resolvePath));

  test('one host is enough; ports follow the kind of encryption', () => {
    expect(probes([{ host: 'mail.office.example' }])[0]).toMatchObject({
      port: 587,
      tls: 'auto',
      from: null,
      to: [],
      size: 10_000_000,
      everyMs: 900_000,
    });
    const ports = (['implicit', 'none', 'starttls'] as const).map((tls) => probes([{ host: 'x', tls }])[0]?.port);
    expect(ports).toEqual([465, 25, 587]);
  });

  test.each([
    [[{ host: 'x' }, { host: 'X', port: 587 }], /name one server and port twice/],
    [[{ host: 'x', every: '5s' }], /is too short; write 1m or more/],
    [[{ host: 'x', to: 'a@b.example' }], /has "to" without "from"/],
    [[{ host: 'x', from: 'a@b.example', to: ['c'] }], /must be a mail address/],
  ])('%j is refused with a sentence', (list, message) => {
    expect(
      probeList
        .safeParse(list)
        .error?.issues.map((issue) => JSON.stringify(issue))
        .join('\n')
        .replaceAll('\\"', '"'),
    ).toMatch(message);
  });
});
