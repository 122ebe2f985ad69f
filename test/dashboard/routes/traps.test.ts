import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceDetail, DeviceRow, Trap } from '../../../contract/index.ts';
import { keep } from '../../../dashboard/store/prune.ts';
import { mostTraps } from '../../../dashboard/store/traps.ts';
import { type Office, openOffice } from '../office.ts';
import { later, sampleReading, t0 } from '../samples.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  await office.push([device]);
});
afterEach(() => office.close());

const device = sampleReading();
const trap = (title: string, part: Partial<Trap> = {}): Trap => ({
  schema: 'platen.trap/1',
  at: t0.toISOString(),
  address: device.address,
  port: device.port,
  version: 'v2c',
  inform: false,
  oid: '1.3.6.1.2.1.43.18.2.0.1',
  name: 'printerV2Alert',
  title,
  uptimeSeconds: 12,
  bindings: [{ oid: '1.3.6.1.2.1.43.18.1.1.8.1.4', name: 'prtAlertDescription.1.4', text: title }],
  omitted: 0,
  ...part,
});
const row = async () => (await office.get<{ items: DeviceRow[] }>('devices')).items[0];
const detail = async () => office.get<DeviceDetail>(`devices/${(await row())?.id}`);
const send = async (traps: Trap[]) => expect((await office.send({ traps })).statusCode).toBe(200);

describe('traps of a push', () => {
  test('are listed with their device, the newest first, and change nothing else of it', async () => {
    const before = await detail();
    expect(before.traps).toEqual([]);
    expect(before.device.trapAt).toBeNull();
    await send([trap('Paper jam'), trap('Toner low', { inform: true })]);
    await send([trap('Cover open')]);
    const after = await detail();
    expect(after.traps.map(({ title, inform }) => [title, inform])).toEqual([
      ['Cover open', false],
      ['Toner low', true],
      ['Paper jam', false],
    ]);
    expect(new Set(after.traps.map(({ id }) => id)).size).toBe(3);
    expect(after.device).toEqual({ ...before.device, trapAt: t0.toISOString() });
    expect(after.alerts).toEqual(before.alerts);
  });

  test('are bounded for each device, and forgotten in the end', async () => {
    for (let n = 0; n < 3; n++) await send(Array.from({ length: 70 }, (_, i) => trap(`Trap ${n * 70 + i}`)));
    const kept = (await detail()).traps;
    expect(kept.length).toBe(mostTraps);
    expect([kept[0]?.title, kept.at(-1)?.title]).toEqual(['Trap 209', 'Trap 110']);
    await office.store.prune(later(keep.traps + 1));
    expect((await detail()).traps).toEqual([]);
  });

  test('of a clock that is ahead are of now; of a device that nobody knows they are left out', async () => {
    await send([trap('Tomorrow', { at: '2999-01-01T00:00:00Z' }), trap('Nobody', { address: '127.9.9.9' })]);
    const { traps } = await detail();
    expect(traps.map(({ title }) => title)).toEqual(['Tomorrow']);
    expect(traps[0]?.at).not.toMatch(/^2999/);
    expect((await office.get<{ items: DeviceRow[] }>('devices')).items.length).toBe(1);
  });

  test('of an agent that knows none are no fault', async () => {
    const answer = await office.send({ traps: undefined as never });
    expect(answer.statusCode).toBe(200);
  });

  test('that are too long are refused, as a whole', async () => {
    const answer = await office.send({ traps: [trap('x'.repeat(5000))] });
    expect(answer.json()).toMatchObject({ status: 400, code: 'BODY_INVALID' });
    expect((await detail()).traps).toEqual([]);
  });

  test('are told to every open page', async () => {
    const before = (await office.store.stream.bounds()).newest;
    await send([trap('Paper jam')]);
    expect((await office.store.stream.bounds()).newest).toBeGreaterThan(before);
  });
});
