import { describe, expect, test } from 'vitest';
import { type EventType, eventTypes, type Subscription } from '../../../contract/index.ts';
import { eventOf, route } from '../../../dashboard/alerting/route.ts';
import type { Step } from '../../../dashboard/alerting/stored-alert.ts';
import { sampleAlert, t0 } from '../samples.ts';

function subscription(part: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub_1',
    name: 'helpdesk',
    url: 'https://helpdesk.example/hook',
    format: 'generic',
    template: null,
    events: [...eventTypes],
    minSeverity: 'info',
    enabled: true,
    disabledReason: null,
    origin: 'config',
    createdAt: t0.toISOString(),
    oldSecretUntil: null,
    failingSince: null,
    ...part,
  };
}

const types = (step: Step, part: Partial<Subscription>, isTold: boolean, alert = sampleAlert()): EventType[] =>
  route({ step, alert }, [subscription(part)], new Set(isTold ? ['sub_1'] : [])).map(({ type }) => type);

test.each([
  ['fired', 'alert.fired'],
  ['resolved', 'alert.resolved'],
  ['severity-changed', 'alert.severity_changed'],
  ['acknowledged', 'alert.acknowledged'],
  ['unacknowledged', 'alert.unacknowledged'],
  ['appeared', null],
  ['seen', null],
  ['gone', null],
  ['returned', null],
  ['stale', null],
  ['dropped', null],
] as const)('%s is %s', (step, type) => {
  expect(eventOf({ step, alert: sampleAlert() })).toBe(type);
});

test('an agent’s silence has names of its own', () => {
  const alert = sampleAlert({ kind: 'agent-silent', deviceId: null });
  expect(eventOf({ step: 'fired', alert })).toBe('agent.silent');
  expect(eventOf({ step: 'resolved', alert })).toBe('agent.recovered');
});

describe('the end', () => {
  test('is told to whom the beginning was told, whatever the severity is by now', () => {
    expect(types('resolved', { minSeverity: 'critical' }, true, sampleAlert({ severity: 'info' }))).toEqual([
      'alert.resolved',
    ]);
  });

  test('is not told to anybody else', () => {
    expect(types('resolved', {}, false)).toEqual([]);
  });

  test('is not told to those who do not want to hear of ends', () => {
    expect(types('resolved', { events: ['alert.fired'] }, true)).toEqual([]);
  });
});

describe('severity', () => {
  test('below the subscription’s is not told', () => {
    expect(types('fired', { minSeverity: 'critical' }, false, sampleAlert({ severity: 'warning' }))).toEqual([]);
  });

  test('that rises to it is the beginning for those who were not told', () => {
    expect(types('severity-changed', { minSeverity: 'critical' }, false)).toEqual(['alert.fired']);
    expect(types('severity-changed', { minSeverity: 'critical' }, true)).toEqual(['alert.severity_changed']);
  });

  test('that rises for somebody who wants no beginnings is not told', () => {
    expect(types('severity-changed', { events: ['alert.severity_changed'] }, false)).toEqual([]);
  });
});

test('a disabled subscription is told nothing', () => {
  expect(types('fired', { enabled: false }, false)).toEqual([]);
});

test('acknowledging is told only where the alert is known', () => {
  expect(types('acknowledged', {}, false)).toEqual([]);
  expect(types('acknowledged', {}, true)).toEqual(['alert.acknowledged']);
});
