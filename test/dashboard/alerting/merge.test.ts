import { describe, expect, test } from 'vitest';
import { type MergeContext, mergeReading } from '../../../dashboard/alerting/merge.ts';
import { alertSettings } from '../../../dashboard/alerting/settings.ts';
import type { Step, StoredAlert } from '../../../dashboard/alerting/stored-alert.ts';
import { later, sampleAlert, sampleCondition, sampleReading, silentReading, t0 } from '../samples.ts';

const minute = 60_000;
const jam = sampleCondition();

function context(at: Date, part: Partial<MergeContext> = {}): MergeContext {
  let ids = 0;
  return {
    subject: 'dev_1',
    deviceId: 'dev_1',
    agent: 'hq-1',
    at,
    now: at,
    settings: alertSettings,
    newId: () => `al_new${++ids}`,
    ...part,
  };
}

const steps = (changes: readonly { step: Step }[]) => changes.map((change) => change.step);
const only = (changes: readonly { alert: StoredAlert }[]) => {
  expect(changes).toHaveLength(1);
  return changes[0]?.alert as StoredAlert;
};

describe('a condition appears', () => {
  test('it waits before it is told', () => {
    const changes = mergeReading([], sampleReading({ conditions: [jam] }), context(t0));
    expect(steps(changes)).toEqual(['appeared']);
    expect(only(changes)).toMatchObject({
      id: 'al_new1',
      key: 'dev_1/paper-jam',
      state: 'pending',
      seq: 0,
      firedAt: null,
    });
  });

  test('a push after the wait fires it, and it keeps the time it began', () => {
    const pending = sampleAlert({ state: 'pending', firedAt: null, seq: 0 });
    const early = mergeReading([pending], sampleReading({ conditions: [jam] }), context(later(minute)));
    expect(steps(early)).toEqual(['seen']);
    const changes = mergeReading([only(early)], sampleReading({ conditions: [jam] }), context(later(2 * minute)));
    expect(steps(changes)).toEqual(['fired']);
    expect(only(changes)).toMatchObject({
      state: 'firing',
      startedAt: t0.toISOString(),
      firedAt: later(2 * minute).toISOString(),
      seq: 1,
    });
  });

  test('without a wait it fires at once', () => {
    const settings = { ...alertSettings, wait: { default: 0 } };
    const changes = mergeReading([], sampleReading({ conditions: [jam] }), context(t0, { settings }));
    expect(steps(changes)).toEqual(['fired']);
  });

  test('gone before it was told: dropped, as if nothing had been', () => {
    const pending = sampleAlert({ state: 'pending', firedAt: null });
    expect(steps(mergeReading([pending], sampleReading(), context(later(minute))))).toEqual(['dropped']);
  });

  test('one that is listed twice is one alert', () => {
    const conditions = [jam, { ...jam, title: 'the same again' }];
    expect(mergeReading([], sampleReading({ conditions }), context(t0))).toHaveLength(1);
  });
});

describe('a condition goes', () => {
  test('it recovers for a while, then it is over', () => {
    const gone = mergeReading([sampleAlert()], sampleReading(), context(later(minute)));
    expect(steps(gone)).toEqual(['gone']);
    expect(only(gone)).toMatchObject({ state: 'recovering', goneAt: later(minute).toISOString(), seq: 2 });
    expect(mergeReading([only(gone)], sampleReading(), context(later(minute + 1)))).toEqual([]);
    const over = mergeReading([only(gone)], sampleReading(), context(later(2 * minute)));
    expect(steps(over)).toEqual(['resolved']);
    expect(only(over)).toMatchObject({ state: 'resolved', resolvedAt: later(2 * minute).toISOString() });
  });

  test('back while it recovers: the same episode goes on', () => {
    const recovering = sampleAlert({ state: 'recovering', goneAt: later(minute).toISOString() });
    const changes = mergeReading([recovering], sampleReading({ conditions: [jam] }), context(later(minute + 1)));
    expect(steps(changes)).toEqual(['returned']);
    expect(only(changes)).toMatchObject({ id: 'al_1', state: 'firing', goneAt: null });
  });

  test.each([
    ['alert-row', { alertRows: null }],
    ['console', { console: null }],
    ['error-bits', { errorBits: null }],
    ['supply', { supplies: null }],
    ['input', { inputs: null }],
    ['output', { outputs: null }],
    ['cover', { covers: null }],
  ] as const)('a list that was not read ends nothing: %s', (source, part) => {
    const alert = sampleAlert({ source });
    expect(mergeReading([alert], sampleReading(part), context(later(minute)))).toEqual([]);
    expect(steps(mergeReading([alert], sampleReading(), context(later(minute))))).toEqual(['gone']);
  });

  test('alerts about scans are not a reading’s business', () => {
    expect(mergeReading([sampleAlert({ source: 'scan' })], sampleReading(), context(later(minute)))).toEqual([]);
  });
});

describe('severity', () => {
  test('worse within an episode: told, and no longer acknowledged', () => {
    const acknowledged = { at: t0.toISOString(), by: 'anna', note: '' };
    const alert = sampleAlert({ severity: 'warning', acknowledged });
    const changes = mergeReading([alert], sampleReading({ conditions: [jam] }), context(later(minute)));
    expect(steps(changes)).toEqual(['severity-changed']);
    expect(only(changes)).toMatchObject({ id: 'al_1', severity: 'critical', acknowledged: null, seq: 2 });
  });

  test('better: told, still acknowledged', () => {
    const acknowledged = { at: t0.toISOString(), by: 'anna', note: '' };
    const conditions = [{ ...jam, severity: 'info' as const }];
    const changes = mergeReading(
      [sampleAlert({ acknowledged })],
      sampleReading({ conditions }),
      context(later(minute)),
    );
    expect(only(changes)).toMatchObject({ severity: 'info', acknowledged });
  });

  test('while it waits it changes in silence', () => {
    const pending = sampleAlert({ state: 'pending', firedAt: null, severity: 'info' });
    const changes = mergeReading([pending], sampleReading({ conditions: [jam] }), context(later(1)));
    expect(steps(changes)).toEqual(['seen']);
    expect(only(changes).severity).toBe('critical');
  });
});

describe('a device that does not answer', () => {
  test('leaves every other alert as it was, marked stale', () => {
    const jammed = sampleAlert();
    const changes = mergeReading([jammed], silentReading(), context(later(minute)));
    expect(changes).toContainEqual({ step: 'stale', alert: { ...jammed, stale: true, seq: 2 } });
    expect(changes.filter(({ alert }) => alert.kind === 'device-unreachable')).toMatchObject([{ step: 'appeared' }]);
  });

  test('is not marked twice', () => {
    const stale = sampleAlert({ stale: true });
    expect(steps(mergeReading([stale], silentReading(), context(later(minute))))).toEqual(['appeared']);
  });

  test('cannot tell of anything but its silence', () => {
    const changes = mergeReading([], silentReading({ conditions: [jam] }), context(t0));
    expect(changes).toEqual([]);
  });

  test('fires after three misses and five minutes, not earlier', () => {
    let stored: StoredAlert[] = [];
    const told: Step[] = [];
    for (const minutes of [0, 6, 7, 8]) {
      const changes = mergeReading(stored, silentReading(), context(later(minutes * minute)));
      told.push(...steps(changes));
      stored = changes.map((change) => change.alert);
    }
    expect(told).toEqual(['appeared', 'seen', 'fired', 'seen']);
  });

  test('back again: its alerts go on as the reading says', () => {
    const stored = [sampleAlert({ stale: true }), sampleAlert({ id: 'al_2', key: 'dev_1/cover-open', stale: true })];
    const changes = mergeReading(stored, sampleReading({ conditions: [jam] }), context(later(minute)));
    expect(steps(changes)).toEqual(['returned', 'gone']);
    expect(changes.map(({ alert }) => alert.stale)).toEqual([false, false]);
  });

  test('a stale alert that waits is not told by a silent device', () => {
    const pending = sampleAlert({ state: 'pending', firedAt: null });
    const changes = mergeReading([pending], silentReading(), context(later(60 * minute)));
    expect(changes.find(({ alert }) => alert.id === 'al_1')).toMatchObject({
      step: 'stale',
      alert: { state: 'pending' },
    });
  });
});
