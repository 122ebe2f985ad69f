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
  const ids = [tags.integer, 4, requestId >>> 24, (requestId >> 16) & 255, (requestId >> 8) & 255, requestId & 255];
  const fields = [...ids, tags.integer, 1, nonRepeaters, tags.integer, 1, repetitions];
  const pduHead = [pduTags[question.kind], ...encodeLength(fields.length + list.length), ...fields];
  const security = [tags.integer, 1, versionNumbers[version], tags.octets, ...encodeLength(community.length)];
  const bodyLength = security.length + community.length + pduHead.length + list.length;
  const head = [tags.sequence, ...encodeLength(bodyLength), ...security];

  const message = Buffer.allocUnsafe(head.length - security.length + bodyLength);
  let at = 0;
  for (const part of [head, community, pduHead, list]) {
    message.set(part, at);
    at += part.length;
  }
  return message;
}

/** The answer and the request it belongs to; `null` where the bytes are no response of v1 or v2c. */
export function readResponse(bytes: Uint8Array): { readonly requestId: number; readonly answer: Answer } | null {
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
  const varbinds: Varbind[] = [];
  const isWhole = !Number.isNaN(status) && !Number.isNaN(index) && readVarbinds(reader, varbinds);
  return { requestId, answer: { status: status || 0, index: index || 0, varbinds, isWhole, bytes: bytes.length } };
}

/** False where the list breaks off; what came before stays. */
function readVarbinds(reader: BerReader, varbinds: Varbind[]): boolean {
  if (!reader.openA(tags.sequence)) return false;
  const listEnd = reader.to;
  while (reader.at < listEnd) {
    if (!reader.openA(tags.sequence) || reader.to > reader.end) return false;
    const end = reader.to;
    if (!reader.openA(tags.oid) || reader.to > end) return false;
    const oid = readOid(reader.bytes, reader.at, reader.to);
    reader.at = reader.to;
    if (oid === null || !reader.open() || reader.to > end) return false;
    varbinds.push({ oid, cell: readCell(reader.bytes, reader.tag, reader.at, reader.to) });
    reader.at = end;
  }
  return true;
}

function readCell(bytes: Uint8Array, tag: number, from: number, to: number): Varbind['cell'] {
  switch (tag) {
    case tags.integer:
      return numeric('integer', readInteger(bytes, from, to));
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

/** An unsigned value above 2³¹ comes without its leading zero octet from some devices, and so looks negative. */
function numeric(type: 'integer' | 'counter' | 'gauge' | 'ticks', value: number): Cell | 'garbled' {
  if (Number.isNaN(value)) return 'garbled';
  if (type === 'integer' || value >= 0) return { type, value };
  return value >= -0x8000_0000 ? { type, value: value >>> 0 } : 'garbled';
}
