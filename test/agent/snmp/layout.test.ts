import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSnmp, type SnmpClient } from '../../../agent/snmp/index.ts';
import { counter, integer, text, ticks } from '../../../simulator/snmp/value.ts';
import { plan, planCells, printer, rows, startDevice, type TestDevice } from './device.ts';

const upTime = '1.3.6.1.2.1.1.3.0';
const withTime = { scalars: [...plan.scalars, upTime], columns: plan.columns };
const cells = planCells + 1;
const supplyLevel = (row: number) => `${printer}11.1.1.9.1.${row}`;

let client: SnmpClient;
let device: TestDevice;
beforeEach(async () => {
  client = openSnmp();
  device = await startDevice();
});
afterEach(async () => {
  await client.close();
  await device.stop();
});

/** A visit, and the kinds of requests that it cost. */
async function visit() {
  const before = device.requests.length;
  const walk = await client.walk(device, withTime);
  return { walk, kinds: device.requests.slice(before).map((request) => request.kind) };
}

describe('a device that is known', () => {
  test('is asked for exactly what it has, and reads the same', async () => {
    const first = await visit();
    const second = await visit();
    expect(second.walk.cells).toEqual(first.walk.cells);
    expect(second.walk.parts).toEqual(first.walk.parts);
    expect(second.kinds).toEqual(['get', 'get-bulk']);
    expect(first.walk.cells.size).toBe(cells);
  });

  test('shows new values', async () => {
    await visit();
    device.setRows(rows.map((row) => (row.oid === supplyLevel(2) ? { ...row, value: integer(7) } : row)));
    expect((await visit()).walk.cells.get(supplyLevel(2))).toEqual({ type: 'integer', value: 7 });
  });

  test('shows a new alert at once', async () => {
    await visit();
    await visit();
    device.setRows([...rows, { oid: `${printer}18.1.1.8.1.3`, value: text('Cover open') }]);
    const { walk } = await visit();
    expect(walk.cells.has(`${printer}18.1.1.8.1.3`)).toBe(true);
    expect(walk.cells.has(`${printer}18.1.1.8.1.7`)).toBe(true);
  });

  test('loses a row at once, and its table is walked from then on', async () => {
    await visit();
    device.setRows(rows.filter((row) => !row.oid.startsWith(`${printer}8.2.1.10.`)));
    const { walk } = await visit();
    expect(walk.cells.size).toBe(cells - 1);
    expect(walk.parts.get(`${printer}8.2.1.10`)).toBe('read');
    device.setRows(rows);
    await visit();
    expect((await visit()).walk.cells.size).toBe(cells);
  });

  test('that gets a row betrays it by the guard, and the next visit has it', async () => {
    await visit();
    const added = [6, 8, 9].map((column) => ({ oid: `${printer}11.1.1.${column}.1.5`, value: integer(50) }));
    device.setRows([...rows, ...added]);
    await visit();
    expect((await visit()).walk.cells.get(supplyLevel(5))).toEqual({ type: 'integer', value: 50 });
  });

  test('that was started anew is learned anew', async () => {
    await visit();
    const inserted = { oid: `${printer}11.1.1.9.1.0`, value: integer(50) };
    device.setRows([...rows.map((row) => (row.oid === upTime ? { ...row, value: ticks(1) } : row)), inserted]);
    await visit();
    expect((await visit()).walk.cells.has(inserted.oid)).toBe(true);
  });

  test('that says its parts have changed is learned anew, unless it says so all the time', async () => {
    const changes = `${printer}5.1.1.1.1`;
    const counting = { ...plan, columns: [...plan.columns, [`${printer}5.1.1.1`]] };
    const look = async () => (await client.walk(device, counting)).cells;
    const withChanges = (count: number) => [...rows, { oid: changes, value: counter(count) }];
    device.setRows(withChanges(7));
    await look();
    // In front of the others, where no guard stands.
    const inserted = { oid: `${printer}11.1.1.9.1.0`, value: integer(50) };
    device.setRows([...withChanges(8), inserted]);
    await look();
    expect((await look()).has(inserted.oid)).toBe(true);
    for (let count = 9; count < 20; count++) {
      device.setRows(withChanges(count));
      await look();
    }
    const before = device.requests.length;
    device.setRows(withChanges(20));
    await look();
    expect(device.requests.slice(before).map((request) => request.kind)).toEqual(['get', 'get-bulk']);
  });

  test('that finds an exact request too big is asked in smaller ones', async () => {
    await device.stop();
    device = await startDevice(undefined, { maxBytes: 320 });
    const first = await visit();
    const second = await visit();
    expect(second.walk.cells).toEqual(first.walk.cells);
    await visit();
    const fourth = await visit();
    expect(fourth.walk.cells).toEqual(first.walk.cells);
    expect(fourth.walk.warnings).toEqual([]);
  });

  test('over v1 costs no more requests than it must', async () => {
    const target = { ...device, credentials: { version: 'v1', community: 'public' } } as const;
    const first = await client.walk(target, withTime);
    const second = await client.walk(target, withTime);
    expect(second.cells).toEqual(first.cells);
    expect(second.parts).toEqual(first.parts);
    expect(second.timing.requests).toBeLessThan(first.timing.requests);
  });
});
