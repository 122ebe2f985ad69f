import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { peekMessage } from '../../../agent/snmp/envelope.ts';
import { SharedSockets } from '../../../agent/snmp/sockets.ts';
import { openVirtualSocket } from '../../../agent/snmp/virtual-socket.ts';
import { wrap, writeInteger } from '../../../simulator/snmp/ber.ts';

const sequence = 0x30;
const octets = (...values: number[]) => wrap(0x04, Uint8Array.from(values));
const pduTags = { response: 0xa2, report: 0xa8 } as const;

/** The outside of a v3 message (RFC 3412 §6); what is inside does not matter here. */
function message(flags: number, content: keyof typeof pduTags | 'encrypted'): Uint8Array {
  const header = wrap(sequence, writeInteger(7), writeInteger(65_507), octets(flags), writeInteger(3));
  const scoped = content === 'encrypted' ? octets(1, 2, 3) : wrap(sequence, octets(), octets(), wrap(pduTags[content]));
  return wrap(sequence, writeInteger(3), header, octets(), scoped);
}

describe('the outside of a message', () => {
  test.each([
    [message(0, 'response'), { isAuthenticated: false, isEncrypted: false, isReport: false }],
    [message(1, 'response'), { isAuthenticated: true, isEncrypted: false, isReport: false }],
    [message(3, 'encrypted'), { isAuthenticated: true, isEncrypted: true, isReport: false }],
    [message(0, 'report'), { isAuthenticated: false, isEncrypted: false, isReport: true }],
  ])('%#', (bytes, seen) => {
    expect(peekMessage(bytes)).toEqual({ version: 3, ...seen });
  });

  test('is null for what is none', () => {
    expect(peekMessage(Uint8Array.of(0x30, 0))).toBeNull();
    expect(peekMessage(new Uint8Array(0))).toBeNull();
    expect(peekMessage(message(1, 'response').subarray(0, 9))).toBeNull();
  });
});

describe('a share of the real sockets', () => {
  let sockets: SharedSockets;
  beforeEach(() => {
    sockets = new SharedSockets(1);
  });
  afterEach(() => sockets.close());

  test('passes on only what is secured as asked for, and reports', async () => {
    const device = createSocket('udp4');
    device.bind(0, '127.0.0.1');
    await once(device, 'listening');
    const peer = { address: '127.0.0.1', port: device.address().port };
    const socket = openVirtualSocket(sockets, peer, { isAuthenticated: true, isEncrypted: true }, () => {});
    const seen: number[] = [];
    socket.on('message', (bytes: Buffer) => seen.push(bytes.length));
    socket.on('error', () => seen.push(-1));
    const replies = [
      message(0, 'response'),
      message(1, 'response'),
      message(3, 'encrypted'),
      Buffer.from('noise'),
      message(0, 'report'),
    ];
    device.on('message', (_bytes, from) => {
      for (const reply of replies) device.send(reply, from.port, from.address);
    });
    socket.send(Uint8Array.of(1), 0, 1, peer.port, peer.address, () => {});
    await expect.poll(() => seen.length).toBe(3);
    expect(seen).toEqual([replies[2]?.length, -1, replies[4]?.length]);
    socket.close();
    device.close();
  });
});
