import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discoverDevice } from '../../agent/discover.ts';
import { openSnmp, type SnmpClient } from '../../agent/snmp/index.ts';
import { type Misbehaviour, rows, startDevice } from './snmp/device.ts';
import { snmpdPath, startSnmpd } from './snmp/snmpd.ts';

const now = new Date('2026-11-23T09:12:04Z');
let client: SnmpClient;
const started: { stop(): Promise<void> }[] = [];
beforeEach(() => {
  client = openSnmp();
});
afterEach(async () => {
  await client.close();
  await Promise.all(started.splice(0).map((device) => device.stop()));
});

async function discover(misbehave?: Misbehaviour, { having = rows, ports = [] as number[] } = {}) {
  const device = await startDevice(misbehave, { rows: having });
  started.push(device);
  return discoverDevice(client, { ...device, timeoutMs: 150, retries: 0 }, now, ports);
}

describe('an address', () => {
  test('with a printer', async () => {
    const discovery = await discover();
    expect(discovery).toMatchObject({ address: '127.0.0.1', reason: 'printer', identity: { name: 'printer-2f' } });
  });

  test('with something else that speaks SNMP', async () => {
    expect(await discover(undefined, { having: rows.slice(0, 4) })).toMatchObject({
      reason: 'not-a-printer',
      identity: { name: 'printer-2f' },
    });
  });

  test('with nothing', async () => {
    expect(await discover(() => null)).toMatchObject({ reason: 'no-answer', identity: null });
  });

  test('with noise', async () => {
    expect(await discover(() => Buffer.from('noise'))).toMatchObject({ reason: 'garbled' });
  });

  test('with a name that no one knows', async () => {
    const target = { address: 'no-such-printer.invalid', port: 161, timeoutMs: 100, retries: 0 };
    const credentials = { version: 'v2c', community: 'public' } as const;
    expect(await discoverDevice(client, { ...target, credentials }, now, [])).toMatchObject({ reason: 'no-such-host' });
  });

  test('that takes print jobs but no SNMP', async () => {
    const server: Server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await discover(() => null, { ports: [port] })).toMatchObject({ reason: 'snmp-silent' });
    server.close();
  });
});

describe.skipIf(snmpdPath === null)('an address that wants SNMPv3', () => {
  test('says so, and says when the credentials are refused', async () => {
    const snmpd = await startSnmpd(
      'createUser someone SHA-256 "correct horse"\nrouser someone auth\nrocommunity hidden\n',
    );
    started.push(snmpd);
    const asking = { address: '127.0.0.1', port: snmpd.port, timeoutMs: 500, retries: 0 };
    const byCommunity = { ...asking, credentials: { version: 'v2c', community: 'public' } } as const;
    expect(await discoverDevice(client, byCommunity, now, [])).toMatchObject({ reason: 'v3-required' });
    const byWrongUser = { ...asking, credentials: { version: 'v3', user: 'nobody' } } as const;
    expect(await discoverDevice(client, byWrongUser, now, [])).toMatchObject({
      reason: 'auth-failed',
      detail: expect.stringContaining('does not know this user'),
    });
  });
});
