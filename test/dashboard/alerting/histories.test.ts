/** Promises that hold over any history of readings, whatever its order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition, EventType, Reading, Subscription } from '../../../contract/index.ts';
import { overdue } from '../../../dashboard/alerting/life.ts';
import { mergeReading } from '../../../dashboard/alerting/merge.ts';
import { isBeginning, route } from '../../../dashboard/alerting/route.ts';
import type { AlertSettings } from '../../../dashboard/alerting/settings.ts';
import type { AlertChange, StoredAlert } from '../../../dashboard/alerting/stored-alert.ts';
import { later, sampleCondition, sampleReading, silentReading } from '../samples.ts';

const settings: AlertSettings = {
  wait: { default: 20_000, 'toner-low': 60_000 },
  recover: { default: 15_000 },
  misses: 2,
  agentSilent: 300_000,
};

const conditions = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom('paper-jam', 'toner-low', 'cover-open'),
    source: fc.constantFrom('alert-row', 'supply', 'cover') as fc.Arbitrary<Condition['source']>,
    severity: fc.constantFrom('critical', 'warning', 'info') as fc.Arbitrary<Condition['severity']>,
  }),
  { selector: ({ kind }) => kind, maxLength: 3 },
);

const readings: fc.Arbitrary<Reading> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(silentReading()) },
  {
    weight: 4,
    arbitrary: fc
      .record({ conditions, rows: fc.boolean(), supplies: fc.boolean() })
      .map(({ conditions, rows, supplies }) =>
        sampleReading({
          conditions: conditions.map((part) => sampleCondition({ ...part, key: part.kind })),
          ...(rows ? {} : { alertRows: null }),
          ...(supplies ? {} : { supplies: null }),
        }),
      ),
  },
);

const event = fc.oneof(
  { weight: 3, arbitrary: readings.map((reading) => ({ reading })) },
  { weight: 1, arbitrary: fc.constant({ reading: null }) },
);
const histories = fc.array(fc.record({ event, after: fc.integer({ min: 1, max: 40_000 }) }), { maxLength: 60 });
type History = readonly { event: { reading: Reading | null }; after: number }[];

const subscriptions = (['info', 'warning', 'critical'] as const).map((minSeverity): Subscription => {
  return {
    id: `sub_${minSeverity}`,
    name: minSeverity,
    url: 'https://example.com/',
    format: 'generic',
    template: null,
    events: ['alert.fired', 'alert.severity_changed', 'alert.resolved'],
    minSeverity,
    enabled: true,
    disabledReason: null,
    origin: 'config',
    createdAt: later(0).toISOString(),
    oldSecretUntil: null,
    failingSince: null,
  };
});

type Sent = { readonly subscription: string; readonly alert: string; readonly type: EventType; readonly seq: number };

/** Plays a history, as ingest and tick do; gives what is left and what was sent. */
function play(history: History) {
  const alive = new Map<string, StoredAlert>();
  const told = new Map<string, Set<string>>();
  const sent: Sent[] = [];
  const changes: AlertChange[] = [];
  let ms = 0;
  let ids = 0;
  for (const { event, after } of history) {
    ms += after;
    const now = later(ms);
    const context = { subject: 'dev_1', deviceId: 'dev_1', agent: 'hq-1', at: now, now, settings };
    const stored = [...alive.values()];
    const made = event.reading
      ? mergeReading(stored, event.reading, { ...context, newId: () => `al_${++ids}` })
      : overdue(stored, now, settings);
    for (const change of made) {
      const { alert, step } = change;
      changes.push(change);
      if (step === 'dropped' || alert.state === 'resolved') alive.delete(alert.id);
      else alive.set(alert.id, alert);
      const whom = told.get(alert.id) ?? new Set();
      for (const { subscriptionId, type } of route(change, subscriptions, whom)) {
        if (isBeginning(type)) whom.add(subscriptionId);
        sent.push({ subscription: subscriptionId, alert: alert.id, type, seq: alert.seq });
      }
      told.set(alert.id, whom);
    }
  }
  return { alive: [...alive.values()], changes, sent };
}

const stories = (sent: readonly Sent[]) => [...Map.groupBy(sent, (s) => `${s.subscription} ${s.alert}`).values()];

test('who is told of an end was told of the beginning, once each and in order', () => {
  fc.assert(
    fc.property(histories, (history) => {
      for (const story of stories(play(history).sent)) {
        const types = story.map(({ type }) => type);
        expect(types[0]).toBe('alert.fired');
        expect(types.filter((type) => type === 'alert.fired')).toHaveLength(1);
        expect(types.indexOf('alert.resolved')).toSatisfy((at: number) => at === -1 || at === types.length - 1);
        const seqs = story.map(({ seq }) => seq);
        expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      }
    }),
  );
});

test('who was told of a beginning is told of the end once everything is well', () => {
  const allWell: History = [
    { event: { reading: sampleReading() }, after: 1000 },
    { event: { reading: null }, after: 60_000 },
  ];
  fc.assert(
    fc.property(histories, (history) => {
      const { alive, sent } = play([...history, ...allWell]);
      expect(alive).toEqual([]);
      for (const story of stories(sent)) expect(story.at(-1)?.type).toBe('alert.resolved');
    }),
  );
});

test('at most one episode of a key is open', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const keys = play(history).alive.map(({ key }) => key);
      expect(keys).toEqual([...new Set(keys)]);
    }),
  );
});

test('a silent device ends nothing and begins nothing but its silence', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const before = play(history).alive;
      const context = { subject: 'dev_1', deviceId: 'dev_1', agent: 'hq-1', at: later(1e8), now: later(1e8), settings };
      const changes = mergeReading(before, silentReading(), { ...context, newId: () => 'al_new' });
      for (const { step, alert } of changes) {
        if (alert.kind === 'device-unreachable') continue;
        expect(step).toBe('stale');
        expect(alert.state).toBe(before.find(({ id }) => id === alert.id)?.state);
      }
    }),
  );
});

test('the same reading again changes nothing that is told', () => {
  fc.assert(
    fc.property(histories, readings, (history, reading) => {
      const once = play([...history, { event: { reading }, after: 1000 }]);
      const twice = play([...history, { event: { reading }, after: 1000 }, { event: { reading }, after: 1 }]);
      const facts = (alerts: readonly StoredAlert[]) =>
        alerts.map(({ key, severity, stale }) => ({ key, severity, stale }));
      expect(facts(twice.alive)).toEqual(facts(once.alive));
    }),
  );
});
