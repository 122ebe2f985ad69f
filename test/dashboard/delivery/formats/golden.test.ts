/** Each format against its golden file, and against what the receiver's makers published of its shape. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventTypes, formats, webhookBodySchema } from '../../../../contract/index.ts';
import { formatOf } from '../../../../dashboard/delivery/formats/index.ts';
import { sampleBodies } from '../../../../dashboard/delivery/formats/sample.ts';
import { renderIn } from './messages.ts';

const fixtures = path.resolve(import.meta.dirname, '../../../fixtures/notifications');
// Written anew on demand, to be read and checked by a person.
if (process.env.PLATEN_WRITE_FIXTURES) {
  for (const format of formats) {
    const all = eventTypes.map((type) => [type, JSON.parse(renderIn(format, sampleBodies[type]))]);
    writeFileSync(path.join(fixtures, `${format}.json`), `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  }
}
const read = (file: string) => JSON.parse(readFileSync(path.join(fixtures, file), 'utf8')) as never;
const routingKey = 'R'.repeat(32);

test('the sample messages are messages', () => {
  for (const type of eventTypes) expect(webhookBodySchema.parse(sampleBodies[type])).toEqual(sampleBodies[type]);
});

describe.each(formats)('%s', (format) => {
  const golden: Readonly<Record<string, unknown>> = read(`${format}.json`);

  test('has a golden file with every type of message', () => {
    expect(Object.keys(golden)).toEqual([...eventTypes]);
  });

  test.each(eventTypes)('%s', (type) => {
    expect(JSON.parse(renderIn(format, sampleBodies[type]))).toEqual(golden[type]);
  });
});

describe.each(['alertmanager', 'pagerduty', 'cloudevents'] as const)('%s fits what was published of it', (format) => {
  const schema = z.fromJSONSchema(read(`schemas/${format}.schema.json`));
  const { unlock } = formatOf[format];

  test.each(eventTypes)('%s', (type) => {
    const text = renderIn(format, sampleBodies[type]);
    expect(schema.safeParse(JSON.parse(unlock ? unlock(text, routingKey) : text)).error).toBeUndefined();
  });

  test('which refuses what does not', () => {
    const good = JSON.parse(renderIn(format, sampleBodies['alert.fired']));
    expect(schema.safeParse({ ...good, routing_key: routingKey, surplus: 1 }).success).toBe(false);
    expect(schema.safeParse({}).success).toBe(false);
  });
});

test('one alert has one key with PagerDuty and Alertmanager from its beginning to its end', () => {
  const story = ['alert.fired', 'alert.severity_changed', 'alert.acknowledged', 'alert.resolved'] as const;
  const events = story.map((type) => JSON.parse(renderIn('pagerduty', sampleBodies[type])));
  expect(events.map((each) => each.event_action)).toEqual(['trigger', 'trigger', 'acknowledge', 'resolve']);
  expect(new Set(events.map((each) => each.dedup_key)).size).toBe(1);
  const [fired] = story;
  const { data, ...message } = sampleBodies[fired];
  const milder = { ...message, data: { ...data, alert: data.alert && { ...data.alert, severity: 'info' as const } } };
  const groups = [...story.map((type) => sampleBodies[type]), milder].map((body) =>
    JSON.parse(renderIn('alertmanager', body)),
  );
  expect(new Set(groups.map((each) => each.alerts[0].fingerprint)).size).toBe(1);
  expect(groups.map((each) => each.status)).toEqual(['firing', 'firing', 'firing', 'resolved', 'firing']);
});

test('the fingerprint is that of Prometheus: FNV-1a of the empty set of labels begins it', () => {
  // Worked out by hand from the offset and prime of FNV-1a 64 for {alertname: "a", key: "b"}.
  let hash = 14695981039346656037n;
  for (const byte of Buffer.from('alertname\u00ffa\u00ffkey\u00ffb\u00ff', 'latin1')) {
    hash = ((hash ^ BigInt(byte)) * 1099511628211n) % 2n ** 64n;
  }
  const { data, ...message } = sampleBodies['alert.fired'];
  const alert = data.alert && { ...data.alert, kind: 'a', key: 'b' };
  const sent = JSON.parse(renderIn('alertmanager', { ...message, data: { ...data, alert } }));
  expect(sent.alerts[0].fingerprint).toBe(hash.toString(16).padStart(16, '0'));
});

test('a key that PagerDuty would not take is replaced by the id of the alert', () => {
  const { data, ...message } = sampleBodies['alert.fired'];
  const alert = data.alert && { ...data.alert, key: 'k'.repeat(256) };
  expect(JSON.parse(renderIn('pagerduty', { ...message, data: { ...data, alert } })).dedup_key).toBe(alert?.id);
});

test('the mails of one alert are a thread', () => {
  const mailOf = (type: keyof typeof sampleBodies) => JSON.parse(renderIn('email', sampleBodies[type]));
  const fired = mailOf('alert.fired');
  expect(fired).toMatchObject({ messageId: '<al_01KB0000000000000000000000.sub_1@platen.example>', inReplyTo: null });
  expect(mailOf('alert.resolved')).toMatchObject({ messageId: '<msg_1@platen.example>', inReplyTo: fired.messageId });
  expect(mailOf('test.ping').inReplyTo).toBeNull();
});
