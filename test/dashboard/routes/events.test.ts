/** The live stream, over real HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { streamEventSchema } from '../../../contract/index.ts';
import { type Office, openOffice } from '../office.ts';
import { until } from '../receiver.ts';
import { sampleCondition, sampleReading, sampleScan } from '../samples.ts';

let office: Office;
let url: string;
const open: AbortController[] = [];
beforeEach(async () => {
  office = await openOffice();
  url = await office.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const connection of open.splice(0)) connection.abort();
  await office.close();
});

type Told = { id: number; type: string; data: unknown };

/** Connects; `told` fills with what comes. */
async function listen(lastEventId?: number) {
  const connection = new AbortController();
  open.push(connection);
  const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
  const response = await fetch(`${url}/api/v1/events`, { headers, signal: connection.signal });
  const told: Told[] = [];
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const field = (name: string) => part.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
        told.push({ id: Number(field('id')), type: field('event'), data: JSON.parse(field('data')) });
      }
    }
  })().catch(() => undefined);
  await until('the first event', () => told.length > 0);
  return { told, close: () => connection.abort(), ended: reading, response };
}

const types = (told: readonly Told[]) => told.map(({ type }) => type);
const jammed = sampleReading({ conditions: [sampleCondition()] });

test('changes come as they happen, in the shape of the contract', async () => {
  const { told, response } = await listen();
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  await office.push([jammed], [sampleScan()]);
  await until('what the push changed', () => types(told).filter((type) => type === 'alert').length === 2);
  expect(types(told)[0]).toBe('ready');
  expect(new Set(types(told))).toEqual(new Set(['ready', 'device', 'alert', 'scan']));
  for (const event of told) expect(() => streamEventSchema.parse(event)).not.toThrow();
  const ids = told.slice(1).map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

test('a reading that brings nothing new is no news', async () => {
  await office.push([jammed]);
  const { newest } = await office.store.stream.bounds();
  office.advance(1000);
  await office.push([jammed]);
  expect((await office.store.stream.bounds()).newest).toBe(newest);
});

test('a broken connection picks up where it broke, and misses nothing', async () => {
  const first = await listen();
  await office.push([jammed]);
  await until('the alert', () => types(first.told).includes('alert'));
  first.close();
  const last = first.told.at(-1)?.id ?? 0;
  office.advance(1000);
  await office.push([sampleReading()]);
  const second = await listen(last);
  await until('the end of the alert', () => types(second.told).includes('alert'));
  expect(second.told[0]).toMatchObject({ type: 'ready', data: { complete: true } });
  const { newest } = await office.store.stream.bounds();
  expect(second.told.slice(1).map(({ id }) => id)).toEqual(
    Array.from({ length: newest - last }, (_, i) => last + 1 + i),
  );
});

test('what is no longer kept is said to be missing', async () => {
  await office.push([jammed]);
  const { newest } = await office.store.stream.bounds();
  const { told } = await listen(newest + 1000);
  expect(told).toEqual([{ id: newest, type: 'ready', data: { complete: false } }]);
});

test('the end of the dashboard ends the stream', async () => {
  const { ended } = await listen();
  await office.app.close();
  await ended;
});

test('who does not want a stream is told so', async () => {
  const answer = await fetch(`${url}/api/v1/events`, { headers: { accept: 'application/json' } });
  expect(answer.status).toBe(406);
});
