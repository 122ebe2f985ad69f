/** Receives syslog over UDP and TCP (RFC 3164, 5424, 5426, 6587) from mail servers, and from devices that send their audit log. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { ScanResult } from '../../../contract/index.ts';
import { makeAllowList } from '../../relay/allow.ts';
import { canonicalAddress } from '../attribute.ts';
import { createReader } from '../auto.ts';
import { createClock } from '../clock.ts';
import type { Format } from '../index.ts';
import { recogniseFormat } from '../index.ts';
import type { LogReader, ReaderOptions } from '../reader.ts';
import { createSyslogReader } from '../syslog.ts';
import { createFrames, linesOfMessage } from './frames.ts';
import { readerOptions } from './reader-options.ts';
import type { Source, SourcePorts, SyslogSource } from './source.ts';

export type SyslogServer = Source & {
  /** Where it listens, once it does: a port 0 is one of the system's choice. */
  readonly ports: () => number[];
};

const mostConnections = 200;
/** A sender that is silent for that long has gone without saying so; it may connect again. */
const idleMs = 6 * 3_600_000;
const mostSenders = 256;
/** What is received is kept together so that a burst is one write. */
const gatherMs = 100;
/** While the disk takes nothing, so many results wait; TCP senders are held back, datagrams are lost. */
const mostWaiting = 20_000;
const retryMs = 5000;

export function createSyslogServer(source: SyslogSource, ports: SourcePorts): SyslogServer {
  const { tell, log, clock } = ports;
  const allowed = makeAllowList(source.allow);
  const isAllowed = (address: string) => source.allow.length === 0 || allowed.has(address);
  const open = createOpening(source.format, readerOptions(source, clock));
  const readers = new Map<string, LogReader>();
  const sockets = new Set<Socket>();
  const servers: (Server | UdpSocket)[] = [];
  const strangers = new Set<string>();
  let waiting: ScanResult[] = [];
  let lost = 0;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function take(sender: string, message: Uint8Array): void {
    const reader = readerOf(sender);
    for (const line of linesOfMessage(message)) {
      const results = reader.push(open(line));
      if (results.length === 0) continue;
      if (waiting.length < mostWaiting) waiting.push(...results.map((result) => attributed(result, sender)));
      else lost += results.length;
    }
    if (waiting.length > 0) timer ??= setTimeout(flush, gatherMs);
  }

  function flush(): void {
    timer = null;
    try {
      tell(waiting);
      if (lost > 0) log.error({ lost }, 'results that came by syslog are lost, because they could not be kept');
      waiting = [];
      lost = 0;
      for (const socket of sockets) socket.resume();
    } catch (error) {
      log.error(
        { err: error, waiting: waiting.length },
        'results that came by syslog cannot be kept; it is tried again',
      );
      for (const socket of sockets) socket.pause();
      if (!isStopped) timer = setTimeout(flush, retryMs);
    }
  }

  /** Queue ids are each machine's own. */
  function readerOf(sender: string): LogReader {
    const found = readers.get(sender);
    if (found) return found;
    const [oldest] = readers.keys();
    if (readers.size >= mostSenders && oldest !== undefined) readers.delete(oldest);
    const reader = createReader(source.format, readerOptions(source, clock));
    readers.set(sender, reader);
    return reader;
  }

  function isWelcome(address: string | undefined): string | null {
    const sender = address === undefined ? null : canonicalAddress(address);
    if (sender !== null && isAllowed(sender)) return sender;
    if (sender !== null && !strangers.has(sender) && strangers.size < 100) {
      strangers.add(sender);
      log.warn({ from: sender }, 'syslog came from an address that is not allowed; it is not read');
    }
    return null;
  }

  function listenUdp(host: string, port: number): void {
    const server = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: 4 * 1024 * 1024 });
    server.on('message', (message, { address }) => {
      const sender = isWelcome(address);
      if (sender !== null) take(sender, message);
    });
    server.on('error', (error) => complain(error, `udp://${host}:${port}`));
    server.bind(port, host);
    servers.push(server);
  }

  function listenTcp(host: string, port: number): void {
    const server = createServer((socket) => {
      const sender = isWelcome(socket.remoteAddress);
      socket.on('error', () => socket.destroy());
      if (sender === null) return void socket.destroy();
      const frames = createFrames();
      sockets.add(socket);
      socket.setKeepAlive(true, 60_000);
      socket.setTimeout(idleMs, () => socket.destroy());
      socket.on('data', (piece) => {
        for (const message of frames.push(piece)) take(sender, message);
      });
      socket.on('end', () => {
        for (const message of frames.end()) take(sender, message);
      });
      socket.on('close', () => sockets.delete(socket));
    });
    server.maxConnections = mostConnections;
    server.on('drop', () => log.warn({ most: mostConnections }, 'a syslog connection was refused: there are too many'));
    server.on('error', (error) => complain(error, `tcp://${host}:${port}`));
    server.listen(port, host);
    servers.push(server);
  }

  function complain(error: Error, listen: string): void {
    const code = 'code' in error ? String(error.code) : 'FAILED';
    log.error({ listen, code }, 'syslog cannot be received here');
  }

  return {
    ports: () => servers.map((server) => portOf(server)),
    start() {
      for (const { protocol, host, port } of source.listen) (protocol === 'udp' ? listenUdp : listenTcp)(host, port);
    },
    async stop() {
      isStopped = true;
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => close(server, resolve))));
      if (timer) clearTimeout(timer);
      if (waiting.length > 0) flush();
    },
  };
}

function portOf(server: Server | UdpSocket): number {
  try {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  } catch {
    return 0;
  }
}

/** One that could not listen is closed already. */
function close(server: Server | UdpSocket, done: () => void): void {
  try {
    server.close(() => done());
  } catch {
    done();
  }
}

/** A device that tells of its own scans is their sender; a mail server tells of others'. */
function attributed(result: ScanResult, sender: string): ScanResult {
  if (result.source !== 'xerox-job' || result.client.address !== null) return result;
  return { ...result, client: { ...result.client, address: sender } };
}

/** Formats that are written through syslog, and read with its head. */
const throughSyslog: readonly string[] = ['postfix', 'exim', 'sendmail', 'opensmtpd'];

/** What a reader gets of a message: in the frame of a log file, or bare where its format knows no syslog. */
function createOpening(format: Format | 'auto', options: ReaderOptions): (line: string) => string {
  const readHead = createSyslogReader(createClock(options));
  return (line) => {
    const framed = /^<\d{1,3}>1 /.test(line) ? inFileFrame(line) : line;
    if (throughSyslog.includes(format) || (format === 'auto' && recogniseFormat([framed]) !== null)) return framed;
    return readHead(line)?.message ?? line.replace(/^<\d{1,3}>/, '');
  };

  /** RFC 5424 as files have it, `time host program[pid]: text`: so the formats are recognised. */
  function inFileFrame(line: string): string {
    const head = readHead(line);
    if (head === null) return line;
    const [, stamp = '-'] = line.split(' ', 2);
    const time = stamp === '-' ? nowOf(options).toISOString() : stamp;
    return `${time} ${head.host} ${head.program}[${head.pid || 0}]: ${head.message}`;
  }
}

function nowOf({ now }: ReaderOptions): Date {
  return typeof now === 'function' ? now() : now;
}
