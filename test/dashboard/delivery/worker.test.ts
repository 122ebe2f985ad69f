/** The outbox at work: a real store, real HTTP, a clock that is moved by hand. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery, Subscription } from '../../../contract/index.ts';
import { delays } from '../../../dashboard/delivery/schedule.ts';
import { type Office, openOffice, secret } from '../office.ts';
import { openReceiver, type Receiver, status, take, until } from '../receiver.ts';
import { sampleCondition, sampleReading } from '../samples.ts';

const jammed = sampleReading({ conditions: [sampleCondition()], status: 'stopped' });
const well = sampleReading();
const hour = 3_600_000;

let receiver: Receiver;
let office: Office;
beforeEach(async () => {
  receiver = await openReceiver(secret);
  office = await openOffice({ webhooks: [{ name: 'helpdesk', url: receiver.url, secret, allow_loopback: true }] });
});
afterEach(async () => {
  await office.close();
  await receiver.close();
});

const deliveries = async () => (await office.get<{ items: Delivery[] }>('deliveries')).items.toReversed();
const states = async () => (await deliveries()).map(({ state }) => state);
const settled = () => until('all deliveries to settle', async () => !(await states()).includes('due'));
const tried = (count: number) =>
  until(`${count} attempts`, async () => (await deliveries()).flatMap(({ attempts }) => attempts).length >= count);

async function pushLater(reading: typeof well) {
  office.advance(1000);
  await office.push([reading]);
}

test('fired and resolved arrive, signed, with the alert, the device and links', async () => {
  await office.worker.start();
  await office.push([jammed]);
  await pushLater(well);
  await settled();
  expect(receiver.types()).toEqual(['alert.fired', 'alert.resolved']);
  expect(receiver.forged).toEqual([]);
  const [fired, resolved] = receiver.received;
  expect(fired?.body.data).toMatchObject({
    alert: { kind: 'paper-jam', state: 'firing', severity: 'critical' },
    device: { name: 'copier-2f', address: '127.1.0.7', serial: 'AK1234' },
    agent: { name: 'hq-1' },
    links: { dashboard: 'http://platen.test/' },
  });
  expect(fired?.body.data.links.device).toBe(`http://platen.test/#/device/${fired?.body.data.device?.id}`);
  expect(resolved?.body.data.alert?.id).toBe(fired?.body.data.alert?.id);
  expect(resolved?.body.data.alert?.seq).toBeGreaterThan(fired?.body.data.alert?.seq ?? Number.NaN);
  expect(fired?.text).not.toContain(secret);
});

test('a receiver that is down is tried again under the same id, and the end waits for the beginning', async () => {
  receiver.answerWith(status(503));
  await office.worker.start();
  await office.push([jammed]);
  await tried(1);
  await pushLater(well);
  receiver.answerWith(take);
  office.advance(10_000);
  await settled();
  expect(receiver.types()).toEqual(['alert.fired', 'alert.fired', 'alert.resolved']);
  const [first, second] = receiver.received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.text).toBe(first?.text);
  expect([first?.headers['webhook-attempt'], second?.headers['webhook-attempt']]).toEqual(['1', '2']);
  expect((await deliveries())[0]?.attempts).toMatchObject([
    { number: 1, status: 503, outcome: 'http' },
    { number: 2, status: 204, outcome: 'delivered' },
  ]);
});

test('one alert that cannot be delivered does not hold up another', async () => {
  receiver.answerWith((got, response) =>
    (got.body.data.alert?.kind === 'paper-jam' ? status(500) : take)(got, response),
  );
  await office.worker.start();
  const cover = sampleCondition({ kind: 'cover-open', key: 'cover-open', source: 'cover' });
  await office.push([{ ...jammed, conditions: [...jammed.conditions, cover] }]);
  await until('the other one', async () => (await states()).includes('delivered'));
  expect(await states()).toEqual(['due', 'delivered']);
});

test('Retry-After is kept to', async () => {
  receiver.answerWith(status(429, { 'retry-after': '600' }));
  await office.worker.start();
  await office.push([jammed]);
  await tried(1);
  const [delivery] = await deliveries();
  expect(delivery?.nextAttemptAt).toBe(new Date(office.now().getTime() + 600_000).toISOString());
});

test('410 disables the subscription, and nothing waits for it', async () => {
  receiver.answerWith(status(410));
  await office.worker.start();
  await office.push([jammed]);
  await settled();
  expect(await states()).toEqual(['dead']);
  const { items } = await office.get<{ items: Subscription[] }>('subscriptions');
  expect(items).toMatchObject([{ enabled: false, disabledReason: expect.stringContaining('410') }]);
  await pushLater(well);
  expect(await deliveries()).toHaveLength(1);
});

describe('a beginning that never arrives', () => {
  beforeEach(async () => {
    receiver.answerWith(status(500));
    await office.worker.start();
    await office.push([jammed]);
    for (let attempts = 1; attempts <= 11; attempts++) {
      await tried(attempts);
      if (attempts === 5) await pushLater(well);
      // The longest that the schedule waits, a fifth more included.
      office.advance(1.2 * (delays[attempts] ?? 0));
    }
    await settled();
  });

  test('is given up after eleven attempts, and its end is not told', async () => {
    expect(await states()).toEqual(['dead', 'superseded']);
    expect(new Set(receiver.types())).toEqual(new Set(['alert.fired']));
  });

  test('can be told again, with its end, under the same ids', async () => {
    receiver.answerWith(take);
    const [fired, resolved] = await deliveries();
    expect((await office.post(`deliveries/${fired?.id}/redeliver`)).statusCode).toBe(200);
    await settled();
    expect(receiver.types().slice(-2)).toEqual(['alert.fired', 'alert.resolved']);
    expect(receiver.received.slice(-2).map(({ headers }) => headers['webhook-id'])).toEqual([fired?.id, resolved?.id]);
  });

  test('its end alone begins with the beginning', async () => {
    receiver.answerWith(take);
    await office.post(`deliveries/${(await deliveries())[1]?.id}/redeliver`);
    await settled();
    expect(receiver.types().slice(-2)).toEqual(['alert.fired', 'alert.resolved']);
  });
});

describe('a beginning that never arrived of an alert that ended unheard', () => {
  test('is not told again: nobody would tell its end', async () => {
    receiver.answerWith(status(200, {}));
    receiver.answerWith(status(500, { 'webhook-delivery': 'abort-message' }));
    await office.worker.start();
    await office.push([jammed]);
    await settled();
    await pushLater(well);
    const [fired] = await deliveries();
    const answer = await office.post(`deliveries/${fired?.id}/redeliver`);
    expect(answer.json()).toMatchObject({ status: 409, code: 'ALERT_CLOSED' });
  });

  test('while it still fires it is told again, and then its end too', async () => {
    receiver.answerWith(status(500, { 'webhook-delivery': 'abort-message' }));
    await office.worker.start();
    await office.push([jammed]);
    await settled();
    receiver.answerWith(take);
    await office.post(`deliveries/${(await deliveries())[0]?.id}/redeliver`);
    await pushLater(well);
    await settled();
    expect(receiver.types()).toEqual(['alert.fired', 'alert.fired', 'alert.resolved']);
  });
});

test('what a dead process had taken goes out again', async () => {
  await office.push([jammed]);
  const at = office.now().toISOString();
  await office.store.outbox.claim(at, new Date(office.now().getTime() + hour).toISOString(), 10, []);
  await office.worker.start();
  await settled();
  expect(receiver.types()).toEqual(['alert.fired']);
});

test('no more than eight at once to one receiver', async () => {
  const open: (() => void)[] = [];
  let most = 0;
  receiver.answerWith((got, response) => {
    open.push(() => take(got, response));
    most = Math.max(most, open.length);
  });
  await office.worker.start();
  const conditions = Array.from({ length: 20 }, (_, i) => sampleCondition({ key: `paper-jam/${i}` }));
  await office.push([{ ...jammed, conditions }]);
  await until('eight to be under way', () => open.length === 8);
  await until('all to be taken', async () => {
    for (const answer of open.splice(0)) answer();
    return !(await states()).includes('due');
  });
  expect(most).toBe(8);
  expect(receiver.received).toHaveLength(20);
});
