import { describe, expect, test } from 'vitest';
import { tally } from '../../../dashboard/web/src/view/headline.ts';
import { alertRow, deviceRow } from './rows.ts';

const none: ReadonlySet<string> = new Set();
const acknowledged = { at: '2026-11-23T11:00:00Z', by: 'anna', note: '' };

describe('the sentence counts', () => {
  test('devices without trouble as fine, asleep and busy ones too', () => {
    const devices = (['ok', 'busy', 'asleep'] as const).map((status) => deviceRow({ id: status, status }));
    expect(tally(devices, [], none)).toEqual({ devices: 3, things: 0, unheard: 0, taken: 0, unclear: 0, fine: 3 });
  });

  test('things, not devices: two alerts of one device are two things, and it is not fine', () => {
    const alerts = [alertRow({ id: 'a' }), alertRow({ id: 'b', kind: 'tray-empty', severity: 'warning' })];
    expect(tally([deviceRow({ status: 'stopped' })], alerts, none)).toMatchObject({ things: 2, fine: 0, unclear: 0 });
  });

  test('an unreachable device once, as not heard from, and its alert as no further thing', () => {
    const device = deviceRow({ status: 'unreachable' });
    const alert = alertRow({ kind: 'device-unreachable' });
    expect(tally([device], [alert], none)).toMatchObject({ things: 0, unheard: 1, fine: 0 });
  });

  test('every device of a silent agent as not heard from, however green it was', () => {
    const devices = [deviceRow(), deviceRow({ id: 'b', agent: 'hq-2' })];
    expect(tally(devices, [], new Set(['hq-1']))).toMatchObject({ unheard: 1, fine: 1 });
  });

  test('a device whose alerts are all acknowledged as looked after', () => {
    expect(tally([deviceRow({ status: 'stopped' })], [alertRow({ acknowledged })], none)).toMatchObject({
      things: 0,
      taken: 1,
      fine: 0,
    });
  });

  test('a device that is not green without an alert as unclear, never as fine', () => {
    const devices = (['stopped', 'attention', 'unknown'] as const).map((status) => deviceRow({ id: status, status }));
    expect(tally(devices, [], none)).toMatchObject({ unclear: 3, fine: 0, things: 0 });
  });

  test('what can wait as fine', () => {
    const device = deviceRow({ status: 'attention' });
    const alert = alertRow({ kind: 'tray-low', severity: 'info', stops: [] });
    expect(tally([device], [alert], none)).toMatchObject({ fine: 1, things: 0 });
  });

  test('neither pending nor resolved alerts', () => {
    const alerts = [alertRow({ id: 'a', state: 'pending' }), alertRow({ id: 'b', state: 'resolved' })];
    expect(tally([deviceRow()], alerts, none)).toMatchObject({ things: 0, fine: 1 });
  });

  test('each device exactly once', () => {
    const statuses = ['ok', 'busy', 'asleep', 'attention', 'stopped', 'unreachable', 'unknown'] as const;
    const devices = statuses.map((status) => deviceRow({ id: status, status }));
    const alerts = [alertRow({ deviceId: 'stopped' }), alertRow({ id: 'b', deviceId: 'ok', acknowledged })];
    const { unheard, taken, unclear, fine } = tally(devices, alerts, none);
    expect(unheard + taken + unclear + fine).toBe(devices.length - 1);
  });
});
