/** Formats through the interface: subscribing, changing, previews, the published schema. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CreatedSubscription, Preview, SavedSubscription, Subscription } from '../../../contract/index.ts';
import { sampleBodies } from '../../../dashboard/delivery/formats/sample.ts';
import { type Office, openOffice, secret } from '../office.ts';
import { sampleCondition, sampleReading } from '../samples.ts';

const mail = { host: 'smtp.office.example', from: 'platen@office.example' };
let office: Office;
beforeEach(async () => {
  office = await openOffice({
    webhooks: [{ name: 'helpdesk', url: 'https://helpdesk.example/', secret }],
    dashboard: { mail },
  });
});
afterEach(() => office.close());

const subscribe = (body: object) => office.post('subscriptions', body);
const change = (id: string, payload: object) =>
  office.app.inject({ method: 'PATCH', url: `/api/v1/subscriptions/${id}`, payload });

describe('subscribing', () => {
  test.each([
    [{ url: 'https://hooks.example/x', format: 'slack' }, 'hooks.example'],
    [{ url: 'https://flows.example/x', format: 'teams' }, 'flows.example'],
    [{ url: 'mailto:it@office.example', format: 'email' }, 'it@office.example'],
    [{ url: 'https://ntfy.example/printers', format: 'ntfy' }, 'ntfy.example'],
    [
      { url: 'https://events.pagerduty.com/v2/enqueue', format: 'pagerduty', secret: 'k'.repeat(32) },
      'events.pagerduty.com',
    ],
  ])('%j', async (body, name) => {
    const made = (await subscribe(body)).json() as CreatedSubscription;
    expect(made).toMatchObject({ format: body.format, name, template: null, warnings: [] });
    // Only a secret that was made here is told.
    expect(made.secret === null).toBe(!['slack', 'teams'].includes(body.format));
  });

  test('with a template warns of what stays empty', async () => {
    const made = (
      await subscribe({ url: 'https://x.example/', format: 'template', template: '{"a":"{{data.alert.titel}}"}' })
    ).json();
    expect(made).toMatchObject({ format: 'template', warnings: [expect.stringContaining('data.alert.titel')] });
  });

  test.each([
    [{ url: 'https://x.example/', format: 'template' }, 'FORMAT_REFUSED', 'write the JSON'],
    [{ url: 'https://x.example/', format: 'template', template: '{' }, 'FORMAT_REFUSED', 'a template is JSON'],
    [{ url: 'https://x.example/', format: 'slack', template: '{}' }, 'FORMAT_REFUSED', 'format: template only'],
    [{ url: 'https://x.example/', format: 'pagerduty' }, 'FORMAT_REFUSED', 'key'],
    [{ url: 'https://x.example/', format: 'generic', secret: 'mine' }, 'FORMAT_REFUSED', 'made here'],
    [{ url: 'https://x.example/', format: 'email' }, 'RECEIVER_REFUSED', 'mailto:'],
    [{ url: 'mailto:it@office.example', format: 'slack' }, 'RECEIVER_REFUSED', 'mailto:'],
    [{ url: 'mailto:a@b.example?bcc=c@d.example', format: 'email' }, 'RECEIVER_REFUSED', 'mailto:'],
    [{ url: 'mailto:a@b.example%0d%0aBcc:c@d.example', format: 'email' }, 'RECEIVER_REFUSED', 'mailto:'],
    [{ url: 'https://ntfy.example/', format: 'ntfy' }, 'RECEIVER_REFUSED', 'topic'],
    [{ url: 'http://127.0.0.1/x', format: 'slack' }, 'RECEIVER_REFUSED', 'this machine'],
    [{ url: 'https://x.example/', format: 'carrier-pigeon' }, 'BODY_INVALID', 'format'],
  ])('%j is refused: %s', async (body, code, words) => {
    expect((await subscribe(body)).json()).toMatchObject({ code, detail: expect.stringContaining(words) });
    expect((await office.get<{ items: unknown[] }>('subscriptions')).items).toHaveLength(1);
  });

  test('to mail where no server is configured is refused', async () => {
    await office.close();
    office = await openOffice();
    expect((await subscribe({ url: 'mailto:it@office.example', format: 'email' })).json()).toMatchObject({
      code: 'FORMAT_REFUSED',
      detail: expect.stringContaining('dashboard.mail'),
    });
  });
});

describe('changing', () => {
  test('says how it is now', async () => {
    const { id } = (await subscribe({ url: 'https://x.example/a' })).json() as Subscription;
    const body = {
      name: 'new',
      url: 'https://y.example/',
      format: 'template',
      template: '"{{typ}}"',
      minSeverity: 'critical',
    };
    const saved = (await change(id, body)).json() as SavedSubscription;
    expect(saved).toMatchObject({ ...body, warnings: [expect.stringContaining('{{typ}}')] });
    expect((await change(id, { enabled: false })).json()).toMatchObject({
      enabled: false,
      disabledReason: 'switched off by hand',
    });
    expect((await change(id, { enabled: true })).json()).toMatchObject({ enabled: true, disabledReason: null });
  });

  test('goes through the same checks', async () => {
    const { id } = (await subscribe({ url: 'https://x.example/a' })).json() as Subscription;
    expect((await change(id, { url: 'http://10.0.0.1/' })).json()).toMatchObject({ code: 'RECEIVER_REFUSED' });
    expect((await change(id, { format: 'template' })).json()).toMatchObject({ code: 'FORMAT_REFUSED' });
    expect((await change(id, { format: 'pagerduty' })).json()).toMatchObject({ code: 'FORMAT_REFUSED' });
    expect((await change('sub_none', {})).json()).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of one from the configuration is done there', async () => {
    const [{ id } = { id: '' }] = (await office.get<{ items: Subscription[] }>('subscriptions')).items;
    expect((await change(id, { name: 'x' })).json()).toMatchObject({ code: 'SUBSCRIPTION_READ_ONLY' });
    expect((await change(id, { enabled: false })).json()).toMatchObject({ enabled: false });
  });

  test("of a receiver's own key is sealed too", async () => {
    const { id } = (
      await subscribe({ url: 'https://e.example/', format: 'pagerduty', secret: 'k'.repeat(32) })
    ).json() as Subscription;
    expect((await change(id, { secret: 'n'.repeat(32) })).statusCode).toBe(200);
    const { current } = await office.store.subscriptions.secretsOf(id);
    expect(office.services.vault.open(current ?? '', id)).toBe('n'.repeat(32));
  });
});

describe('a preview', () => {
  const preview = async (body: object) => (await office.post('subscriptions/preview', body)).json() as Preview;

  test('shows a made-up alert where there is none, the newest where there is one', async () => {
    expect((await preview({ format: 'generic' })).body).toBe(JSON.stringify(sampleBodies['alert.fired']));
    await office.push([sampleReading({ conditions: [sampleCondition({ title: 'Jam in tray 7' })] })]);
    const { contentType, body } = await preview({ format: 'slack' });
    expect([contentType, body]).toEqual(['application/json', expect.stringContaining('Jam in tray 7')]);
    const [alert] = (await office.get<{ items: { id: string }[] }>('alerts')).items;
    expect((await preview({ format: 'teams', alert: alert?.id })).body).toContain('Jam in tray 7');
  });

  test('of a template says what stays empty, and what is wrong', async () => {
    expect(await preview({ format: 'template', template: '{"x":"{{nix}}"}' })).toMatchObject({
      body: '{"x":""}',
      warnings: [expect.stringContaining('{{nix}}')],
    });
    expect(await preview({ format: 'template', template: '{' })).toMatchObject({ code: 'FORMAT_REFUSED' });
    expect(await preview({ format: 'generic', alert: 'al_none' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('the schema of webhooks is open to everyone, and says what a webhook is', async () => {
  await office.close();
  office = await openOffice({ dashboard: { login: { user: 'anna', password: 'long enough' } } });
  const answer = await office.app.inject('/api/schema/webhook.json');
  expect(answer.headers['content-type']).toContain('application/schema+json');
  const schema = z.fromJSONSchema(answer.json());
  for (const body of Object.values(sampleBodies)) expect(schema.safeParse(body).error).toBeUndefined();
  expect(schema.safeParse({ ...sampleBodies['test.ping'], type: 'nonsense' }).success).toBe(false);
});
