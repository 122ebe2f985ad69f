/** A mail server that does what a test writes down, octet for octet, and remembers what it accepted. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import * as tls from 'node:tls';

const pems = path.join(import.meta.dirname, '../../fixtures/tls');
export const caFile = path.join(pems, 'ca.pem');
export const pem = (name: 'server' | 'expired' | 'other') => ({
  certificatePath: path.join(pems, `${name}.pem`),
  keyPath: path.join(pems, `${name}.key`),
  cert: readFileSync(path.join(pems, `${name}.pem`)),
  key: readFileSync(path.join(pems, `${name}.key`)),
});

/** Reply lines, or what happens instead: `drop` breaks the connection, `hang` says nothing. */
export type Saying = string | 'drop' | 'hang';

export type Script = {
  readonly address?: string;
  readonly greeting?: Saying;
  /** After STARTTLS too. */
  readonly extensions?: readonly string[];
  /** The reply to a command, or `null` for the usual one. */
  readonly on?: (line: string, state: { readonly isSecure: boolean }) => Saying | null;
  /** The reply to the end of the mail. */
  readonly receipt?: (mail: ReceivedMail) => Saying;
  /** After so many octets of a body. */
  readonly during?: { readonly octets: number; readonly saying: Saying };
  readonly certificate?: 'server' | 'expired' | 'other';
  readonly implicit?: boolean;
  /** Keeps the bodies; else their hash and length only. */
  readonly keep?: boolean;
};

export type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly octets: number;
  /** Of the octets between DATA and the end, as they came over the wire. */
  readonly sha256: string;
  readonly body: string;
};

export type ScriptedServer = {
  readonly port: number;
  /** Every command, in order. */
  readonly lines: string[];
  /** Mails that were answered 2yz. */
  readonly accepted: ReceivedMail[];
  readonly connections: () => number;
  /** Connections of now. */
  readonly open: () => number;
  /** Says the greeting that was held back, on every connection. */
  greet(): void;
  /** Breaks every connection at once, and takes no more. */
  die(): void;
  /** Stops reading, as a server does whose disk is slow. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

export async function startScriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const lines: string[] = [];
  const accepted: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let total = 0;
  const take = (socket: Socket, isSecure: boolean) => {
    total += 1;
    converse(socket, script, isSecure, { lines, accepted });
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if (!script.implicit) return take(socket, false);
    const secure = wrap(socket, script);
    secure.once('secure', () => take(secure, true));
  });
  await new Promise<void>((resolve) => server.listen(0, script.address ?? '127.0.0.1', resolve));
  const bound = server.address();
  const die = () => {
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    lines,
    accepted,
    connections: () => total,
    open: () => sockets.size,
    greet() {
      for (const socket of sockets) socket.write('220 scripted.example ESMTP\r\n');
    },
    die,
    pause() {
      for (const socket of sockets) socket.pause();
    },
    resume() {
      for (const socket of sockets) socket.resume();
    },
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}

function wrap(socket: Socket, { certificate = 'server' }: Script): tls.TLSSocket {
  const { cert, key } = pem(certificate);
  const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: tls.createSecureContext({ cert, key }) });
  secure.on('error', () => {});
  return secure;
}

type Memory = { readonly lines: string[]; readonly accepted: ReceivedMail[] };

function converse(socket: Socket, script: Script, isSecure: boolean, memory: Memory): void {
  let text = Buffer.alloc(0);
  let mail: { from: string; to: string[] } = { from: '', to: [] };
  let body: { hash: ReturnType<typeof createHash>; octets: number; kept: Buffer[]; tail: Buffer } | null = null;
  let steps: ((line: string) => Saying)[] = [];
  /** It has said its last word, and only lets the other side come to an end. */
  let isDone = false;

  const say = (saying: Saying) => {
    if (saying === 'drop') return socket.destroy();
    if (saying !== 'hang') socket.write(saying.endsWith('\r\n') ? saying : `${saying}\r\n`);
  };

  function hello(): string {
    const all = ['scripted.example greets you', ...(script.extensions ?? ['PIPELINING', '8BITMIME', 'SMTPUTF8'])];
    return all.map((line, i) => `250${i < all.length - 1 ? '-' : ' '}${line}`).join('\r\n');
  }

  function usual(line: string): Saying {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') return hello();
    if (verb === 'MAIL') {
      mail = { from: /<(.*?)>/.exec(line)?.[1] ?? '', to: [] };
      return '250 2.1.0 Sender fine';
    }
    if (verb === 'RCPT') {
      mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
      return '250 2.1.5 Recipient fine';
    }
    if (verb === 'DATA') return '354 Go on';
    if (/^AUTH LOGIN$/i.test(line)) {
      steps = [() => '334 UGFzc3dvcmQ6', () => '235 2.7.0 Welcome'];
      return '334 VXNlcm5hbWU6';
    }
    if (verb === 'AUTH') return '235 2.7.0 Welcome';
    if (verb === 'STAR') return '220 2.0.0 Ready to start TLS';
    return verb === 'QUIT' ? '221 2.0.0 Bye' : '250 2.0.0 Fine';
  }

  function command(line: string): void {
    memory.lines.push(line);
    const step = steps.shift();
    const saying = script.on?.(line, { isSecure }) ?? (step ? step(line) : usual(line));
    if (/^STARTTLS$/i.test(line) && saying.startsWith('220')) {
      socket.removeAllListeners('data');
      say(saying);
      const secure = wrap(socket, script);
      secure.once('secure', () => converse(secure, { ...script, greeting: 'hang' }, true, memory));
      return;
    }
    say(saying);
    if (/^DATA$/i.test(line) && saying.startsWith('354')) {
      body = { hash: createHash('sha256'), octets: 0, kept: [], tail: Buffer.alloc(0) };
    }
    if (/^QUIT$/i.test(line)) socket.end();
  }

  /** Octets of a body; the last five are held back until it is clear that they are not its end. */
  function content(octets: Buffer): void {
    if (body === null) return;
    const all = Buffer.concat([body.tail, octets]);
    const isStart = body.octets === 0 && all.subarray(0, 3).toString() === '.\r\n';
    const end = isStart ? 0 : all.indexOf('\r\n.\r\n');
    const keepTo = end < 0 ? Math.max(0, all.length - 4) : isStart ? 0 : end + 2;
    const part = all.subarray(0, keepTo);
    body.hash.update(part);
    body.octets += part.length;
    if (script.keep) body.kept.push(Buffer.from(part));
    body.tail = Buffer.from(all.subarray(keepTo));
    const { during } = script;
    if (during && body.octets >= during.octets) {
      body = null;
      isDone = true;
      say(during.saying);
      if (during.saying !== 'drop' && during.saying !== 'hang') socket.end();
      return;
    }
    if (end < 0) return;
    const rest = all.subarray(keepTo + 3);
    const received = {
      ...mail,
      octets: body.octets,
      sha256: body.hash.digest('hex'),
      body: Buffer.concat(body.kept).toString('latin1'),
    };
    body = null;
    const receipt = script.receipt?.(received) ?? '250 2.0.0 Ok: queued as 3F1A';
    if (receipt.startsWith('2')) memory.accepted.push(received);
    say(receipt);
    if (rest.length > 0) take(rest);
  }

  function take(octets: Buffer): void {
    if (isDone) return;
    if (body) {
      content(octets);
      return;
    }
    text = Buffer.concat([text, octets]);
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.toString('utf8', 0, end);
      text = text.subarray(end + 2);
      command(line);
      if (body) {
        const rest = text;
        text = Buffer.alloc(0);
        if (rest.length > 0) content(rest);
        return;
      }
    }
  }

  socket.on('error', () => {});
  socket.on('data', take);
  const greeting = script.greeting ?? '220 scripted.example ESMTP';
  if (!(isSecure && greeting === 'hang' && !script.implicit)) say(greeting);
}
