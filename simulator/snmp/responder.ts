/** A device on the network: a UDP socket that answers SNMP v1 and v2c. */
import type { RemoteInfo, Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { answer } from './answer.ts';
import type { Request } from './message.ts';
import { readRequest } from './message.ts';
import type { Table } from './table.ts';

/** How a device differs from the standard. */
export type Quirks = {
  /** Largest response, octets; 1472 fills one Ethernet frame. */
  readonly maxBytes?: number;
  /** Time before each answer. */
  readonly delayMs?: number;
  /** GETBULK gets no answer, like on some old print servers. */
  readonly ignoresBulk?: boolean;
  /** v2c gets no answer. */
  readonly onlyV1?: boolean;
  /** What goes out in place of the response, e.g. to play a device with broken firmware. */
  readonly garble?: (response: Uint8Array) => Uint8Array;
};

export type ResponderOptions = {
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly community?: string;
  readonly quirks?: Quirks;
  /** Asked at each request; `null` is a device that is off: no answer. */
  readonly table: () => Table | null;
};

export type Responder = {
  readonly address: string;
  readonly port: number;
  /** What the device sends by itself goes out here, so that it comes from where it is asked. */
  readonly socket: Socket;
  stop(): Promise<void>;
};

/** Rejects with the socket's own error where the address or port cannot be taken (`EADDRINUSE`, `EADDRNOTAVAIL`). */
export async function startResponder(options: ResponderOptions): Promise<Responder> {
  const socket = createSocket(isIPv6(options.address) ? 'udp6' : 'udp4');
  await bind(socket, options);
  const waiting = new Set<NodeJS.Timeout>();
  socket.on('message', (bytes, peer) => {
    const response = respond(bytes, options);
    if (!response) return;
    const delay = options.quirks?.delayMs ?? 0;
    if (delay === 0) return send(socket, response, peer);
    const timer = setTimeout(() => {
      waiting.delete(timer);
      send(socket, response, peer);
    }, delay);
    waiting.add(timer);
  });
  // A peer that closed its port answers with ICMP; that is no fault of the device.
  socket.on('error', () => {});
  return {
    address: options.address,
    port: socket.address().port,
    socket,
    stop() {
      for (const timer of waiting) clearTimeout(timer);
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}

function respond(bytes: Uint8Array, { table, community = 'public', quirks = {} }: ResponderOptions): Uint8Array | null {
  const request = readOrNull(bytes);
  const objects = table();
  if (!request || !objects || request.community !== community) return null;
  if (quirks.ignoresBulk && request.kind === 'get-bulk') return null;
  if (quirks.onlyV1 && request.version !== 0) return null;
  const response = answer(request, objects, quirks.maxBytes ?? 1472);
  return quirks.garble ? quirks.garble(response) : response;
}

function readOrNull(bytes: Uint8Array): Request | null {
  try {
    return readRequest(bytes);
  } catch {
    return null;
  }
}

function bind(socket: Socket, { address, port }: ResponderOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve();
    });
  });
}

function send(socket: Socket, response: Uint8Array, peer: RemoteInfo): void {
  socket.send(response, peer.port, peer.address, () => {});
}
