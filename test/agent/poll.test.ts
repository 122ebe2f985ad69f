import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pollDevice } from '../../agent/poll.ts';
import { openSnmp, type SnmpClient } from '../../agent/snmp/index.ts';
import { readingSchema } from '../../contract/index.ts';
import { officeDevices } from '../../simulator/devices/index.ts';
import { objectsOf } from '../../simulator/printer/objects.ts';
import { createPrinter } from '../../simulator/printer/printer.ts';
import { type Responder, startResponder } from '../../simulator/snmp/responder.ts';
import { startDevice, type TestDevice } from './snmp/device.ts';

const now = new Date('2026-11-23T09:12:04.512Z');
const asking = { credentials: { version: 'v2c', community: 'public' }, timeoutMs: 500, retries: 1 } as const;

let client: SnmpClient;
const started: { stop(): Promise<void> }[] = [];
beforeEach(() => {
  client = openSnmp();
});
afterEach(async () => {
  await client.close();
  await Promise.all(started.splice(0).map((device) => device.stop()));
});
const keep = <T extends Responder | TestDevice>(device: T): T => {
  started.push(device);
  return device;
};

describe('a poll', () => {
  test.each(officeDevices.map((device) => [device.id, device] as const))(
    'of %s is a whole reading',
    async (_id, device) => {
      const printer = createPrinter(device, now.getTime());
      const table = objectsOf(printer, () => now.getTime());
      const { address, port } = keep(await startResponder({ address: '127.0.0.1', port: 0, table }));
      const reading = await pollDevice(client, { address, port, ...asking }, now);
      expect(readingSchema.parse(reading)).toEqual(reading);
      expect(reading).toMatchObject({ address, port, takenAt: now.toISOString(), reachable: true, error: null });
      expect(reading.identity.name).toBe(device.name);
      expect(reading.supplies?.length).toBe(device.supplies.length);
      expect(reading.timing.requests).toBeGreaterThan(2);
      // Known by now: the same is read with fewer requests.
      const again = await pollDevice(client, { address, port, ...asking }, now);
      expect({ ...again, timing: null }).toEqual({ ...reading, timing: null });
      expect(again.timing.requests).toBeLessThanOrEqual(5);
    },
  );

  test('of a device that is off is a reading too', async () => {
    const device = keep(await startDevice(() => null));
    const reading = await pollDevice(client, { ...device, timeoutMs: 50 }, now);
    expect(readingSchema.parse(reading)).toEqual(reading);
    expect(reading).toMatchObject({
      reachable: false,
      status: 'unreachable',
      error: { code: 'SNMP_TIMEOUT' },
      supplies: null,
      timing: { requests: 3, bytes: 0 },
    });
    expect(reading.conditions.map((condition) => condition.kind)).toEqual(['device-unreachable']);
  });

  test('keeps who it was from the last reading', async () => {
    const printer = createPrinter(officeDevices[0] ?? expect.fail('no device'), now.getTime());
    let isOn = true;
    const objects = objectsOf(printer, () => now.getTime());
    const { address, port } = keep(
      await startResponder({ address: '127.0.0.1', port: 0, table: () => (isOn ? objects() : null) }),
    );
    const target = { address, port, ...asking, timeoutMs: 50 };
    const last = await pollDevice(client, target, now);
    isOn = false;
    const reading = await pollDevice(client, target, now, () => last);
    expect(reading.reachable).toBe(false);
    expect(reading.identity).toEqual(last.identity);
  });

  test('of garbage says so', async () => {
    const device = keep(await startDevice(() => Buffer.from('no SNMP here')));
    const reading = await pollDevice(client, { ...device, timeoutMs: 50 }, now);
    expect(reading.error?.code).toBe('SNMP_GARBLED');
    expect(reading.conditions.map((condition) => condition.kind)).toEqual(['garbled-answers']);
  });
});
