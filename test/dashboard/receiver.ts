/** A real HTTP receiver of webhooks on loopback that answers as it is told and keeps what it got. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookBody } from '../../contract/index.ts';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: WebhookBody;
};

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** `answer` decides by what came; by default everything is taken. Signatures are checked on arrival. */
export async function openReceiver(secret: string, answer: (got: Received, response: ServerResponse) => void = take) {
  const received: Received[] = [];
  const forged: string[] = [];
  let answerNow = answer;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      try {
        new Webhook(secret).verify(text, request.headers as Record<string, string>);
      } catch (error) {
        forged.push(String(error));
      }
      const got = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) as WebhookBody };
      received.push(got);
      answerNow(got, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    /** What did not verify. */
    forged,
    types: () => received.map(({ body }) => body.type),
    answerWith(next: typeof answer) {
      answerNow = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function take(_got: unknown, response: ServerResponse): void {
  response.writeHead(204).end();
}

export function status(code: number, headers: Record<string, string> = {}) {
  return (_got: unknown, response: ServerResponse): void => {
    response.writeHead(code, headers).end('no');
  };
}

/** Resolves once `isTrue`, asked again and again; rejects after `seconds` with what it waited for. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
