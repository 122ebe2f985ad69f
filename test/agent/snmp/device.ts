/** A device for tests: real UDP, and any misbehaviour that a test wants. */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import type { Target } from '../../../agent/snmp/index.ts';
import { answer } from '../../../simulator/snmp/answer.ts';
import { type Request, readRequest } from '../../../simulator/snmp/message.ts';
import { createTable } from '../../../simulator/snmp/table.ts';
import { counter, integer, objectId, type Row, text, ticks } from '../../../simulator/snmp/value.ts';

export type Misbehaviour = (
  request: Request,
  /** The answer that a good device gives. */
  good: () => Uint8Array,
  from: RemoteInfo,
) => Uint8Array | readonly Uint8Array[] | null;

export type TestDevice = Target & {
  readonly requests: Request[];
  /** What it has from now on. */
  setRows(rows: readonly Row[]): void;
  stop(): Promise<void>;
};

export const printer = '1.3.6.1.2.1.43.';
const supply = (column: number, row: number) => `${printer}11.1.1.${column}.1.${row}`;

/** The system group, four supplies with three columns each, one tray, and an end of the MIB right after an alert. */
export const rows: readonly Row[] = [
  { oid: '1.3.6.1.2.1.1.1.0', value: text('Test printer') },
  { oid: '1.3.6.1.2.1.1.2.0', value: objectId('1.3.6.1.4.1.2.999') },
  { oid: '1.3.6.1.2.1.1.3.0', value: ticks(12_345) },
  { oid: '1.3.6.1.2.1.1.5.0', value: text('printer-2f') },
  ...[1, 2, 3, 4].flatMap((row) => [
    { oid: supply(6, row), value: text(`Supply ${row}`) },
    { oid: supply(8, row), value: integer(100) },
    { oid: supply(9, row), value: integer(row === 4 ? -3 : row * 20) },
  ]),
  { oid: `${printer}8.2.1.10.1.1`, value: integer(250) },
  { oid: `${printer}10.2.1.4.1.1`, value: counter(4_000_000_000) },
  { oid: `${printer}18.1.1.8.1.7`, value: text('Paper jam') },
];

export const supplies = [6, 8, 9].map((column) => `${printer}11.1.1.${column}`);
export const plan = {
  scalars: ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.1.6.0'],
  columns: [supplies, [`${printer}8.2.1.10`], [`${printer}18.1.1.8`, `${printer}18.1.1.9`]],
} as const;
/** Scalars present, supplies, tray, alert. */
export const planCells = 2 + 12 + 1 + 1;

export async function startDevice(
  misbehave: Misbehaviour = (_request, good) => good(),
  options: { address?: string; port?: number; rows?: readonly Row[]; maxBytes?: number } = {},
): Promise<TestDevice> {
  let table = createTable(options.rows ?? rows);
  const requests: Request[] = [];
  const address = options.address ?? '127.0.0.1';
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (bytes, from) => {
    const request = readCommunityRequest(bytes);
    if (!request) return;
    requests.push(request);
    const given = misbehave(request, () => answer(request, table, options.maxBytes ?? 1400), from);
    const replies = given === null ? [] : given instanceof Uint8Array ? [given] : given;
    for (const reply of replies) socket.send(reply, from.port, from.address);
  });
  socket.bind(options.port ?? 0, address);
  await once(socket, 'listening');
  return {
    address,
    port: socket.address().port,
    credentials: { version: 'v2c', community: 'public' },
    timeoutMs: 200,
    retries: 1,
    requests,
    setRows: (changed) => {
      table = createTable(changed);
    },
    stop: () => new Promise((closed) => socket.close(() => closed())),
  };
}

/** `null` for SNMPv3, which these devices do not speak. */
function readCommunityRequest(bytes: Uint8Array): Request | null {
  try {
    return readRequest(bytes);
  } catch {
    return null;
  }
}
