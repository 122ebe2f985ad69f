/** Receivers that fail for long, come back, or are given up; secrets that change; what is sent again. */
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreatedSubscription, Delivery, DeliveryDetail, Subscription } from '../../../contract/index.ts';
import { compose, post } from '../../../dashboard/delivery/compose.ts';
import { sign } from '../../../dashboard/delivery/sign.ts';
import { bodyOf } from '../../../dashboard/message.ts';
import { type Office, openOffice, secret } from '../office.ts';
import { openReceiver, type Receiver, status, take, until } from '../receiver.ts';
import { sampleCondition, sampleReading } from '../samples.ts';

const jams = (count: number) =>
  sampleReading({
    status: 'stopped',
    conditions: Array.from({ length: count }, (_, i) => sampleCondition({ key: `paper-jam/${i}` })),
  });
const minute = 60_000;
const day = 24 * 60 * minute;

let receiver: Receiver;
let other: Receiver;
let office: Office;
beforeEach(async () => {
  receiver = await openReceiver(secret);
  other = await openReceiver(secret);
  office = await openOffice({
    webhooks: [
      { name: 'helpdesk', url: receiver.url, secret, allow_loopback: true },
      { name: 'other', url: other.url, secret, allow_loopback: true, events: ['subscription.disabled'] },
    ],
  });
});
afterEach(async () => {
  await office.close();
  await receiver.close();
  await other.close();
});

const deliveries = async () => (await office.get<{ items: Delivery[] }>('deliveries')).items.toReversed();
const helpdesk = async () => {
  const { items } = await office.get<{ items: Subscription[] }>('subscriptions');
  const found = items.find(({ name }) => name === 'helpdesk');
  if (!found) throw new Error('helpdesk is not there');
  return found;
};
const tried = (count: number) => until(`${count} posts`, () => receiver.received.length >= count);
const settled = () => until('all to settle', async () => !(await deliveries()).some(({ state }) => state === 'due'));

/** Makes the receiver fail until its circuit is open. */
async function fail(answer = status(500)) {
  receiver.answerWith(answer);
  await office.worker.start();
  await office.push([jams(1)]);
  await tried(1);
  for (let count = 2; count <= 5; count++) {
    await until('the attempt to be written', async () => (await deliveries())[0]?.attempts.length === count - 1);
    office.advance(7 * 60 * minute);
    await tried(count);
  }
  await until('the circuit to open', async () => (await office.store.subscriptions.probed()).length === 1);
}

describe('a receiver that failed five times', () => {
  test('is probed by one message at a time; once it is back, all that waits goes out', async () => {
    await fail();
    expect((await helpdesk()).failingSince).not.toBeNull();
    const open: (() => void)[] = [];
    let most = 0;
    receiver.answerWith((got, response) => {
      open.push(() => take(got, response));
      most = Math.max(most, open.length);
    });
    await office.push([jams(6)]);
    office.advance(10 * minute);
    await tried(6);
    expect(open).toHaveLength(1);
    // Nothing else may begin while the probe is out, however often the outbox is looked at.
    for (let i = 0; i < 5; i++) {
      office.services.mail.ring();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(most).toBe(1);
    receiver.answerWith(take);
    open[0]?.();
    await settled();
    expect((await deliveries()).map(({ state }) => state)).toEqual(Array(6).fill('delivered'));
    expect(await helpdesk()).toMatchObject({ enabled: true, failingSince: null });
    expect(await office.store.subscriptions.probed()).toEqual([]);
  });

  test('is tried at once when somebody asks for it', async () => {
    await fail();
    receiver.answerWith(take);
    const before = receiver.received.length;
    await office.post(`subscriptions/${(await helpdesk()).id}/test`);
    await until('the test', () => receiver.types().slice(before).includes('test.ping'));
  });

  test('is switched off after five days, and the others are told', async () => {
    await fail();
    office.advance(5 * day);
    await until('it to be off', async () => !(await helpdesk()).enabled);
    await until('the other to be told', () => other.received.length === 1);
    expect(other.received[0]?.body).toMatchObject({
      type: 'subscription.disabled',
      data: { alert: null, subscription: { name: 'helpdesk', reason: 'no message was taken for five days' } },
    });
    expect((await deliveries()).filter(({ subscriptionName }) => subscriptionName === 'helpdesk')).toMatchObject([
      { state: 'dead' },
    ]);
  });
});

test('410 is told to the others too', async () => {
  receiver.answerWith(status(410));
  await office.worker.start();
  await office.push([jams(1)]);
  await until('the other to be told', () => other.received.length === 1);
  expect(other.received[0]?.body.data.subscription).toMatchObject({ reason: expect.stringContaining('410') });
});

describe('switched on again', () => {
  test('it is told what is still true, and what it missed can be sent', async () => {
    receiver.answerWith(status(410));
    const since = office.now().toISOString();
    await office.worker.start();
    await office.push([jams(2)]);
    await until('it to be off', async () => !(await helpdesk()).enabled);
    const { id } = await helpdesk();
    expect((await office.post(`subscriptions/${id}/replay`, { since })).json()).toMatchObject({
      code: 'SUBSCRIPTION_DISABLED',
    });
    receiver.answerWith(take);
    const on = await office.app.inject({
      method: 'PATCH',
      url: `/api/v1/subscriptions/${id}`,
      payload: { enabled: true },
    });
    expect(on.json()).toMatchObject({ enabled: true, disabledReason: null });
    await settled();
    expect(receiver.types().slice(-2)).toEqual(['alert.fired', 'alert.fired']);
    expect((await office.post(`subscriptions/${id}/replay`, { since })).json()).toEqual({ count: 0 });
    expect((await office.post(`subscriptions/${id}/replay`, { since, what: 'all' })).json()).toEqual({ count: 2 });
  });
});

describe('what happened while it was off', () => {
  const turn = async (enabled: boolean) => {
    const { id } = await helpdesk();
    const url = `/api/v1/subscriptions/${id}`;
    expect((await office.app.inject({ method: 'PATCH', url, payload: { enabled } })).statusCode).toBe(200);
  };
  const pushLater = async (reading: ReturnType<typeof jams>) => {
    office.advance(1000);
    await office.push([reading]);
  };
  const story = () => receiver.received.map(({ body }) => [body.type, body.data.alert?.key.split('/').at(-1)]);

  test('is told where it is still true, or where it ends what was told; nothing else is', async () => {
    await office.worker.start();
    await office.push([jams(1)]);
    await settled();
    await turn(false);
    // The second comes and goes, the first ends, the third comes and stays.
    await pushLater(jams(2));
    await pushLater(sampleReading());
    await pushLater({ ...jams(0), conditions: [sampleCondition({ key: 'paper-jam/3' })] });
    expect(story()).toEqual([['alert.fired', '0']]);
    await turn(true);
    await settled();
    expect(story().toSorted()).toEqual([
      ['alert.fired', '0'],
      ['alert.fired', '3'],
      ['alert.resolved', '0'],
    ]);
    await turn(false);
    await turn(true);
    await settled();
    expect(story()).toHaveLength(3);
  });

  test('no end is told of a beginning that was given up with it', async () => {
    receiver.answerWith(status(503));
    await office.worker.start();
    await office.push([jams(1)]);
    await until('an attempt', async () => (await deliveries())[0]?.attempts.length === 1);
    await turn(false);
    await pushLater(sampleReading());
    receiver.answerWith(take);
    await turn(true);
    await pushLater(jams(1));
    await settled();
    expect(receiver.types()).toEqual(['alert.fired', 'alert.fired']);
    const [first, second] = receiver.received;
    expect(first?.body.data.alert?.id).not.toBe(second?.body.data.alert?.id);
  });
});

describe('what only tells how an alert stands', () => {
  test('is dropped once something newer waits; beginnings and ends are not', async () => {
    await office.push([jams(1)]);
    const [fired] = await deliveries();
    const alert = await office.store.alerts.get(fired?.alertId ?? '');
    const subscription = await helpdesk();
    for (const type of ['alert.reminder', 'alert.severity_changed', 'alert.acknowledged', 'alert.resolved'] as const) {
      const body = bodyOf(type, alert, null, office.now(), 'http://platen.test');
      await post(office.store, compose(body, subscription, office.now(), office.services));
    }
    expect((await deliveries()).map(({ type, state }) => [type, state])).toEqual([
      ['alert.fired', 'due'],
      ['alert.reminder', 'superseded'],
      ['alert.severity_changed', 'superseded'],
      ['alert.acknowledged', 'due'],
      ['alert.resolved', 'due'],
    ]);
  });

  test('is dropped also where it was under way when the newer one came, and was not taken', async () => {
    await office.push([jams(1)]);
    const [fired] = await deliveries();
    const alert = await office.store.alerts.get(fired?.alertId ?? '');
    const subscription = await helpdesk();
    const tell = (type: 'alert.reminder' | 'alert.resolved') =>
      post(
        office.store,
        compose(
          bodyOf(type, alert, null, office.now(), 'http://platen.test'),
          subscription,
          office.now(),
          office.services,
        ),
      );
    await tell('alert.reminder');
    receiver.answerWith((got, response) => {
      if (got.body.type !== 'alert.reminder') return take(got, response);
      void tell('alert.resolved').then(() => status(500)(got, response));
    });
    await office.worker.start();
    await settled();
    expect(receiver.types()).toEqual(['alert.fired', 'alert.reminder', 'alert.resolved']);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'superseded', 'delivered']);
  });
});

describe('changing a secret', () => {
  const made = async () =>
    (await office.post('subscriptions', { url: 'https://new.example/hook' })).json() as CreatedSubscription;
  const target = async (id: string) => {
    const subscription = await office.store.subscriptions.get(id);
    if (!subscription) throw new Error('it is not there');
    const found = await office.targetOf(subscription, office.now());
    return found?.way === 'post' ? found.receiver.secrets : [];
  };

  test('the one before signs too for a day, and there is no second change meanwhile', async () => {
    const { id, secret: first } = await made();
    const rotated = (await office.post(`subscriptions/${id}/rotate`)).json() as CreatedSubscription;
    expect(rotated.secret).not.toBe(first);
    expect(Date.parse(rotated.oldSecretUntil ?? '') - office.now().getTime()).toBe(day);
    expect(await target(id)).toEqual([rotated.secret, first]);
    expect((await office.post(`subscriptions/${id}/rotate`)).json()).toMatchObject({ code: 'ROTATION_RUNNING' });
    office.advance(day);
    expect(await target(id)).toEqual([rotated.secret]);
    expect((await office.post(`subscriptions/${id}/rotate`)).statusCode).toBe(200);
  });

  test('of the configuration is done there', async () => {
    expect((await office.post(`subscriptions/${(await helpdesk()).id}/rotate`)).json()).toMatchObject({
      code: 'SUBSCRIPTION_READ_ONLY',
    });
  });

  test('a receiver with the old or the new one verifies what is sent meanwhile', async () => {
    await office.close();
    office = await openOffice({ dashboard: { allow_private_receivers: true } });
    const { id, secret: first } = await made();
    const { secret: second } = (await office.post(`subscriptions/${id}/rotate`)).json() as CreatedSubscription;
    const headers = sign('msg_1', new Date(), '{}', await target(id));
    for (const each of [first, second]) expect(new Webhook(each ?? '').verify('{}', headers as never)).toEqual({});
  });
});

test('the log keeps what was sent and the first 2 kB of the answer, and no secret', async () => {
  receiver.answerWith((_got, response) =>
    response.writeHead(500).end(`${secret} ${'é'.repeat(950)} ${'x'.repeat(60)}${secret}${'é'.repeat(3000)}`),
  );
  await office.worker.start();
  await office.push([jams(1)]);
  await until('an attempt', async () => (await deliveries())[0]?.attempts.length === 1);
  const [{ id } = { id: '' }] = await deliveries();
  const detail = await office.get<DeliveryDetail>(`deliveries/${id}`);
  expect(detail).toMatchObject({ format: 'generic', request: { contentType: 'application/json' } });
  expect(detail.request.body).toBe(receiver.received[0]?.text.slice(0, 2048));
  expect(detail.request.bytes).toBe(Buffer.byteLength(receiver.received[0]?.text ?? ''));
  const answer = detail.attempts[0]?.answer ?? '';
  expect(answer).toMatch(/^\[secret\] é+/);
  expect(answer).not.toContain('whsec_');
  expect(answer.length).toBeLessThanOrEqual(2048);
  expect(JSON.stringify(await deliveries())).not.toContain('é');
});
