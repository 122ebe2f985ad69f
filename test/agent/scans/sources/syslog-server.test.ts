import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SyslogSource } from '../../../../agent/scans/sources/source.ts';
import type { SyslogServer } from '../../../../agent/scans/sources/syslog-server.ts';
import { createSyslogServer } from '../../../../agent/scans/sources/syslog-server.ts';
import { scanLines } from '../../mail-log.ts';
import { until } from '../../samples.ts';
import type { TestPorts } from './ports.ts';
import { testPorts } from './ports.ts';

let ports: TestPorts;
let server: SyslogServer;
const sockets: Socket[] = [];
beforeEach(() => {
  ports = testPorts();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.stop();
  ports.remove();
});

async function start(change: Partial<SyslogSource> = {}): Promise<void> {
  const listen = (['udp', 'tcp'] as const).map((protocol) => ({ protocol, host: '127.0.0.1', port: 0 }));
  const source: SyslogSource = {
    kind: 'syslog',
    format: 'auto',
    zone: 'UTC',
    from: 'end',
    listen,
    allow: [],
    ...change,
  };
  server = createSyslogServer(source, ports);
  server.start();
  await until('its sockets', () => server.ports().every((port) => port > 0));
}

async function sendUdp(messages: readonly string[], from = '127.0.0.1'): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  for (const message of messages)
    await new Promise<void>((resolve) => socket.send(message, server.ports()[0] ?? 0, '127.0.0.1', () => resolve()));
  socket.close();
}

async function openTcp(): Promise<Socket> {
  const socket = connect(server.ports()[1] ?? 0, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  return socket;
}

const withPriority = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `<22>${line}`);
/** As RFC 5424 writes the same. */
const modern = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^Nov 23 (\S+) (\S+) (\S+)\[(\d+)\]: /, '<22>1 2026-11-23T$1Z $2 $3 $4 - - '));
const addresses = (...numbers: number[]) => numbers.map((n) => `${n}@example.com`);
const told = (count: number) => until(`${count} results`, () => ports.results.length >= count);

test('old and new messages by UDP', async () => {
  await start();
  await sendUdp(withPriority(scanLines(0)));
  await sendUdp(modern(scanLines(1)));
  await told(2);
  expect(ports.recipients()).toEqual(addresses(0, 1));
  expect(ports.results).toMatchObject([
    { source: 'postfix', client: { address: '10.0.4.21' } },
    { source: 'postfix', at: '2026-11-23T09:12:05Z', client: { address: '10.0.4.21' } },
  ]);
});

test('by TCP, counted and line by line, in any pieces', async () => {
  await start();
  const counted = await openTcp();
  for (const message of modern(scanLines(0))) {
    const text = `${Buffer.byteLength(message)} ${message}`;
    counted.write(text.slice(0, 7));
    await new Promise((resolve) => setTimeout(resolve, 5));
    counted.write(text.slice(7));
  }
  const lines = await openTcp();
  lines.end(withPriority(scanLines(1)).join('\n'));
  await told(2);
  expect(ports.recipients().toSorted()).toEqual(addresses(0, 1));
});

test('queue ids of two mail servers are kept apart', async () => {
  await start({ allow: ['127.0.0.0/8'] });
  const [accepted = '', ...rest] = withPriority(scanLines(0, '10.0.4.1'));
  const [otherAccepted = '', ...otherRest] = withPriority(scanLines(0, '10.0.4.2'));
  await sendUdp([accepted], '127.0.0.2');
  await sendUdp([otherAccepted], '127.0.0.3');
  await sendUdp(rest, '127.0.0.2');
  await sendUdp(otherRest, '127.0.0.3');
  await told(2);
  expect(ports.results.map(({ client }) => client.address).toSorted()).toEqual(['10.0.4.1', '10.0.4.2']);
});

test('a device that sends its own audit log is the sender of its scans', async () => {
  await start({ allow: ['127.0.0.4'] });
  const row = '7\t11/23/2026\t09:12:04\t8\tE-mail job\tscan\tanna\tcompleted-normal\tanna@example.com';
  await sendUdp([`<134>Nov 23 09:12:04 copier-2f XEROX[1]: ${row}`], '127.0.0.4');
  await told(1);
  expect(ports.results).toMatchObject([
    { source: 'xerox-job', outcome: 'sent', client: { address: '127.0.0.4', login: 'anna' }, to: 'anna@example.com' },
  ]);
});

test('who is not allowed is not read, and that is said once', async () => {
  await start({ allow: ['127.0.0.9', '2001:db8::/32'] });
  await sendUdp(withPriority(scanLines(0)));
  await sendUdp(withPriority(scanLines(1)));
  const socket = await openTcp();
  await new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await sendUdp(withPriority(scanLines(2)), '127.0.0.9');
  await told(1);
  expect(ports.recipients()).toEqual(addresses(2));
  expect(ports.sentences()).toEqual(['syslog came from an address that is not allowed; it is not read']);
});

test('what is no message, and messages without end, do no harm', async () => {
  await start();
  const socket = await openTcp();
  for (let n = 0; n < 40; n++) socket.write(Buffer.alloc(100_000, 0x41));
  socket.write('\n99999999 <1>x');
  const other = await openTcp();
  other.write(Buffer.from([0, 255, 254, 10, 60, 62, 10]));
  await sendUdp(['', '<', '<999999>', '\0\0\0', ...withPriority(scanLines(0))]);
  await told(1);
});

test('while nothing can be kept it waits, and is told later', async () => {
  await start();
  ports.isFull = true;
  await sendUdp(withPriority(scanLines(0)));
  const said = 'results that came by syslog cannot be kept; it is tried again';
  await until('a complaint', () => ports.sentences().includes(said));
  ports.isFull = false;
  await told(1);
});

test('a place that is taken is said, and the rest works', async () => {
  await start();
  const [, port = 0] = server.ports();
  const first = server;
  server = createSyslogServer(
    {
      kind: 'syslog',
      format: 'auto',
      zone: null,
      from: 'end',
      allow: [],
      listen: [{ protocol: 'tcp', host: '127.0.0.1', port }],
    },
    ports,
  );
  server.start();
  await until('a complaint', () => ports.sentences().includes('syslog cannot be received here'));
  await first.stop();
});

const hasLogger = process.platform === 'linux' && spawnSync('logger', ['--version']).status === 0;
if (!hasLogger) console.log('skipped: logger of util-linux is not installed');

describe.runIf(hasLogger)('logger of util-linux', () => {
  test.each([
    ['UDP, RFC 3164', ['--udp', '--rfc3164'], 0],
    ['UDP, RFC 5424', ['--udp', '--rfc5424'], 0],
    ['TCP, line by line', ['--tcp', '--rfc3164'], 1],
    ['TCP, counted', ['--tcp', '--octet-count', '--rfc5424'], 1],
  ])('%s', async (_, options, socket) => {
    await start();
    for (const line of scanLines(5).trimEnd().split('\n')) {
      const [, program = '', pid = '', text = ''] = /(\S+)\[(\d+)\]: (.*)$/.exec(line) ?? [];
      const sent = spawnSync('logger', [
        ...['--server', '127.0.0.1', '--port', String(server.ports()[socket])],
        ...['--tag', program, `--id=${pid}`, '--priority', 'mail.info', ...options, '--', text],
      ]);
      expect(sent.status).toBe(0);
    }
    await told(1);
    expect(ports.results).toMatchObject([{ to: '5@example.com', outcome: 'sent', client: { address: '10.0.4.21' } }]);
  });
});
