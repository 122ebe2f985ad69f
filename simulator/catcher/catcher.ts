/** A receiver of webhooks on loopback: keeps what came, checks its signature, shows it, and fails when told to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catcherPage } from './page.ts';
import { verifyWebhook } from './verify.ts';

export type Caught = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly device: string;
  /** `ok`, or what is wrong with the signature. */
  readonly verified: string;
  /** What it was answered. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** How it answers: 204 where nothing is set. */
export type CatcherMode = {
  readonly status?: number;
  readonly delayMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Closes the connection without an answer. */
  readonly hangUp?: boolean;
};

export type Catcher = {
  /** Where webhooks go. */
  readonly url: string;
  /** Where people look. */
  readonly page: string;
  readonly received: readonly Caught[];
  setMode(mode: CatcherMode): void;
  stop(): Promise<void>;
};

const mostBytes = 1024 * 1024;
const mostKept = 2000;

/** `secret` is the subscription's `whsec_…`. */
export async function startCatcher(options: { address: string; port?: number; secret: string }): Promise<Catcher> {
  const received: Caught[] = [];
  let mode: CatcherMode = {};
  const waiting = new Set<NodeJS.Timeout>();

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { status = 204, delayMs = 0, headers = {}, hangUp } = mode;
    if (delayMs > 0) await pause(delayMs, waiting);
    received.push(read(request, body, hangUp ? 0 : status, options.secret));
    if (received.length > mostKept) received.shift();
    if (hangUp) request.socket.destroy();
    else response.writeHead(status, { ...headers }).end();
  }

  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      take(request, response).catch(() => request.socket.destroy());
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(catcherPage(received));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const page = `http://${options.address}:${port}/`;
  return {
    url: `${page}hook`,
    page,
    received,
    setMode(next) {
      mode = next;
    },
    async stop() {
      for (const timer of waiting) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pause(ms: number, waiting: Set<NodeJS.Timeout>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      resolve();
    }, ms);
    waiting.add(timer);
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new RangeError('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function read(request: IncomingMessage, body: Buffer, status: number, secret: string): Caught {
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const at = Date.now();
  const signed = {
    id: headers['webhook-id'],
    timestamp: headers['webhook-timestamp'],
    signature: headers['webhook-signature'],
    body,
  };
  return {
    at,
    id: headers['webhook-id'] ?? '',
    ...summarise(body),
    verified: verifyWebhook(signed, secret, at),
    status,
    headers,
    body: body.toString('utf8'),
  };
}

/** What the page shows of a body; a body that is none of ours is shown as such. */
function summarise(body: Buffer): { type: string; title: string; device: string } {
  try {
    const { type, data } = JSON.parse(body.toString('utf8'));
    return {
      type: String(type),
      title: String(data?.alert?.title ?? ''),
      device: String(data?.device?.name ?? data?.agent?.name ?? ''),
    };
  } catch {
    return { type: 'not JSON', title: '', device: '' };
  }
}
