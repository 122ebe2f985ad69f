/** What the clock alone does, with a store: waits, recoveries, agents that fall silent. */
import { afterEach, describe, expect, test } from 'vitest';
import type { AgentRow, Alert, Delivery, DeviceRow } from '../../contract/index.ts';
import { type Office, openOffice, secret } from './office.ts';
import { sampleCondition, sampleReading } from './samples.ts';

const minute = 60_000;
const jammed = sampleReading({ conditions: [sampleCondition()] });

let office: Office;
afterEach(() => office.close());

const open = async () => (await office.get<{ items: Alert[] }>('alerts')).items;
const told = async () =>
  (await office.get<{ items: Delivery[] }>('deliveries')).items.map(({ type }) => type).toReversed();
const webhooks = [{ url: 'https://helpdesk.example/', secret }];

test('an alert fires after its wait and ends after its recovery without a further push', async () => {
  office = await openOffice({ webhooks, alerts: { wait: '2m', recover: '1m' } });
  await office.push([jammed]);
  expect(await open()).toEqual([]);
  office.advance(2 * minute - 1);
  expect(await office.tick()).toBe(0);
  office.advance(1);
  expect(await office.tick()).toBe(1);
  expect(await open()).toMatchObject([{ state: 'firing' }]);
  expect((await office.get<{ items: DeviceRow[] }>('devices')).items).toMatchObject([{ alerts: { critical: 1 } }]);

  await office.push([sampleReading()]);
  expect(await open()).toMatchObject([{ state: 'recovering' }]);
  office.advance(minute);
  await office.tick();
  expect(await open()).toEqual([]);
  expect(await told()).toEqual(['alert.fired', 'alert.resolved']);
});

describe('an agent that falls silent', () => {
  test('is one alert, its devices’ alerts stay as they are, and it is told when it is back', async () => {
    office = await openOffice({ webhooks, alerts: { wait: '0s', recover: '1m', agent_silent: '5m' } });
    await office.push([jammed, { ...jammed, address: '127.1.0.8' }]);
    office.advance(5 * minute);
    await office.tick();
    const alerts = await open();
    expect(alerts.map(({ kind, stale, deviceId }) => [kind, stale, deviceId === null]).toSorted()).toEqual([
      ['agent-silent', false, true],
      ['paper-jam', true, false],
      ['paper-jam', true, false],
    ]);
    expect((await office.get<{ items: AgentRow[] }>('agents')).items).toMatchObject([{ silent: true, devices: 2 }]);
    office.advance(minute);
    expect(await office.tick()).toBe(0);

    await office.push([jammed]);
    expect((await open()).filter(({ kind }) => kind === 'agent-silent')).toEqual([]);
    expect((await office.get<{ items: AgentRow[] }>('agents')).items).toMatchObject([{ silent: false }]);
    expect((await told()).slice(2)).toEqual(['agent.silent', 'agent.recovered']);
  });

  test('does not let what waits be told meanwhile', async () => {
    office = await openOffice({ webhooks, alerts: { wait: '10m', agent_silent: '5m' } });
    await office.push([jammed]);
    office.advance(30 * minute);
    await office.tick();
    await office.tick();
    expect((await open()).map(({ kind }) => kind)).toEqual(['agent-silent']);
  });
});

test('after a pause of the dashboard nothing is told until the agents are heard', async () => {
  office = await openOffice({ webhooks, alerts: { wait: '2m', agent_silent: '5m' } });
  await office.push([jammed]);
  office.advance(60 * minute);
  expect(await office.tick(office.now())).toBe(0);
  expect(await told()).toEqual([]);
  await office.push([jammed]);
  expect(await told()).toEqual(['alert.fired']);
});
