/** Ports and peers that the mail servers of the tests need on this machine. */
import { createConnection, createServer, type Server, type Socket } from 'node:net';

const patience = 30_000;

/** Dovecot's authentication protocol, as far as it takes to refuse everybody. */
export function knowsNobody(socket: Socket): void {
  const cookie = 'c'.repeat(32);
  const mechanisms = ['PLAIN', 'LOGIN'].map((name) => `MECH\t${name}\tplaintext`);
  socket.write(`${['VERSION\t1\t1', ...mechanisms, 'SPID\t1', 'CUID\t1', `COOKIE\t${cookie}`, 'DONE'].join('\n')}\n`);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    for (const [, id] of chunk.toString('latin1').matchAll(/^(?:AUTH|CONT)\t(\d+)/gm)) socket.write(`FAIL\t${id}\n`);
  });
}

/** Waits until a mail server greets. */
export async function greeting(port: number): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isGreeted(port))) {
    if (performance.now() > end) throw new Error('the mail server does not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isGreeted(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('data', () => {
      socket.end('QUIT\r\n');
      resolve(true);
    });
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}
