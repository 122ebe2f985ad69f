import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Credentials,
  openSnmp,
  type SnmpClient,
  SnmpError,
  type Target,
  type UserCredentials,
} from '../../../agent/snmp/index.ts';
import type { Walk } from '../../../agent/walk.ts';
import { type Snmpd, snmpdPath, startSnmpd } from './snmpd.ts';

const password = 'correct horse';
const other = 'battery staple';
const user = (name: string, auth?: UserCredentials['auth'], priv?: UserCredentials['priv']): UserCredentials => ({
  version: 'v3',
  user: name,
  ...(auth && { auth }),
  ...(priv && { priv }),
});
const strong = user('strong', { protocol: 'sha256', password }, { protocol: 'aes', password: other });

const users: readonly (readonly [UserCredentials, string])[] = [
  [user('open'), 'createUser open'],
  [user('signed', { protocol: 'md5', password }), `createUser signed MD5 "${password}"`],
  [
    user('sha', { protocol: 'sha', password }, { protocol: 'aes', password: other }),
    `createUser sha SHA "${password}" AES "${other}"`,
  ],
  [strong, `createUser strong SHA-256 "${password}" AES "${other}"`],
  [
    user('strongest', { protocol: 'sha512', password }, { protocol: 'aes256', password: other }),
    `createUser strongest SHA-512 "${password}" AES-256 "${other}"`,
  ],
];
const level = (credentials: UserCredentials) => (credentials.priv ? 'priv' : credentials.auth ? 'auth' : 'noauth');
const config = [
  'rocommunity public 127.0.0.1',
  'sysName platen-test',
  'sysLocation a cellar',
  'sysServices 72',
  ...users.flatMap(([credentials, line]) => [line, `rouser ${credentials.user} ${level(credentials)}`]),
].join('\n');

const plan = {
  scalars: ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.6.0', '1.3.6.1.2.1.1.99.0'],
  columns: [[2, 3].map((column) => `1.3.6.1.2.1.1.9.1.${column}`), ['1.3.6.1.2.1.31.1.1.1.6']],
};

describe.skipIf(snmpdPath === null)('net-snmp as the device', () => {
  let snmpd: Snmpd;
  let client: SnmpClient;
  beforeAll(async () => {
    snmpd = await startSnmpd(config);
    client = openSnmp();
  });
  afterAll(async () => {
    await client?.close();
    await snmpd?.stop();
  });

  const target = (credentials: Credentials): Target => ({
    address: '127.0.0.1',
    port: snmpd.port,
    credentials,
    timeoutMs: 2000,
    retries: 1,
  });
  const failure = (credentials: Credentials) =>
    client.walk(target(credentials), plan).then(
      () => null,
      (error) => error,
    );
  const name = (walk: Walk) => {
    const cell = walk.cells.get('1.3.6.1.2.1.1.5.0');
    return cell?.type === 'octets' ? Buffer.from(cell.value).toString() : cell;
  };

  test('v1, v2c and every security level of v3 read the same', async () => {
    const walks = [
      await client.walk(target({ version: 'v2c', community: 'public' }), plan),
      await client.walk(target({ version: 'v1', community: 'public' }), plan),
    ];
    for (const [credentials] of users) walks.push(await client.walk(target(credentials), plan));
    for (const walk of walks) {
      expect(name(walk)).toBe('platen-test');
      expect(walk.parts.get('1.3.6.1.2.1.1.99.0')).toBe('absent');
      expect(walk.parts.get('1.3.6.1.2.1.1.9.1.2')).toBe('read');
      expect(walk.warnings).toEqual([]);
    }
    const [v2c, v1, ...v3] = walks.map((walk) =>
      [...walk.cells.keys()].filter((oid) => !oid.startsWith('1.3.6.1.2.1.31')),
    );
    expect(v2c?.length).toBeGreaterThan(8);
    expect(v1).toEqual(v2c);
    expect(v3).toEqual(users.map(() => v2c));
  });

  test('Counter64 comes whole through both ways of reading', async () => {
    for (const credentials of [{ version: 'v2c', community: 'public' } as const, strong]) {
      const walk = await client.walk(target(credentials), plan);
      const counts = [...walk.cells].filter(([oid]) => oid.startsWith('1.3.6.1.2.1.31.1.1.1.6.'));
      expect(counts.length).toBeGreaterThan(0);
      for (const [, cell] of counts) expect(cell).toEqual({ type: 'counter64', value: expect.any(BigInt) });
    }
  });

  test('the engine is learned once', async () => {
    const first = await client.walk(target({ ...strong, context: '' }), plan);
    const second = await client.walk(target({ ...strong, context: '' }), plan);
    expect(second.timing.requests).toBeLessThanOrEqual(first.timing.requests);
    expect(second.cells.size).toBe(first.cells.size);
  });

  test.each<[string, UserCredentials, RegExp]>([
    ['an unknown user', user('nobody'), /does not know this user/],
    [
      'a wrong password',
      { ...strong, auth: { protocol: 'sha256', password: 'wrong password' } },
      /authentication password/,
    ],
    ['a wrong protocol', { ...strong, auth: { protocol: 'sha', password } }, /authentication password|SNMPv3/],
    ['a level that is too low', user('strong', { protocol: 'sha256', password }), /does not let them read/],
  ])('%s is said', async (_what, credentials, words) => {
    const error = await failure(credentials);
    expect(error).toMatchObject({ code: 'SNMP_AUTH' });
    expect(String(error.message)).toMatch(words);
  });

  test('a wrong privacy password is no answer, or a refusal', async () => {
    const wrong = { ...strong, priv: { protocol: 'aes', password: 'wrong password' } } as const;
    const impatient = { ...target(wrong), timeoutMs: 500, retries: 0 };
    const error = await client.walk(impatient, plan).then(
      () => null,
      (reason: unknown) => (reason instanceof SnmpError ? reason : null),
    );
    expect(['SNMP_AUTH', 'SNMP_TIMEOUT']).toContain(error?.code);
  });
});
