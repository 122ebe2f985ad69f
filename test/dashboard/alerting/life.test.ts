import { describe, expect, test } from 'vitest';
import { acknowledge, unacknowledge } from '../../../dashboard/alerting/acknowledge.ts';
import { isSilent } from '../../../dashboard/alerting/agent-silence.ts';
import { dueAt, overdue } from '../../../dashboard/alerting/life.ts';
import { alertSettings, recoverOf, waitOf } from '../../../dashboard/alerting/settings.ts';
import { later, sampleAlert, t0 } from '../samples.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('what time alone does', () => {
  test('a pending alert fires after its wait', () => {
    const pending = sampleAlert({ state: 'pending', firedAt: null });
    expect(overdue([pending], later(2 * minute - 1), alertSettings)).toEqual([]);
    expect(overdue([pending], later(2 * minute), alertSettings)).toMatchObject([
      { step: 'fired', alert: { state: 'firing', firedAt: later(2 * minute).toISOString(), seq: 2 } },
    ]);
  });

  test('a recovering one is over after its recovery', () => {
    const recovering = sampleAlert({ state: 'recovering', goneAt: t0.toISOString() });
    expect(overdue([recovering], later(minute - 1), alertSettings)).toEqual([]);
    expect(overdue([recovering], later(minute), alertSettings)).toMatchObject([{ step: 'resolved' }]);
  });

  test('a stale one stays as it is', () => {
    const stale = sampleAlert({ state: 'pending', stale: true });
    expect(dueAt(stale, alertSettings)).toBeNull();
  });

  test('a firing one is a matter of evidence, but a failed scan is forgotten after a day', () => {
    expect(dueAt(sampleAlert(), alertSettings)).toBeNull();
    const scan = sampleAlert({ source: 'scan', kind: 'scan-refused' });
    expect(overdue([scan], later(24 * hour - 1), alertSettings)).toEqual([]);
    expect(overdue([scan], later(24 * hour), alertSettings)).toMatchObject([{ step: 'resolved' }]);
  });

  test('a device is not unreachable by time alone: it takes three misses', () => {
    const once = sampleAlert({ kind: 'device-unreachable', state: 'pending', sightings: 2 });
    expect(dueAt(once, alertSettings)).toBeNull();
    expect(dueAt({ ...once, sightings: 3 }, alertSettings)).toBe(later(5 * minute).getTime());
  });
});

test('kinds that are not named have the default', () => {
  expect(waitOf('no-such-kind', alertSettings)).toBe(minute);
  expect(recoverOf('no-such-kind', alertSettings)).toBe(minute);
  expect(waitOf('x', { ...alertSettings, wait: {} })).toBe(0);
});

describe('acknowledging', () => {
  test('says who and why, and is an event of the episode', () => {
    expect(acknowledge(sampleAlert(), 'anna', 'paper is coming', later(1))).toMatchObject({
      step: 'acknowledged',
      alert: { seq: 2, acknowledged: { at: later(1).toISOString(), by: 'anna', note: 'paper is coming' } },
    });
  });

  test('what is over cannot be acknowledged', () => {
    expect(acknowledge(sampleAlert({ state: 'resolved' }), 'anna', '', later(1))).toBeNull();
    expect(unacknowledge(sampleAlert({ state: 'resolved' }))).toBeNull();
  });

  test('can be taken back once', () => {
    const acknowledged = { at: t0.toISOString(), by: 'anna', note: '' };
    expect(unacknowledge(sampleAlert({ acknowledged }))).toMatchObject({ alert: { acknowledged: null } });
    expect(unacknowledge(sampleAlert())).toBeNull();
  });
});

describe('an agent’s silence', () => {
  test('is counted from what was heard last', () => {
    expect(isSilent(t0.toISOString(), t0, later(5 * minute - 1), alertSettings)).toBe(false);
    expect(isSilent(t0.toISOString(), t0, later(5 * minute), alertSettings)).toBe(true);
  });

  test('but not while the dashboard itself was away', () => {
    expect(isSilent(t0.toISOString(), later(hour), later(hour + minute), alertSettings)).toBe(false);
  });
});
