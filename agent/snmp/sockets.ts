/**
 * A few real UDP sockets for any number of devices. A datagram belongs to the question with its request id, and only
 * when it comes from the address and port asked, to the socket that asked; everything else is dropped.
 */
import dgram from 'node:dgram';
import { isIPv6 } from 'node:net';
import { SnmpError } from './error.ts';
import { type Response, readResponse } from './message.ts';
import { Questions } from './questions.ts';

export type Peer = { readonly address: string; readonly port: number };

/** A question under way. */
export type Pending = {
  readonly peer: Peer;
  readonly socket: dgram.Socket;
  answered(response: Response): void;
  /** Something came from the device that is no answer to anything. */
  garbled(): void;
  failed(error: SnmpError): void;
};

/** Takes the v3 datagrams of one peer; what is inside is for net-snmp to say. */
export type Listener = (bytes: Buffer, from: dgram.RemoteInfo) => void;

const receiveBufferBytes = 4 * 1024 * 1024;
/** The network will not carry it, so that waiting is no use. */
const refusals = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM', 'EINVAL']);

export class SharedSockets {
  readonly #perFamily: number;
  readonly #open: Record<'udp4' | 'udp6', dgram.Socket[]> = { udp4: [], udp6: [] };
  readonly #pending = new Questions<Pending>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #turn = 0;
  #isClosed = false;

  /** `perFamily`: real sockets for IPv4, and as many for IPv6, opened when first needed. */
  constructor(perFamily: number) {
    this.#perFamily = perFamily;
  }

  /** The socket that a device's questions go through from now on. */
  socketFor(address: string): dgram.Socket {
    if (this.#isClosed) throw new SnmpError('SNMP_CLOSED', 'the SNMP client is closed');
    const family = isIPv6(address) ? 'udp6' : 'udp4';
    const sockets = this.#open[family];
    const turn = this.#turn++ % this.#perFamily;
    return sockets[turn] ?? this.#openSocket(family);
  }

  /** Gives the question its request id. */
  register(pending: Pending): number {
    return this.#pending.add(pending);
  }

  forget(id: number): void {
    this.#pending.remove(id);
  }

  /** `sent` is called with the fault, when there is one that waiting cannot cure. */
  send(socket: dgram.Socket, bytes: Uint8Array, peer: Peer, sent: (fault: SnmpError | null) => void): void {
    if (this.#isClosed) {
      sent(new SnmpError('SNMP_CLOSED', 'the SNMP client is closed'));
      return;
    }
    socket.send(bytes, 0, bytes.length, peer.port, peer.address, (error: NodeJS.ErrnoException | null) => {
      const code = error?.code ?? '';
      sent(refusals.has(code) ? new SnmpError('SNMP_UNREACHABLE', `the network refuses it (${code})`) : null);
    });
  }

  listen(peer: Peer, listener: Listener): () => void {
    const key = peerKey(peer);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const pending of this.#pending.all()) {
      pending.failed(new SnmpError('SNMP_CLOSED', 'the SNMP client was closed'));
    }
    this.#listeners.clear();
    const sockets = Object.values(this.#open).flat();
    await Promise.all(sockets.map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
  }

  #openSocket(family: 'udp4' | 'udp6'): dgram.Socket {
    const socket = dgram.createSocket({
      type: family,
      // Addresses arrive here already resolved; the default would go through the event loop for each datagram.
      lookup: (address, _options, found) => found(null, address, family === 'udp6' ? 6 : 4),
    });
    socket.on('message', (bytes, from) => this.#receive(socket, bytes, from));
    // A fault of one datagram; the question it belonged to waits, and is asked again.
    socket.on('error', () => {});
    socket.bind(0, () => {
      try {
        socket.setRecvBufferSize(receiveBufferBytes);
      } catch {
        // The system's limit is lower: it keeps the size it gave.
      }
    });
    this.#open[family].push(socket);
    return socket;
  }

  #receive(socket: dgram.Socket, bytes: Buffer, from: dgram.RemoteInfo): void {
    const response = readResponse(bytes);
    if (!response) {
      const listeners = this.#listeners.get(peerKey(from));
      for (const listener of listeners ?? []) listener(bytes, from);
      if (!listeners) this.#noteGarbage(from);
      return;
    }
    const pending = this.#pending.find(response.requestId);
    if (!pending) this.#noteGarbage(from);
    else if (pending.socket === socket && isSamePeer(pending.peer, from)) pending.answered(response);
  }

  /** Rare: worth a look at every question under way, so that the usual case needs no second index. */
  #noteGarbage(from: Peer): void {
    for (const pending of this.#pending.all()) if (isSamePeer(pending.peer, from)) pending.garbled();
  }
}

const isSamePeer = (a: Peer, b: Peer) => a.port === b.port && a.address === b.address;
const peerKey = (peer: Peer) => `${peer.address} ${peer.port}`;
