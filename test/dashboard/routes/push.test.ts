import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alert, DeviceChange, DeviceDetail, DeviceRow, ScanRow, Summary } from '../../../contract/index.ts';
import { type Office, openOffice, token } from '../office.ts';
import { sampleCondition, samplePush, sampleReading, sampleScan, sentScan, silentReading } from '../samples.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const devices = async () => (await office.get<{ items: DeviceRow[] }>('devices')).items;
const alerts = async (state = 'open') => (await office.get<{ items: Alert[] }>(`alerts?state=${state}`)).items;
const jammed = sampleReading({ conditions: [sampleCondition()], status: 'stopped' });

describe('who may push', () => {
  const post = (headers: Record<string, string>, payload: object = samplePush()) =>
    office.app.inject({ method: 'POST', url: '/api/v1/push', headers, payload });

  test.each([
    [{}, 'TOKEN_MISSING'],
    [{ authorization: 'Basic abc' }, 'TOKEN_MISSING'],
    [{ authorization: 'Bearer wrong-wrong-wrong-wrong' }, 'TOKEN_UNKNOWN'],
  ])('%j: %s', async (headers, code) => {
    const answer = await post(headers as Record<string, string>);
    expect(answer.json()).toMatchObject({ status: 401, code });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('an agent in the name of another', async () => {
    const answer = await post({ authorization: `Bearer ${token}` }, samplePush({ agent: 'hq-2' }));
    expect(answer.json()).toMatchObject({ status: 403, code: 'AGENT_MISMATCH' });
  });

  test('the token is looked at before the body', async () => {
    const answer = await post({}, { nonsense: true });
    expect(answer.json()).toMatchObject({ code: 'TOKEN_MISSING' });
  });
});

describe('a push that does not fit', () => {
  test('is answered with the paths, and nothing of it is stored', async () => {
    const wrong = { ...sampleReading({ address: '127.1.0.8' }), status: 'on fire', port: 0 };
    const answer = await office.send({ readings: [jammed, wrong as never] });
    expect(answer.json()).toMatchObject({ status: 400, code: 'BODY_INVALID' });
    expect(answer.json().errors.map(({ path }: { path: string }) => path)).toEqual([
      '/readings/1/port',
      '/readings/1/status',
    ]);
    expect(await devices()).toEqual([]);
    expect(await office.store.agents.all()).toEqual([]);
  });

  test.each([
    ['{', 'BODY_UNREADABLE', 400, 'application/json'],
    ['a=b', 'MEDIA_TYPE_UNSUPPORTED', 415, 'application/x-www-form-urlencoded'],
    ['{}', 'MEDIA_TYPE_UNSUPPORTED', 415, 'text/plain'],
    ['null', 'BODY_INVALID', 400, 'application/json'],
  ])('%s is %s', async (payload, code, status, type) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    const answer = await office.app.inject({ method: 'POST', url: '/api/v1/push', headers, payload });
    expect(answer.json()).toMatchObject({ code, status });
  });
});

describe('a push', () => {
  test('makes a device with all that the list shows', async () => {
    expect(await office.push([jammed])).toMatchObject({ accepted: true });
    expect(await devices()).toMatchObject([
      {
        name: 'copier-2f',
        vendor: 'oki',
        model: 'C532',
        status: 'stopped',
        agent: 'hq-1',
        alerts: { critical: 1, warning: 0, info: 0 },
        supplies: [{ name: 'Black Toner', level: { percent: 72 } }],
      },
    ]);
    const [device] = await devices();
    const detail = await office.get<DeviceDetail>(`devices/${device?.id}`);
    expect(detail).toMatchObject({ device, reading: { counters: { total: 6466 } }, alerts: [{ kind: 'paper-jam' }] });
  });

  test('that is repeated is answered and changes nothing', async () => {
    const push = { boot: 'b1', seq: 7, readings: [jammed] };
    expect((await office.send(push)).json()).toEqual({ accepted: true, agent: 'hq-1', seq: 7 });
    const before = [await devices(), await alerts(), await office.store.stream.bounds()];
    expect((await office.send(push)).json()).toEqual({ accepted: false, agent: 'hq-1', seq: 7 });
    expect([await devices(), await alerts(), await office.store.stream.bounds()]).toEqual(before);
    expect((await office.send({ ...push, boot: 'b2' })).json()).toMatchObject({ accepted: true });
  });

  test('with a reading older than what is known does not turn back time', async () => {
    await office.push([jammed]);
    const old = sampleReading({ takenAt: new Date(office.now().getTime() - 60_000).toISOString() });
    expect((await office.send({ readings: [old] })).json()).toMatchObject({ accepted: true });
    expect(await alerts()).toMatchObject([{ state: 'firing' }]);
    expect(await devices()).toMatchObject([{ status: 'stopped' }]);
  });

  test('from a clock that is ahead counts as taken now', async () => {
    const takenAt = new Date(office.now().getTime() + 3_600_000).toISOString();
    await office.send({ readings: [{ ...jammed, takenAt }] });
    expect(await alerts()).toMatchObject([{ state: 'firing', startedAt: office.now().toISOString() }]);
  });

  test('in another time zone is understood', async () => {
    const utc = new Date(office.now().getTime() - 1000);
    const east = new Date(utc.getTime() + 7_200_000).toISOString().replace('Z', '+02:00');
    await office.send({ readings: [{ ...jammed, takenAt: east }] });
    expect(await alerts()).toMatchObject([{ startedAt: utc.toISOString() }]);
  });

  test('of a device that is silent keeps what is known of it', async () => {
    await office.push([jammed]);
    office.advance(1000);
    await office.push([silentReading({ identity: { ...sampleReading().identity, name: null, serial: null } })]);
    const [device] = await devices();
    expect(device).toMatchObject({
      name: 'copier-2f',
      status: 'unreachable',
      alerts: { critical: 2 },
      supplies: [{ level: { percent: 72 } }],
    });
    const open = await alerts();
    expect(open.map(({ kind, stale }) => [kind, stale]).toSorted()).toEqual([
      ['device-unreachable', false],
      ['paper-jam', true],
    ]);
    expect((await office.get<DeviceDetail>(`devices/${device?.id}`)).reading.reachable).toBe(true);
  });

  test('of hostile text is stored and shown as it is', async () => {
    const name = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(10_000)}\u0000'; DROP TABLE devices;--`;
    await office.push([sampleReading({ identity: { ...sampleReading().identity, name } })]);
    expect(await devices()).toMatchObject([{ name }]);
  });

  test('of two devices at two places with one serial number makes two', async () => {
    await office.push([jammed, { ...jammed, address: '127.1.0.8' }]);
    expect(await devices()).toHaveLength(2);
  });

  test('of a device that has moved to a new address keeps its alerts and its id', async () => {
    await office.push([jammed]);
    const [before] = await devices();
    office.advance(1000);
    await office.push([silentReading()]);
    office.advance(1000);
    await office.push([{ ...jammed, address: '127.1.0.99' }]);
    expect(await devices()).toMatchObject([{ id: before?.id, address: '127.1.0.99', status: 'stopped' }]);
    expect((await alerts()).map(({ kind, state }) => [kind, state])).toEqual([['paper-jam', 'firing']]);
  });
});

describe('supplies', () => {
  test('are listed over the whole fleet, the emptiest first, and follow the readings', async () => {
    const [toner] = sampleReading().supplies ?? [];
    if (!toner) throw new Error('the sample has a supply');
    const at = (address: string, percent: number) =>
      sampleReading({
        address,
        identity: { ...sampleReading().identity, serial: address },
        supplies: [
          { ...toner, level: { kind: 'measured', percent, raw: percent, max: 100 } },
          { ...toner, id: '1.2', level: { kind: 'some' } },
        ],
      });
    await office.push([at('127.1.0.1', 50), at('127.1.0.2', 8)]);
    const list = async () => (await office.get<{ items: { level: { percent?: number } }[] }>('supplies')).items;
    expect((await list()).map(({ level }) => level.percent)).toEqual([8, 50, undefined, undefined]);
    office.advance(1000);
    await office.push([at('127.1.0.2', 100)]);
    expect((await list()).map(({ level }) => level.percent)).toEqual([50, 100, undefined, undefined]);
  });
});

test('the history of a device is its changes, not its readings', async () => {
  await office.push([sampleReading()]);
  const [device] = await devices();
  for (const reading of [sampleReading(), jammed, jammed, silentReading()]) {
    office.advance(1000);
    await office.push([reading]);
  }
  const { items } = await office.get<{ items: DeviceChange[] }>(`devices/${device?.id}/history`);
  expect(items.map(({ status }) => status)).toEqual(['unreachable', 'stopped', 'ok']);
  expect(items.at(-1)).toMatchObject({ levels: { '1.1': 72 }, total: 6466 });
});

describe('scan results', () => {
  const scans = async () => (await office.get<{ items: ScanRow[] }>('scans')).items;

  test('are kept with their device, once, and alert until the next success', async () => {
    await office.push([sampleReading()], [sampleScan()]);
    expect(await scans()).toMatchObject([{ outcome: 'refused', deviceName: 'copier-2f', reason: 'relay-denied' }]);
    expect(await alerts()).toMatchObject([
      { kind: 'scan-refused', key: expect.stringMatching(/^dev_.*\/scan-refused\/relay-denied$/) },
    ]);
    expect(await devices()).toMatchObject([
      { alerts: { warning: 1 }, scans: { lastFailedAt: office.now().toISOString() } },
    ]);
    await office.push([], [sampleScan()]);
    expect(await scans()).toHaveLength(1);
    office.advance(1000);
    await office.push([], [sentScan({ queueId: '4A', messageId: '<2@copier>' })]);
    expect(await alerts()).toEqual([]);
    expect(await alerts('resolved')).toMatchObject([{ kind: 'scan-refused' }]);
    expect(await office.get<Summary>('summary')).toMatchObject({
      scans: { sent: 1, failed: 1, deferred: 0, topReason: 'relay-denied' },
    });
  });

  test('of nobody known are kept without a device', async () => {
    await office.push([], [sampleScan({ device: null }), sampleScan({ device: '10.9.9.9:161', queueId: 'X' })]);
    expect(await scans()).toMatchObject([{ deviceId: null }, { deviceId: null }]);
    expect(await alerts()).toEqual([]);
  });

  test('of days ago are history, no alert', async () => {
    const at = new Date(office.now().getTime() - 3 * 86_400_000).toISOString();
    await office.push([sampleReading()]);
    await office.send({ scanResults: [sampleScan({ at })] });
    expect(await scans()).toHaveLength(1);
    expect(await alerts()).toEqual([]);
  });
});
