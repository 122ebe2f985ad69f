/** Messages of SNMPv1 and v2c (RFC 1157, 1901, 3416): requests out, responses in. */
import type { Cell } from '../walk.ts';
import { BerReader, encodeLength, encodeVarbinds, readInteger, readOid, readUnsigned64, tags } from './ber.ts';
import type { Answer, Question, Varbind } from './session.ts';

const pduTags = { get: 0xa0, next: 0xa1, response: 0xa2, bulk: 0xa5 } as const;
const versionNumbers = { v1: 0, v2c: 1 } as const;

/** Request ids are four octets long in shortest form, so that the length of a message does not depend on them. */
export const requestIds = { from: 0x0100_0000, to: 0x7fff_ffff } as const;

/** One datagram. The question must fit into it: the callers ask a few dozen OIDs at most. */
export function encodeRequest(
  version: keyof typeof versionNumbers,
  community: Uint8Array,
  requestId: number,
  question: Question,
): Uint8Array {
  const list = question.list ?? encodeVarbinds(question.oids);
  const isBulk = question.kind === 'bulk';
  const nonRepeaters = isBulk ? Math.min(question.nonRepeaters ?? 0, 127) : 0;
  const repetitions = isBulk ? Math.min(question.repetitions ?? 10, 127) : 0;
  // Written in place, lengths first: a list for each part would be most of the garbage of a question.
  const pduLength = 6 + 3 + 3 + list.length;
  const bodyLength = 3 + elementLength(community.length) + elementLength(pduLength);
  const message = Buffer.allocUnsafe(elementLength(bodyLength));
  let at = putHead(message, 0, tags.sequence, bodyLength);
  at = putOctet(message, at, versionNumbers[version]);
  at = putHead(message, at, tags.octets, community.length);
  message.set(community, at);
  at = putHead(message, at + community.length, pduTags[question.kind], pduLength);
  message[at] = tags.integer;
  message[at + 1] = 4;
  message.writeUInt32BE(requestId, at + 2);
  // error-status and error-index, or what a GETBULK has in their place (RFC 3416 §3).
  at = putOctet(message, at + 6, nonRepeaters);
  at = putOctet(message, at, repetitions);
  message.set(list, at);
  return message;
}

/** Of a whole element, tag and length included, whose content has so many octets. */
const elementLength = (content: number) => content + (content < 0x80 ? 2 : content < 0x100 ? 3 : 4);

function putHead(message: Uint8Array, at: number, tag: number, length: number): number {
  message[at++] = tag;
  for (const octet of encodeLength(length)) message[at++] = octet;
  return at;
}

/** An INTEGER from 0 to 127. */
function putOctet(message: Uint8Array, at: number, value: number): number {
  message[at] = tags.integer;
  message[at + 1] = 1;
  message[at + 2] = value;
  return at + 3;
}

/**
 * A response of v1 or v2c. Its varbinds are read when they are first asked for: a visit keeps its answers as they came until
 * it has them all, because what waits for the network should be a few datagrams and not a thousand objects, which the
 * garbage collector would copy from place to place meanwhile.
 */
export class Response implements Answer {
  readonly requestId: number;
  readonly status: number;
  readonly index: number;
  readonly #datagram: Uint8Array;
  /** Where the list of varbinds begins. */
  readonly #listAt: number;
  #varbinds: readonly Varbind[] | null = null;

  constructor(
    datagram: Uint8Array,
    head: { readonly requestId: number; readonly status: number; readonly index: number; readonly listAt: number },
  ) {
    this.#datagram = datagram;
    this.requestId = head.requestId;
    this.status = head.status;
    this.index = head.index;
    this.#listAt = head.listAt;
  }

  get bytes(): number {
    return this.#datagram.length;
  }

  /** As far as they can be read: a datagram may have been cut. */
  get varbinds(): readonly Varbind[] {
    this.#varbinds ??= readVarbinds(this.#list());
    return this.#varbinds;
  }

  /** Whether not even the first of the varbinds that should be there can be read. */
  get breaksAtOnce(): boolean {
    const list = this.#list();
    return !list.openA(tags.sequence) || (list.at < list.to && readVarbind(list) === null);
  }

  #list(): BerReader {
    return new BerReader(this.#datagram, this.#listAt);
  }
}

/** `null` where the bytes are no response of v1 or v2c. */
export function readResponse(bytes: Uint8Array): Response | null {
  const reader = new BerReader(bytes);
  if (!reader.openA(tags.sequence)) return null;
  const version = reader.integer();
  if (version !== 0 && version !== 1) return null;
  if (!reader.openA(tags.octets) || reader.to > reader.end) return null;
  reader.at = reader.to;
  if (!reader.openA(pduTags.response)) return null;
  const requestId = reader.integer();
  if (Number.isNaN(requestId)) return null;
  const status = reader.integer();
  const index = reader.integer();
  // One that breaks off before its list has none at its end.
  const listAt = Number.isNaN(status) || Number.isNaN(index) ? bytes.length : reader.at;
  return new Response(bytes, { requestId, status: status || 0, index: index || 0, listAt });
}

function readVarbinds(reader: BerReader): Varbind[] {
  const varbinds: Varbind[] = [];
  const listEnd = reader.openA(tags.sequence) ? reader.to : 0;
  while (reader.at < listEnd) {
    const varbind = readVarbind(reader);
    if (varbind === null) break;
    varbinds.push(varbind);
  }
  return varbinds;
}

/** Steps over it; `null` where it cannot be read. */
function readVarbind(reader: BerReader): Varbind | null {
  if (!reader.openA(tags.sequence) || reader.to > reader.end) return null;
  const end = reader.to;
  if (!reader.openA(tags.oid) || reader.to > end) return null;
  const oid = readOid(reader.bytes, reader.at, reader.to);
  reader.at = reader.to;
  if (oid === null || !reader.open() || reader.to > end) return null;
  const cell = readCell(reader.bytes, reader.tag, reader.at, reader.to);
  reader.at = end;
  return { oid, cell };
}

function readCell(bytes: Uint8Array, tag: number, from: number, to: number): Varbind['cell'] {
  switch (tag) {
    case tags.integer:
      return whole(readInteger(bytes, from, to));
    case tags.counter:
      return numeric('counter', readInteger(bytes, from, to));
    case tags.gauge:
    case tags.unsigned:
      return numeric('gauge', readInteger(bytes, from, to));
    case tags.ticks:
      return numeric('ticks', readInteger(bytes, from, to));
    case tags.counter64: {
      const value = readUnsigned64(bytes, from, to);
      return value === null ? 'garbled' : { type: 'counter64', value };
    }
    case tags.octets:
    case tags.bits:
    case tags.nsap:
      return { type: 'octets', value: bytes.subarray(from, to) };
    case tags.opaque:
      return { type: 'opaque', value: bytes.subarray(from, to) };
    case tags.oid: {
      const value = readOid(bytes, from, to);
      return value === null ? 'garbled' : { type: 'oid', value };
    }
    case tags.ip:
      if (to - from !== 4) return { type: 'octets', value: bytes.subarray(from, to) };
      return { type: 'ip', value: `${bytes[from]}.${bytes[from + 1]}.${bytes[from + 2]}.${bytes[from + 3]}` };
    case tags.null:
    case tags.noSuchObject:
    case tags.noSuchInstance:
      return 'absent';
    case tags.endOfMibView:
      return 'end';
    default:
      return 'garbled';
  }
}

/** Most values of a printer are small: one object for each of them serves all devices. */
const smallest = -128;
const smallIntegers = Array.from({ length: 1280 }, (_, i): Cell => ({ type: 'integer', value: i + smallest }));

function whole(value: number): Cell | 'garbled' {
  return smallIntegers[value - smallest] ?? (Number.isNaN(value) ? 'garbled' : { type: 'integer', value });
}

/** An unsigned value above 2³¹ comes without its leading zero octet from some devices, and so looks negative. */
function numeric(type: 'counter' | 'gauge' | 'ticks', value: number): Cell | 'garbled' {
  if (Number.isNaN(value)) return 'garbled';
  if (value >= 0) return { type, value };
  return value >= -0x8000_0000 ? { type, value: value >>> 0 } : 'garbled';
}
