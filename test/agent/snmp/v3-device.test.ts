/** A printer that speaks SNMPv3: net-snmp's agent in front, with the tables of a simulated device behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discoverDevice } from '../../../agent/discover.ts';
import { pollDevice } from '../../../agent/poll.ts';
import { openSnmp, type SnmpClient, type UserCredentials } from '../../../agent/snmp/index.ts';
import { readingSchema } from '../../../contract/index.ts';
import { officeDevices } from '../../../simulator/devices/index.ts';
import { objectsOf } from '../../../simulator/printer/objects.ts';
import { createPrinter, raise } from '../../../simulator/printer/printer.ts';
import { exitJam } from '../../../simulator/scripts/troubles.ts';
import { type Responder, startResponder } from '../../../simulator/snmp/responder.ts';
import { frontModules, type Snmpd, snmpdPath, startSnmpd } from './snmpd.ts';

const password = 'correct horse';
const other = 'battery staple';
/** From what old devices have to the strongest that net-snmp was built with. */
const users = [
  ['sha', 'SHA', 'aes', 'AES'],
  ['sha256', 'SHA-256', 'aes', 'AES'],
  ['sha256', 'SHA-256', 'aes256', 'AES-256'],
  ['sha512', 'SHA-512', 'aes256', 'AES-256'],
] as const;
const credentials = users.map(
  ([auth, , priv], n): UserCredentials => ({
    version: 'v3',
    user: `reader${n}`,
    auth: { protocol: auth, password },
    priv: { protocol: priv, password: other },
  }),
);
/** What a device has: all of it comes from the simulated printer. */
const trees = ['.1.3.6.1.2.1.1', '.1.3.6.1.2.1.2', '.1.3.6.1.2.1.25', '.1.3.6.1.2.1.43', '.1.3.6.1.4.1.253'];
const now = new Date();

describe.skipIf(snmpdPath === null)('a device behind net-snmp’s own agent', () => {
  let printer: Responder;
  let snmpd: Snmpd;
  let client: SnmpClient;
  beforeAll(async () => {
    const [description] = officeDevices;
    if (!description) throw new Error('the office has no device');
    const simulated = createPrinter(description, now.getTime());
    raise(simulated, exitJam, now.getTime());
    printer = await startResponder({
      address: '127.0.0.1',
      port: 0,
      table: objectsOf(simulated, () => now.getTime()),
    });
    snmpd = await startSnmpd(
      [
        ...users.map(([, auth, , priv], n) => `createUser reader${n} ${auth} "${password}" ${priv} "${other}"`),
        ...users.map((_, n) => `rouser reader${n} priv`),
        ...trees.map((tree) => `proxy -v 2c -c public 127.0.0.1:${printer.port} ${tree}`),
      ].join('\n'),
      frontModules,
    );
    client = openSnmp();
  });
  afterAll(async () => {
    await client?.close();
    await snmpd?.stop();
    await printer?.stop();
  });
  const target = (as: UserCredentials) => {
    return { address: '127.0.0.1', port: snmpd.port, credentials: as, timeoutMs: 3000, retries: 1 };
  };

  test.each(users.map((each, n) => [...each, n] as const))(
    '%s (%s) and %s (%s) read all that v2c reads',
    async (_a, _b, _c, _d, n) => {
      const as = credentials[n] as UserCredentials;
      const byCommunity = {
        ...target(as),
        port: printer.port,
        credentials: { version: 'v2c', community: 'public' },
      } as const;
      const wanted = await pollDevice(client, byCommunity, now);
      const got = await pollDevice(client, target(as), now);
      expect(readingSchema.safeParse(got).success).toBe(true);
      expect(got.conditions.map(({ kind, code }) => `${kind} ${code}`)).toContain('paper-jam 077-109');
      const same = { port: 0, timing: null, warnings: [], uptimeSeconds: 0 };
      expect({ ...got, ...same }).toEqual({ ...wanted, ...same });
    },
    30_000,
  );

  test('is discovered with its user, also where a community is tried first', async () => {
    const as = credentials[2] as UserCredentials;
    expect(await discoverDevice(client, target(as), now, [])).toMatchObject({
      reason: 'printer',
      identity: { vendor: 'xerox', model: 'AltaLink C8045' },
    });
    const community = { version: 'v2c', community: 'public' } as const;
    const asking = { ...target(as), credentials: community, timeoutMs: 400, retries: 0 };
    expect(await discoverDevice(client, { ...asking, otherCredentials: [as] }, now, [])).toMatchObject({
      reason: 'printer',
    });
    expect(await discoverDevice(client, asking, now, [])).toMatchObject({ reason: 'v3-required' });
    const undecipherable = { ...as, priv: { protocol: 'aes256', password: 'wrong password' } } as const;
    expect(await discoverDevice(client, { ...asking, credentials: undecipherable }, now, [])).toMatchObject({
      reason: 'auth-failed',
      detail: expect.stringContaining('privacy password'),
    });
    const wrong = { ...as, auth: { protocol: 'sha256', password: 'wrong password' } } as const;
    expect(await discoverDevice(client, { ...asking, otherCredentials: [wrong] }, now, [])).toMatchObject({
      reason: 'auth-failed',
      detail: expect.stringContaining('authentication password'),
    });
  }, 30_000);
});
