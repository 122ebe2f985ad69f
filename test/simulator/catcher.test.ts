import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catcher } from '../../simulator/catcher/catcher.ts';
import { startCatcher } from '../../simulator/catcher/catcher.ts';
import { verifyWebhook } from '../../simulator/catcher/verify.ts';

const secret = 'whsec_cHJpbnRmbGVldC10ZXN0LXZlY3Rvci0wMTIzNDU2';
let catcher: Catcher;
beforeEach(async () => {
  catcher = await startCatcher({ address: '127.0.0.1', secret });
});
afterEach(() => catcher.stop());

const body = JSON.stringify({
  type: 'alert.fired',
  data: { alert: { title: '<b>Fuser</b>' }, device: { name: 'Kitchen' } },
});

function post(changes: Record<string, string> = {}, sent = body): Promise<Response> {
  const at = new Date();
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
    ...changes,
  };
  return fetch(catcher.url, { method: 'POST', body: sent, headers });
}

it('keeps what came, with the verdict on its signature', async () => {
  expect((await post()).status).toBe(204);
  await post({ 'webhook-signature': 'v1,AAAA' });
  await post({ 'webhook-signature': '' });
  await post({ 'webhook-timestamp': '1500000000' });
  await post({}, `${body} `);
  expect(catcher.received.map(({ verified }) => verified)).toEqual([
    'ok',
    'signature does not match',
    'unsigned',
    'timestamp too far off',
    'signature does not match',
  ]);
  expect(catcher.received[0]).toMatchObject({ type: 'alert.fired', title: '<b>Fuser</b>', device: 'Kitchen', body });
});

it('accepts the published vector, and one good signature among several', () => {
  const vector = {
    id: 'msg_01JD0000000000000000000000',
    timestamp: '1795000000',
    body: Buffer.from('{"type":"alert.fired","timestamp":"2026-11-18T22:26:40.000Z","data":{"alert":{"id":"al_1"}}}'),
  };
  const good = 'v1,pCcTogMDD6DFALwR+VmEyHqUBIHZ6U6cpKlvaNui0Ug=';
  const at = 1_795_000_000_000;
  expect(verifyWebhook({ ...vector, signature: good }, secret, at)).toBe('ok');
  expect(verifyWebhook({ ...vector, signature: `v1,AAAA v1a,xx ${good}` }, secret, at)).toBe('ok');
});

it('shows it as text', async () => {
  await post();
  const page = await (await fetch(catcher.page)).text();
  expect(page).toContain('alert.fired: &lt;b&gt;Fuser&lt;/b&gt;');
  expect(page).not.toContain('<b>Fuser');
});

it('fails as it is told to', async () => {
  catcher.setMode({ status: 429, headers: { 'retry-after': '7' } });
  const throttled = await post();
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
  catcher.setMode({ hangUp: true });
  await expect(post()).rejects.toThrow();
  catcher.setMode({ delayMs: 60_000 });
  const slow = post();
  await expect(Promise.race([slow, new Promise((resolve) => setTimeout(resolve, 300, 'still waiting'))])).resolves.toBe(
    'still waiting',
  );
  await catcher.stop();
  await expect(slow).rejects.toThrow();
  catcher = await startCatcher({ address: '127.0.0.1', secret });
});
