/** What scans mean for devices and relays, from the push to the alert. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alert, ScanResult } from '../../contract/index.ts';
import { judgeAllScans } from '../../dashboard/scan-round.ts';
import { type Office, openOffice } from './office.ts';
import { sampleProbe, sampleReading, sampleScan, sentScan } from './samples.ts';

const minute = 60_000;
const day = 86_400_000;

let office: Office;
beforeEach(async () => {
  office = await openOffice({ alerts: { recover: '0s', misses: 1 } });
});
afterEach(() => office.close());

const alerts = async (state = 'open') => (await office.get<{ items: Alert[] }>(`alerts?state=${state}`)).items;
const kinds = async (state?: string) => (await alerts(state)).map(({ kind }) => kind).sort();

const reading = (host: number, counted: number | null = null) =>
  sampleReading({
    address: `127.1.0.${host}`,
    identity: { ...sampleReading().identity, serial: `S${host}`, name: `copier-${host}` },
    counters: { ...sampleReading().counters, scansToEmail: counted },
  });
let mails = 0;
const scan = (host: number, part: Partial<ScanResult> = {}) =>
  sampleScan({
    queueId: `Q${++mails}`,
    messageId: null,
    device: `127.1.0.${host}:161`,
    at: office.now().toISOString(),
    ...part,
  });
const sent = (host: number) => sentScan({ ...scan(host), ...{ outcome: 'sent', reason: null, side: null } });

test('two devices refused by one relay are one critical alert more, not one for each', async () => {
  await office.push([reading(1), reading(2), reading(3)], [scan(1)]);
  expect(await kinds()).toEqual(['scan-refused']);
  office.advance(minute);
  await office.push([], [scan(2), scan(3)]);
  expect(await alerts()).toMatchObject([
    { kind: 'relay-refuses', severity: 'critical', deviceId: null, where: 'relay.example.com' },
    { kind: 'scan-refused', severity: 'warning' },
  ]);
  office.advance(minute);
  await office.push([], [sent(1)]);
  expect(await kinds()).toEqual(['relay-refuses']);
  office.advance(minute);
  await office.push([], [sent(2), sent(3)]);
  expect(await kinds()).toEqual([]);
  expect(await kinds('resolved')).toEqual(['relay-refuses', 'scan-refused']);
});

test('a relay’s alert outlives the silence of its agent, and ends a day after the last failure', async () => {
  await office.push(
    [reading(1)],
    [scan(1, { reason: 'auth-method-retired', scope: 'tenant', hop: 'smtp.office365.com[192.0.2.5]:587' })],
  );
  expect(await kinds()).toEqual(['relay-refuses']);
  office.advance(10 * minute);
  await office.tick();
  expect(await kinds()).toEqual(['agent-silent', 'relay-refuses']);
  office.advance(day);
  await office.push([]);
  await judgeAllScans(office.services);
  expect(await kinds()).toEqual([]);
});

test('a device that told of the failure itself makes no second alert of it', async () => {
  await office.push([reading(1)], [scan(1)]);
  office.advance(minute);
  const condition = { ...(await alerts())[0], kind: 'scan-failed', key: 'scan-failed', source: 'job' as const };
  await office.push([{ ...reading(1), conditions: [condition as never] }]);
  expect(await kinds()).toEqual(['scan-refused']);
});

test('a counter of scans that moves while no mail comes is an alert after half an hour', async () => {
  await office.push([reading(1, 70)], [sent(1)]);
  office.advance(10 * minute);
  await office.push([reading(1, 70)]);
  office.advance(minute);
  await office.push([reading(1, 71)]);
  expect(await kinds('pending')).toEqual(['scans-astray']);
  expect(await kinds()).toEqual([]);
  for (let i = 0; i < 10; i++) {
    office.advance(3 * minute);
    await office.push([reading(1, 71)]);
    await office.tick();
  }
  expect(await kinds()).toEqual(['scans-astray']);
  office.advance(minute);
  await office.push([], [sent(1)]);
  expect(await kinds()).toEqual([]);
});

test('a counter whose scans are seen as mails says nothing', async () => {
  await office.push([reading(1, 70)], [sent(1)]);
  office.advance(minute);
  await office.push([reading(1, 71)], [sent(1)]);
  office.advance(60 * minute);
  await office.push([reading(1, 71)]);
  await office.tick();
  expect(await kinds()).toEqual([]);
});

test('a device that scans every day and stops is missed after two days, until it scans again', async () => {
  for (let i = 0; i < 28; i++) {
    await office.push([reading(1)], [sent(1)]);
    office.advance(day);
  }
  await office.push([reading(1)]);
  await judgeAllScans(office.services);
  expect(await kinds()).toEqual([]);
  office.advance(2 * day);
  await office.push([reading(1)]);
  await judgeAllScans(office.services);
  expect(await alerts()).toMatchObject([{ kind: 'scans-quiet', severity: 'info' }]);
  await office.push([], [sent(1)]);
  expect(await kinds()).toEqual([]);
});

test('a probe that fails is an alert of its server until one that does not', async () => {
  const at = () => ({ at: office.now().toISOString() });
  await office.send({ probes: [sampleProbe(at(), ['auth'])] });
  expect(await alerts()).toMatchObject([{ kind: 'probe-failed', deviceId: null, where: 'smtp.office365.com:587' }]);
  office.advance(minute);
  await office.send({ probes: [sampleProbe(at())] });
  expect(await kinds()).toEqual([]);
});
