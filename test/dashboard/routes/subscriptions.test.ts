import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreatedSubscription, Delivery, Subscription } from '../../../contract/index.ts';
import { parseSecret } from '../../../dashboard/delivery/sign.ts';
import { type Office, openOffice, secret } from '../office.ts';
import { sampleCondition, sampleReading } from '../samples.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice({ webhooks: [{ name: 'helpdesk', url: 'https://helpdesk.example/hook', secret }] });
});
afterEach(() => office.close());

const list = async () => (await office.get<{ items: Subscription[] }>('subscriptions')).items;
const jammed = sampleReading({ conditions: [sampleCondition()] });

test('those of the configuration are listed, without their secrets, and cannot be deleted', async () => {
  const [configured] = await list();
  expect(configured).toMatchObject({ name: 'helpdesk', origin: 'config', enabled: true });
  expect(JSON.stringify(await list())).not.toContain(secret.slice(6, 20));
  const answer = await office.app.inject({ method: 'DELETE', url: `/api/v1/subscriptions/${configured?.id}` });
  expect(answer.json()).toMatchObject({ status: 409, code: 'SUBSCRIPTION_READ_ONLY' });
});

test('a secret of the configuration is not kept in the store', async () => {
  const [configured] = await list();
  expect(await office.store.subscriptions.secretsOf(configured?.id ?? '')).toMatchObject({ current: null });
});

describe('one that is made here', () => {
  test('has a secret that is shown once', async () => {
    const answer = await office.post('subscriptions', { url: 'https://new.example/hook', minSeverity: 'warning' });
    const made = answer.json() as CreatedSubscription;
    expect(made).toMatchObject({ name: 'new.example', origin: 'api', minSeverity: 'warning', enabled: true });
    expect(parseSecret(made.secret ?? '')).toHaveLength(32);
    expect(JSON.stringify(await list())).not.toContain(made.secret);
    expect((await office.store.subscriptions.secretsOf(made.id)).current).not.toContain(made.secret?.slice(6));
    expect((await list()).map(({ id }) => id)).toContain(made.id);
  });

  test('is told what its filter lets through, until it is deleted with all that waits for it', async () => {
    const made = (
      await office.post('subscriptions', {
        url: 'https://new.example/hook',
        events: ['alert.fired', 'alert.resolved'],
        minSeverity: 'critical',
      })
    ).json() as CreatedSubscription;
    await office.push([
      { ...jammed, conditions: [sampleCondition(), sampleCondition({ key: 'x', severity: 'info' })] },
    ]);
    const waiting = async () => (await office.get<{ items: Delivery[] }>(`deliveries?subscription=${made.id}`)).items;
    expect(await waiting()).toMatchObject([{ type: 'alert.fired', state: 'due' }]);
    const answer = await office.app.inject({ method: 'DELETE', url: `/api/v1/subscriptions/${made.id}` });
    expect(answer.statusCode).toBe(204);
    expect(await waiting()).toEqual([]);
    expect(await list()).toHaveLength(1);
  });

  test.each([
    [{ url: 'http://127.0.0.1:9000/' }, 'RECEIVER_REFUSED'],
    [{ url: 'http://192.168.1.9/' }, 'RECEIVER_REFUSED'],
    [{ url: 'http://u:p@example.com/' }, 'RECEIVER_REFUSED'],
    [{ url: 'javascript:alert(1)' }, 'RECEIVER_REFUSED'],
    [{ url: '' }, 'RECEIVER_REFUSED'],
    [{ url: 'https://x.example', events: ['alert.resolved'] }, 'BODY_INVALID'],
    [{ url: 'https://x.example', events: ['nonsense'] }, 'BODY_INVALID'],
    [{ url: 'https://x.example', allow_loopback: true }, 'BODY_INVALID'],
    [{}, 'BODY_INVALID'],
  ])('%j is refused: %s', async (body, code) => {
    expect((await office.post('subscriptions', body)).json()).toMatchObject({ status: 400, code });
    expect(await list()).toHaveLength(1);
  });

  test('may have a private address where the operator allows it', async () => {
    await office.close();
    office = await openOffice({ dashboard: { allow_private_receivers: true } });
    expect((await office.post('subscriptions', { url: 'http://192.168.1.9/' })).statusCode).toBe(200);
    expect((await office.post('subscriptions', { url: 'http://127.0.0.1/' })).statusCode).toBe(400);
  });
});

describe('trying it out', () => {
  test('puts test.ping into the outbox, whatever the filter', async () => {
    const [configured] = await list();
    const answer = await office.post(`subscriptions/${configured?.id}/test`);
    expect(answer.json()).toMatchObject({ type: 'test.ping', state: 'due', alertId: null, attempts: [] });
    expect((await office.get<{ items: Delivery[] }>('deliveries')).items).toHaveLength(1);
  });

  test('of a disabled one is refused', async () => {
    const [configured] = await list();
    await office.store.subscriptions.disable(configured?.id ?? '', 'the receiver answered 410 Gone');
    expect((await office.post(`subscriptions/${configured?.id}/test`)).json()).toMatchObject({
      code: 'SUBSCRIPTION_DISABLED',
    });
  });
});

describe('deliveries', () => {
  test('are paged, the newest first', async () => {
    const conditions = Array.from({ length: 5 }, (_, i) => sampleCondition({ key: `paper-jam/${i}` }));
    await office.push([{ ...jammed, conditions }]);
    const first = await office.get<{ items: Delivery[]; next: string }>('deliveries?limit=3');
    const second = await office.get<{ items: Delivery[]; next: string }>(`deliveries?limit=3&cursor=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5);
  });

  test('one that waits is not made to wait again', async () => {
    await office.push([jammed]);
    const [waiting] = (await office.get<{ items: Delivery[] }>('deliveries')).items;
    expect((await office.post(`deliveries/${waiting?.id}/redeliver`)).json()).toMatchObject({
      code: 'DELIVERY_WAITING',
    });
    expect((await office.post('deliveries/msg_none/redeliver')).json()).toMatchObject({ code: 'NOT_FOUND' });
  });
});
