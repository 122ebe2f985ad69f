/** The demo's story from end to end, in one process on real sockets: SNMP, SMTP, SQLite, HTTP. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { DemoWorld } from '../../cli/demo-world.ts';
import { startDemo } from '../../cli/demo-world.ts';
import type { Alert, DeviceRow, ScanRow } from '../../contract/index.ts';
import {
  alertSchema,
  deviceDetailSchema,
  deviceRowSchema,
  pageOf,
  scanRowSchema,
  webhookBodySchema,
} from '../../contract/index.ts';

let world: DemoWorld;
let begunAt = 0;

beforeAll(async () => {
  world = await startDemo({ port: 0, log: pino({ level: process.env.PLATEN_LOG ?? 'silent' }) });
  world.office.begin();
  begunAt = performance.now();
});

afterAll(() => world?.stop());

async function read<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
  const answer = await fetch(`${world.url}/api/v1/${path}`);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return schema.parse(await answer.json());
}

const devices = async (): Promise<DeviceRow[]> => (await read('devices?limit=1000', pageOf(deviceRowSchema))).items;
const alerts = async (): Promise<Alert[]> => (await read('alerts?state=all&limit=1000', pageOf(alertSchema))).items;
const scans = async (): Promise<ScanRow[]> => (await read('scans?limit=1000', pageOf(scanRowSchema))).items;

/** Looks again until there is something, at most till the story's minute is over. */
async function awaitFound<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() - begunAt > 58_000) throw new Error(`${what}: not seen within the first minute`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The device of the office as the dashboard knows it. */
async function rowOf(id: string): Promise<DeviceRow> {
  const { address, port } = deviceAt(id);
  return awaitFound(id, async () => (await devices()).find((row) => row.address === address && row.port === port));
}

function deviceAt(id: string) {
  const device = world.office.devices.find((each) => each.id === id);
  if (!device) throw new RangeError(`the office has no ${id}`);
  return device;
}

describe('within the first minute', { timeout: 60_000 }, () => {
  it('the page’s list shows every device, by maker, model, serial number and place', async () => {
    const rows = await awaitFound('all devices', async () => {
      const found = await devices();
      return found.length >= world.office.devices.length && found.every(({ reachedAt }) => reachedAt)
        ? found
        : undefined;
    });
    expect(rows.length).toBeGreaterThanOrEqual(12);
    const byVendor = Map.groupBy(rows, ({ vendor }) => vendor);
    expect([...byVendor.keys()].toSorted()).toEqual(
      ['brother', 'canon', 'epson', 'hp', 'konica-minolta', 'kyocera', 'oki', 'ricoh', 'xerox'].toSorted(),
    );
    expect(byVendor.get('xerox')).toHaveLength(4);
    expect(
      byVendor
        .get('oki')
        ?.map(({ model }) => model)
        .toSorted(),
    ).toEqual(['B432', 'C712', 'C844', 'MC573', 'ML5720']);
    for (const row of rows) expect(row, row.name).toMatchObject({ serial: /^SIM/, location: /\w/, model: /\w/ });
    const named = world.office.devices.map(({ name, calledName, location }) => [calledName ?? name, location]);
    expect(rows.map(({ name, location }) => [name, location]).toSorted()).toEqual(named.toSorted());
    expect(named).toContainEqual(['Café printer', 'Café, ground floor']);
  });

  it.each([
    { id: 'marketing-printer', kind: 'fuser-fault', code: '173', severity: 'critical' },
    { id: 'design-printer', kind: 'drum-fault', code: '140', severity: 'critical' },
    { id: 'kitchen-copier', kind: 'scan-lock', code: null },
    { id: 'archive-copier', kind: 'paper-jam', severity: 'critical' },
    { id: 'sales-printer', kind: 'toner-low', severity: 'warning' },
    { id: 'legal-copier', kind: 'tray-empty' },
    { id: 'front-desk-copier', kind: 'cover-open' },
    { id: 'warehouse-printer', kind: 'device-unreachable' },
    { id: 'personnel-copier', kind: 'scan-refused' },
  ])('$id: $kind, with cause and remedy', async ({ id, ...expected }) => {
    const { id: deviceId } = await rowOf(id);
    const alert = await awaitFound(`${expected.kind} of ${id}`, async () =>
      (await alerts()).find((each) => each.deviceId === deviceId && each.kind === expected.kind && each.firedAt),
    );
    expect(alert).toMatchObject(expected);
    for (const text of [alert.title, alert.cause, alert.remedy, alert.evidence]) expect(text).toMatch(/\w{3}/);
    expect(alert.entry).not.toBe('unknown');
  });

  it('the alerts name the part: Magenta toner, Cassette 1', async () => {
    const part = async (id: string, kind: string) => {
      const { id: deviceId } = await rowOf(id);
      return (await alerts()).find((alert) => alert.deviceId === deviceId && alert.kind === kind)?.where;
    };
    expect(await part('sales-printer', 'toner-low')).toContain('Magenta');
    expect(await part('legal-copier', 'tray-empty')).toBe('Cassette 1');
  });

  it('a scan refused with 550 relay denied, on the account of its device', async () => {
    const { id: deviceId } = await rowOf('personnel-copier');
    const refused = await awaitFound('the refused scan', async () =>
      (await scans()).find((scan) => scan.outcome === 'refused' && scan.reason === 'relay-denied'),
    );
    expect(refused).toMatchObject({
      deviceId,
      from: 'personnel-copier@office.example',
      to: expect.stringMatching(/^p…\w{4}@taxes\.example$/),
      stage: 'rcpt',
      reply: { code: 550, enhanced: '5.7.1' },
      retryable: false,
    });
    expect(refused.cause).toMatch(/\w{3}/);
    expect(refused.remedy).toMatch(/\w{3}/);
    const { scans: own } = await read(`devices/${encodeURIComponent(deviceId)}`, deviceDetailSchema);
    expect(own.map(({ outcome }) => outcome)).toContain('refused');
  });

  it('a scan deferred, and later sent', async () => {
    const { id: deviceId } = await rowOf('boardroom-copier');
    const ours = await awaitFound('the late scan', async () => {
      const found = (await scans()).filter((scan) => scan.to?.endsWith('@partner.example'));
      return found.length >= 2 ? found : undefined;
    });
    expect(ours.map(({ outcome }) => outcome)).toEqual(['sent', 'deferred']);
    expect(ours.map((scan) => scan.deviceId)).toEqual([deviceId, deviceId]);
    expect(ours[1]).toMatchObject({ reply: { code: 451, enhanced: '4.7.1' }, retryable: true });
    expect(ours[0]?.queueId).toBe(ours[1]?.queueId);
  });

  it('the device that was dark is back, and its alert has ended', async () => {
    const { id: deviceId } = await rowOf('warehouse-printer');
    await awaitFound('the end of device-unreachable', async () =>
      (await alerts()).find(
        ({ deviceId: of, kind, state }) => of === deviceId && kind === 'device-unreachable' && state === 'resolved',
      ),
    );
    expect((await rowOf('warehouse-printer')).status).toBe('ok');
  });

  it('the catcher got fired before resolved, each with a signature that the standardwebhooks library verifies', async () => {
    const received = world.office.catcher.received;
    await awaitFound('alert.resolved at the catcher', async () =>
      received.find(({ type }) => type === 'alert.resolved'),
    );
    const verifier = new Webhook(world.webhookSecret);
    const told = received.map(({ headers, body, verified }) => {
      expect(verified).toBe('ok');
      expect(() => verifier.verify(body, headers)).not.toThrow();
      return webhookBodySchema.parse(JSON.parse(body));
    });
    const resolved = told.find(({ type }) => type === 'alert.resolved');
    const same = told.filter(({ data }) => data.alert?.id === resolved?.data.alert?.id).map(({ type }) => type);
    expect(same[0]).toBe('alert.fired');
    expect(same.at(-1)).toBe('alert.resolved');
    const fired = told.flatMap(({ type, data }) => (type === 'alert.fired' && data.alert ? [data.alert.kind] : []));
    expect(fired).toEqual(expect.arrayContaining(['fuser-fault', 'drum-fault', 'scan-lock', 'paper-jam', 'toner-low']));
    expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
  });

  it('no device has a trouble that nobody gave it', async () => {
    const expected = new Set([
      'marketing-printer',
      'design-printer',
      'kitchen-copier',
      'archive-copier',
      'sales-printer',
      'legal-copier',
      'front-desk-copier',
      'warehouse-printer',
      'personnel-copier',
      'boardroom-copier',
    ]);
    const calm = await Promise.all(
      world.office.devices.filter(({ id }) => !expected.has(id)).map(async ({ id }) => (await rowOf(id)).id),
    );
    const surprises = (await alerts()).filter(({ deviceId }) => deviceId !== null && calm.includes(deviceId));
    expect(surprises.map(({ kind, key, evidence }) => ({ kind, key, evidence }))).toEqual([]);
  });
});

it('stops within seconds and leaves nothing behind', { timeout: 15_000 }, async () => {
  const { url, office, folder } = world;
  const folders = [folder, dirname(office.mailLog)];
  expect(folders.map((each) => existsSync(each))).toEqual([true, true]);
  await world.stop();
  await expect(fetch(url)).rejects.toThrow();
  await expect(fetch(office.catcher.page)).rejects.toThrow();
  expect(folders.map((each) => existsSync(each))).toEqual([false, false]);
});
