import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { Agent } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guardedAgent } from '../../../dashboard/delivery/guard.ts';
import { send } from '../../../dashboard/delivery/send.ts';
import { secret } from '../office.ts';
import { openReceiver, type Receiver, status } from '../receiver.ts';

const policy = { allowPrivate: true, allowLoopback: true };
const message = {
  id: 'msg_1',
  body: '{"type":"test.ping","title":"Fach 2 – leer"}',
  contentType: 'application/json',
  attempt: 2,
};

let receiver: Receiver;
let dispatcher: Agent;
beforeEach(async () => {
  receiver = await openReceiver(secret);
  dispatcher = guardedAgent(policy, 2000);
});
afterEach(async () => {
  await dispatcher.destroy();
  await receiver.close();
});

function post(url = receiver.url, signal = new AbortController().signal, who = policy) {
  return send(message, { url, secrets: [secret], policy: who }, { dispatcher, now: () => new Date(), signal });
}

test('what is received is what was signed, byte for byte', async () => {
  expect(await post()).toEqual({
    outcome: 'delivered',
    status: 204,
    message: null,
    retryAfter: null,
    isAborted: false,
    answer: null,
  });
  expect(receiver.forged).toEqual([]);
  expect(receiver.received).toMatchObject([
    {
      text: message.body,
      headers: {
        'webhook-id': 'msg_1',
        'webhook-attempt': '2',
        'content-type': 'application/json',
        'user-agent': 'platen',
      },
    },
  ]);
});

test('a refusal tells its status and what the receiver asks for', async () => {
  receiver.answerWith(status(429, { 'retry-after': '30', 'webhook-delivery': 'abort-message' }));
  expect(await post()).toMatchObject({ outcome: 'http', status: 429, retryAfter: 30_000, isAborted: true });
});

test('a redirect is a failure and is not followed', async () => {
  receiver.answerWith(status(307, { location: receiver.url }));
  expect(await post()).toMatchObject({ outcome: 'http', status: 307 });
  expect(receiver.received).toHaveLength(1);
});

test('an answer without end is not read to its end', async () => {
  receiver.answerWith((_got, response) => {
    response.writeHead(200);
    const pour = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  });
  expect(await post()).toMatchObject({ outcome: 'delivered', status: 200 });
});

test('nobody listens', async () => {
  const { url } = receiver;
  await receiver.close();
  expect(await post(url)).toMatchObject({ outcome: 'connect', status: null });
  receiver = await openReceiver(secret);
});

test('a name that does not exist', async () => {
  expect((await post('http://no-such-host.invalid/')).outcome).toBe('dns');
});

test('a receiver that speaks no TLS', async () => {
  expect((await post(receiver.url.replace('http:', 'https:'))).outcome).toBe('tls');
});

test('the connection is cut without an answer', async () => {
  const cutter: Server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => cutter.listen(0, '127.0.0.1', resolve));
  const { port } = cutter.address() as AddressInfo;
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'connect', status: null });
  cutter.close();
});

test('being told to stop ends it', async () => {
  receiver.answerWith(() => undefined);
  const stop = new AbortController();
  const sent = post(receiver.url, stop.signal);
  setTimeout(() => stop.abort(), 50);
  expect((await sent).outcome).not.toBe('delivered');
});

test('the guard comes first', async () => {
  const sent = await post(receiver.url, undefined, { allowPrivate: true, allowLoopback: false });
  expect(sent).toMatchObject({ outcome: 'refused_by_guard', message: expect.stringContaining('allow_loopback') });
  expect(receiver.received).toEqual([]);
});
