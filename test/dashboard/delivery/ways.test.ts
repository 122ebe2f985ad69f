/** The formats on their way out: what reaches a receiver, by post and by mail. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery, DeliveryDetail, Subscription } from '../../../contract/index.ts';
import { type Office, openOffice, secret } from '../office.ts';
import { openReceiver, type Receiver, until } from '../receiver.ts';
import { sampleCondition, sampleReading } from '../samples.ts';

const hostile = sampleCondition({ title: 'Jam\r\nBcc: everyone@office.example\r\n\r\n<b>x</b>' });
const jammed = sampleReading({ conditions: [hostile], status: 'stopped' });
const well = sampleReading();
const routingKey = 'R0123456789abcdef0123456789abcde';

let office: Office;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await openReceiver(secret);
});
afterEach(async () => {
  await office.close();
  await receiver.close();
});

async function open(webhook: Record<string, unknown>, mail?: Record<string, unknown>) {
  office = await openOffice({ webhooks: [{ allow_loopback: true, ...webhook }], dashboard: mail ? { mail } : {} });
  await office.worker.start();
}

async function story() {
  await office.push([jammed]);
  office.advance(1000);
  await office.push([well]);
}

const deliveries = async () => (await office.get<{ items: Delivery[] }>('deliveries')).items.toReversed();
const settled = () =>
  until('all to settle', async () => {
    const all = await deliveries();
    return all.length > 0 && all.every(({ state }) => state !== 'due');
  });

describe('PagerDuty', () => {
  test('gets the routing key, which neither the store nor the log holds', async () => {
    await open({ url: receiver.url, format: 'pagerduty', secret: routingKey });
    await story();
    await settled();
    const sent = receiver.received.map(({ text }) => JSON.parse(text));
    expect(sent.map((each) => [each.routing_key, each.event_action])).toEqual([
      [routingKey, 'trigger'],
      [routingKey, 'resolve'],
    ]);
    expect(sent[0].dedup_key).toBe(sent[1].dedup_key);
    expect(receiver.received[0]?.headers['webhook-signature']).toBeUndefined();
    for (const { id } of await deliveries()) {
      expect(JSON.stringify(await office.store.outbox.detail(id))).not.toContain(routingKey);
    }
  });
});

describe('ntfy', () => {
  test('is posted to the root of the server, with the token', async () => {
    await open({ url: receiver.url.replace('/hook', '/printers'), format: 'ntfy', secret: 'tk_secret' });
    await story();
    await settled();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/', '/']);
    expect(receiver.received[0]?.headers.authorization).toBe('Bearer tk_secret');
    expect(JSON.parse(receiver.received[0]?.text ?? '')).toMatchObject({ topic: 'printers', priority: 5 });
  });
});

test.each(['slack', 'teams', 'alertmanager'])(
  '%s needs no secret, and is signed where there is one',
  async (format) => {
    await open({ url: receiver.url, format });
    await story();
    await settled();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[0]?.headers['webhook-signature']).toBeUndefined();
    await office.close();
    const before = receiver.received.length;
    const forged = receiver.forged.length;
    await open({ url: receiver.url, format, secret });
    await story();
    await settled();
    expect(receiver.received).toHaveLength(before + 2);
    expect(receiver.forged).toHaveLength(forged);
  },
);

test('a CloudEvent has its own content type, and the id of its delivery', async () => {
  await open({ url: receiver.url, format: 'cloudevents', secret });
  await story();
  await settled();
  const [first] = receiver.received;
  expect(first?.headers['content-type']).toBe('application/cloudevents+json');
  expect(JSON.parse(first?.text ?? '')).toMatchObject({ specversion: '1.0', id: first?.headers['webhook-id'] });
  expect(receiver.forged).toEqual([]);
});

test('a message keeps the bytes of the format that it was made in', async () => {
  await open({ name: 'one', url: receiver.url, format: 'slack' });
  await office.worker.stop();
  await office.push([jammed]);
  const [subscription] = (await office.get<{ items: Subscription[] }>('subscriptions')).items;
  if (!subscription) throw new Error('it is not there');
  const [{ id } = { id: '' }] = await deliveries();
  const before = await office.store.outbox.detail(id);
  await office.store.subscriptions.write({ ...subscription, format: 'teams' });
  expect(await office.store.outbox.detail(id)).toEqual(before);
  expect(await office.get<DeliveryDetail>(`deliveries/${id}`)).toMatchObject({ format: 'slack' });
});

describe('mail', () => {
  let server: SMTPServer;
  let mails: string[];
  let refusal: (Error & { responseCode: number }) | null;
  let mail: Record<string, unknown>;
  beforeEach(async () => {
    mails = [];
    refusal = null;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) =>
        username === 'platen' && password === 'right'
          ? callback(null, { user: username })
          : callback(new Error('wrong')),
      onData(stream, _session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (refusal) return callback(refusal);
          mails.push(Buffer.concat(chunks).toString());
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    mail = { host: '127.0.0.1', port, tls: 'none', from: 'platen@office.example' };
  });
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const header = (text: string, name: string) =>
    new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(text)?.[1] ?? null;

  test('of one alert is a thread, and a device puts nothing into its head', async () => {
    await open({ url: 'mailto:it@office.example', format: 'email' }, mail);
    await story();
    await settled();
    expect(mails).toHaveLength(2);
    const [first = '', second = ''] = mails;
    expect(header(first, 'To')).toBe('it@office.example');
    expect(header(first, 'From')).toContain('platen@office.example');
    expect(header(first, 'Bcc')).toBeNull();
    expect(header(first, 'In-Reply-To')).toBeNull();
    expect(header(second, 'In-Reply-To')).toBe(header(first, 'Message-ID'));
    expect(header(second, 'References')).toBe(header(first, 'Message-ID'));
    expect(header(first, 'Auto-Submitted')).toBe('auto-generated');
    expect(first).toMatch(/multipart\/alternative/);
    expect(first).toContain('&lt;b&gt;');
    expect((await deliveries())[0]?.attempts).toMatchObject([{ outcome: 'delivered', status: null }]);
  });

  test('that is refused for now is tried again, for good it is not', async () => {
    await open({ url: 'mailto:it@office.example', format: 'email' }, mail);
    refusal = Object.assign(new Error('try later'), { responseCode: 451 });
    await office.push([jammed]);
    await until('an attempt', async () => (await deliveries())[0]?.attempts.length === 1);
    expect((await deliveries())[0]).toMatchObject({ state: 'due', attempts: [{ outcome: 'mail', status: 451 }] });
    refusal = Object.assign(new Error('no such user'), { responseCode: 550 });
    office.advance(10_000);
    await settled();
    expect((await deliveries())[0]).toMatchObject({ state: 'dead', attempts: [{ status: 451 }, { status: 550 }] });
  });

  test('with a wrong password is tried again: it may be put right', async () => {
    await open(
      { url: 'mailto:it@office.example', format: 'email' },
      { ...mail, login: { user: 'platen', password: 'no' } },
    );
    await office.push([jammed]);
    await until('an attempt', async () => (await deliveries())[0]?.attempts.length === 1);
    expect((await deliveries())[0]).toMatchObject({ state: 'due', attempts: [{ outcome: 'mail', status: 535 }] });
  });

  test('without a server waits, and says what to do', async () => {
    await open({ url: 'mailto:it@office.example', format: 'email' });
    await office.push([jammed]);
    await until('an attempt', async () => (await deliveries())[0]?.attempts.length === 1);
    expect((await deliveries())[0]).toMatchObject({
      state: 'due',
      attempts: [{ message: expect.stringContaining('dashboard.mail') }],
    });
  });
});

test('a secret that cannot be read any more loses no message', async () => {
  await open({ url: receiver.url, secret });
  const made = (await office.post('subscriptions', { url: 'https://new.example/hook' })).json() as Subscription;
  await office.store.subscriptions.writeSecrets(made.id, { current: 'sealed:1:AAAA', old: null, oldUntil: null });
  await office.push([jammed]);
  const mine = async () => (await deliveries()).find(({ subscriptionId }) => subscriptionId === made.id);
  await until('an attempt', async () => (await mine())?.attempts.length === 1);
  expect(await mine()).toMatchObject({ state: 'due', attempts: [{ outcome: 'no_secret' }] });
});
