import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../contract/secret.ts';
import { openDevice, sendScan } from '../smtp/device.ts';
import { caFile, type Script, type ScriptedServer, startScriptedServer } from '../smtp/scripted-server.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../smtp/token-endpoint.ts';
import { linesOf, type Office, openOffice, type RelayParts, relayConfigOf } from './office.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

async function setUp(
  script: Script,
  upstreamParts: RelayParts['upstream'] = {},
): Promise<Office & { upstream: ScriptedServer }> {
  const upstream = await startScriptedServer(script);
  const office = await openOffice(
    relayConfigOf(upstream.port, { upstream: { tls: 'starttls', ca: caFile, host: 'localhost', ...upstreamParts } }),
  );
  stops.push(upstream.stop, () => office.relay.stop());
  return { ...office, upstream };
}

async function sendOne(port: number): Promise<string> {
  const device = await openDevice(port);
  try {
    return await sendScan(device, {});
  } finally {
    device.leave();
  }
}

const withTls = ['STARTTLS', 'AUTH PLAIN LOGIN XOAUTH2'];

describe('encryption towards the upstream', () => {
  test('STARTTLS with a certificate that is trusted', async () => {
    const { port, results, upstream } = await setUp({ extensions: withTls });
    expect(await sendOne(port)).toMatch(/^250/);
    expect(upstream.lines.filter((line) => /^(EHLO|STARTTLS)/.test(line)).length).toBeGreaterThanOrEqual(3);
    expect(results[0]?.outcome).toBe('sent');
  });

  test('from the first octet', async () => {
    const { port } = await setUp({ implicit: true }, { tls: 'implicit' });
    expect(await sendOne(port)).toMatch(/^250/);
  });

  test.each([
    ['an unknown authority', { extensions: withTls }, { ca: null }, /unable to verify|self-signed|local issuer/],
    ['another name', { extensions: withTls, certificate: 'other' }, {}, /does not match the name/],
    ['one that has ended', { extensions: withTls, certificate: 'expired' }, {}, /certificate has expired/],
  ] as const)('a certificate of %s ends it before anything is said', async (_, script, parts, why) => {
    const { port, results, upstream } = await setUp(script, parts);
    expect(await sendOne(port)).toMatch(/^451 4\.7\.5 The relay could not encrypt/);
    expect(results[0]).toMatchObject({ stage: 'tls', outcome: 'refused', reason: 'tls' });
    expect(results[0]?.reply?.text).toMatch(why);
    expect(upstream.lines.every((line) => /^(EHLO|STARTTLS)/.test(line))).toBe(true);
  });

  test('verify: false takes it', async () => {
    const { port } = await setUp({ extensions: withTls, certificate: 'expired' }, { verify: false });
    expect(await sendOne(port)).toMatch(/^250/);
  });

  test('a server without STARTTLS gets no mail and no password', async () => {
    const login = { kind: 'password', user: 'u', password: new Secret('p'), method: null } as const;
    const { port, results, upstream } = await setUp({ extensions: ['AUTH PLAIN'] }, { login });
    expect(await sendOne(port)).toMatch(/^451 4\.7\.5 .*not offered/);
    expect(results[0]).toMatchObject({ stage: 'tls', entry: 'smtp-text-tls-not-offered' });
    expect(upstream.lines.every((line) => line.startsWith('EHLO'))).toBe(true);
  });

  test('what came in clear behind the go-ahead is forgotten', async () => {
    const { port, results } = await setUp({
      extensions: withTls,
      on: (line) => (line === 'STARTTLS' ? '220 go\r\n250-injected\r\n250 AUTH PLAIN' : null),
    });
    expect(await sendOne(port)).toMatch(/^250 2\.0\.0 Ok/);
    expect(results[0]?.outcome).toBe('sent');
  });
});

describe('a login with a password', () => {
  const login = (method: 'PLAIN' | 'LOGIN' | null = null) =>
    ({ kind: 'password', user: 'scans@office.example', password: new Secret('pass wörd'), method }) as const;
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

  test('PLAIN and LOGIN', async () => {
    const plain = await setUp({ extensions: withTls }, { login: login() });
    expect(await sendOne(plain.port)).toMatch(/^250/);
    expect(plain.upstream.lines).toContain(`AUTH PLAIN ${base64('\0scans@office.example\0pass wörd')}`);
    const old = await setUp({ extensions: ['STARTTLS', 'AUTH LOGIN'] }, { login: login() });
    expect(await sendOne(old.port)).toMatch(/^250/);
    expect(old.upstream.lines.join(' ')).toContain(
      `AUTH LOGIN ${base64('scans@office.example')} ${base64('pass wörd')}`,
    );
  });

  test('that Microsoft has retired: the device is told whose login it is, the office why', async () => {
    const reply = '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR01CA0001]';
    const { port, results } = await setUp(
      { extensions: withTls, on: (line) => (line.startsWith('AUTH') ? reply : null) },
      { login: login() },
    );
    expect(await sendOne(port)).toMatch(
      /^451 4\.7\.0 The relay could not log in at localhost\[.*\]:\d+: 535 5\.7\.139 .*disabled/,
    );
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      stage: 'auth',
      outcome: 'refused',
      reason: 'auth-method-retired',
      provider: 'microsoft365',
      reply: { code: 535, enhanced: '5.7.139' },
    });
    expect(JSON.stringify(results)).not.toContain('wörd');
  });

  test('no method in common', async () => {
    const { port, results } = await setUp({ extensions: ['STARTTLS', 'AUTH XOAUTH2'] }, { login: login() });
    expect(await sendOne(port)).toMatch(/^451 4\.7\.0 .*the server offers only XOAUTH2/);
    expect(results[0]).toMatchObject({ stage: 'auth', entry: 'smtp-no-common-login', reason: 'auth-method-retired' });
  });
});

describe('XOAUTH2', () => {
  let endpoint: TokenEndpoint;
  beforeEach(async () => {
    endpoint = await startTokenEndpoint();
    stops.push(endpoint.stop);
  });
  const login = () =>
    ({
      kind: 'oauth',
      user: 'scans@office.example',
      grant: {
        url: endpoint.url,
        clientId: 'app',
        clientSecret: new Secret('hush'),
        refreshToken: null,
        scope: 'https://outlook.office365.com/.default',
      },
    }) as const;

  /** An upstream that takes these tokens only, as Microsoft's and Google's do. */
  const checking = (valid: () => readonly string[]) => {
    let isRefusing = false;
    return (line: string): string | null => {
      if (isRefusing) {
        isRefusing = false;
        return '535 5.7.3 Authentication unsuccessful';
      }
      const response = /^AUTH XOAUTH2 (.+)$/.exec(line)?.[1];
      if (response === undefined)
        return line.startsWith('MAIL') || !line.startsWith('AUTH') ? null : '504 5.7.4 Unrecognized';
      const said = Buffer.from(response, 'base64').toString();
      if (valid().some((token) => said === `user=scans@office.example\u0001auth=Bearer ${token}\u0001\u0001`))
        return '235 2.7.0 Accepted';
      isRefusing = true;
      return `334 ${Buffer.from('{"status":"401","schemes":"Bearer"}').toString('base64')}`;
    };
  };

  test('one token serves many scans', async () => {
    const { port, results, upstream } = await setUp(
      { extensions: withTls, on: checking(() => ['token-1']) },
      { login: login() },
    );
    for (let i = 0; i < 5; i++) expect(await sendOne(port)).toMatch(/^250/);
    expect(endpoint.asked).toHaveLength(1);
    expect(upstream.accepted).toHaveLength(5);
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(5).fill('sent'));
  });

  test('a token that was withdrawn is replaced on the spot', async () => {
    let valid = ['token-1'];
    const { port } = await setUp({ extensions: withTls, on: checking(() => valid) }, { login: login() });
    expect(await sendOne(port)).toMatch(/^250/);
    valid = ['token-2'];
    expect(await sendOne(port)).toMatch(/^250/);
    expect(endpoint.asked).toHaveLength(2);
  });

  test('a login that stays refused is told as the upstream said it', async () => {
    const { port, results } = await setUp({ extensions: withTls, on: checking(() => []) }, { login: login() });
    expect(await sendOne(port)).toMatch(/^451 4\.7\.0 .*535 5\.7\.3 Authentication unsuccessful/);
    expect(results[0]).toMatchObject({ stage: 'auth', reason: 'auth-failed', reply: { code: 535, enhanced: '5.7.3' } });
    expect(endpoint.asked).toHaveLength(2);
  });

  test('no token to be had', async () => {
    endpoint.answer = () => ({
      status: 401,
      body: '{"error":"invalid_client","error_description":"AADSTS7000222: expired"}',
    });
    const { port, results, upstream } = await setUp({ extensions: withTls }, { login: login() });
    expect(await sendOne(port)).toMatch(/^451 4\.7\.0 .*AADSTS7000222/);
    expect(linesOf(results)).toEqual(['null auth refused auth-failed 451']);
    expect(results[0]?.entry).toBe('smtp-no-token');
    expect(JSON.stringify([results, upstream.lines])).not.toContain('hush');
  });
});

test('no more sessions at a time than the upstream takes', async () => {
  let open = 0;
  let most = 0;
  const upstream = await startScriptedServer({
    on(line) {
      if (line.startsWith('MAIL')) most = Math.max(most, ++open);
      return null;
    },
    receipt() {
      open -= 1;
      return '250 2.0.0 Ok';
    },
  });
  const office = await openOffice(relayConfigOf(upstream.port, { upstream: { connections: 3 } }));
  stops.push(upstream.stop, () => office.relay.stop());
  const said = await Promise.all(Array.from({ length: 12 }, () => sendOne(office.port)));
  expect(said.every((reply) => reply.startsWith('250'))).toBe(true);
  expect(most).toBeLessThanOrEqual(3);
});
