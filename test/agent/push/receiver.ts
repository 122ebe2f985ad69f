/** A dashboard as an agent sees it: takes pushes, knows a repeated one again, and answers as it is told to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Push } from '../../../contract/index.ts';
import { pushSchema } from '../../../contract/index.ts';

export type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

export type Receiver = {
  readonly url: string;
  /** Every push that arrived, in order, repeats too. */
  readonly arrived: Push[];
  /** Every push once, as a dashboard would store it. */
  readonly taken: () => Push[];
  readonly tokens: string[];
  /** What is answered instead of taking the push; `null` takes it; `drop` cuts the line after taking it. */
  answer: (push: Push) => Answer | 'drop' | null;
  stop(): Promise<void>;
};

export async function startReceiver(port = 0): Promise<Receiver> {
  const arrived: Push[] = [];
  const stored = new Map<string, Push>();
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      tokens.push(request.headers.authorization ?? '');
      if (request.method !== 'POST' || request.url !== '/api/v1/push') return void response.writeHead(404).end();
      const push = pushSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      arrived.push(push);
      const told = receiver.answer(push);
      if (told !== null && told !== 'drop') {
        response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers });
        return void response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body ?? {}));
      }
      const key = `${push.agent} ${push.boot} ${push.seq}`;
      const accepted = !stored.has(key);
      if (accepted) stored.set(key, push);
      if (told === 'drop') return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ accepted, agent: push.agent, seq: push.seq }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    taken: () => [...stored.values()],
    tokens,
    answer: () => null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
