/** What net-snmp takes for a socket of its own: one device's share of the real ones. */
import { EventEmitter } from 'node:events';
import type { SessionSocket } from 'net-snmp';
import { peekMessage } from './envelope.ts';
import type { Peer, SharedSockets } from './sockets.ts';

export type Secured = { readonly isAuthenticated: boolean; readonly isEncrypted: boolean };

/**
 * Passes on only what comes from the peer, and only as well secured as was asked for: net-snmp would take a plain
 * response to an authenticated question. Reports may come plain (RFC 3414 §3.2).
 */
export function openVirtualSocket(
  sockets: SharedSockets,
  peer: Peer,
  wanted: Secured,
  onSend: () => void,
): SessionSocket {
  const emitter = new EventEmitter();
  const socket = sockets.socketFor(peer.address);
  const stop = sockets.listen(peer, (bytes, from) => {
    const envelope = peekMessage(bytes);
    if (envelope?.version !== 3) emitter.emit('error', new Error('no SNMPv3 message'));
    else if (envelope.isReport || isSecured(envelope, wanted)) emitter.emit('message', bytes, from);
  });
  return Object.assign(emitter, {
    send: (
      buffer: Uint8Array,
      offset: number,
      length: number,
      port: number,
      address: string,
      sent: (error: Error | null, bytes: number) => void,
    ) => {
      onSend();
      sockets.send(socket, buffer.subarray(offset, offset + length), { address, port }, (fault) => sent(fault, length));
    },
    close: () => {
      stop();
      emitter.emit('close');
    },
    bind: () => {},
    ref: () => {},
    unref: () => {},
  });
}

const isSecured = (envelope: Secured, wanted: Secured) =>
  (envelope.isAuthenticated || !wanted.isAuthenticated) && (envelope.isEncrypted || !wanted.isEncrypted);
