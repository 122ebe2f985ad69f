/**
 * The part of BER that SNMP uses (RFC 3417 §8), read leniently: printers send zero-length integers, 64-bit values in
 * 32-bit types and lengths that run past the datagram. Nothing here throws on what it reads.
 */
import type { Oid } from '../walk.ts';

export const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ip: 0x40,
  counter: 0x41,
  gauge: 0x42,
  ticks: 0x43,
  opaque: 0x44,
  nsap: 0x45,
  counter64: 0x46,
  unsigned: 0x47,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

/** Walks over elements: `open` steps inside the next one, setting `at` to `at = to` steps over it. */
export class BerReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;
  tag = 0;
  /** Where the element opened last ends by its own word; may lie beyond `end` in a datagram that was cut. */
  to = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.at = at;
  }

  /** False when there is no readable tag and length here. */
  open(): boolean {
    if (this.at + 2 > this.end) return false;
    this.tag = this.bytes[this.at] ?? 0;
    let length = this.bytes[this.at + 1] ?? 0;
    let from = this.at + 2;
    if (length > 0x7f) {
      const octetCount = length & 0x7f;
      // Leading zeros are seen in the wild, an indefinite length (0) is not BER of SNMP.
      if (octetCount === 0 || octetCount > 8 || from + octetCount > this.end) return false;
      length = 0;
      for (let i = 0; i < octetCount; i++) length = length * 256 + (this.bytes[from++] ?? 0);
    }
    this.at = from;
    this.to = from + length;
    return true;
  }

  /** Opens the next element when it is of this tag. */
  openA(tag: number): boolean {
    return this.open() && this.tag === tag;
  }

  /** Opens an INTEGER and steps over it; `NaN` where there is none that can be read. */
  integer(): number {
    if (!this.openA(tags.integer) || this.to > this.end) return Number.NaN;
    const value = readInteger(this.bytes, this.at, this.to);
    this.at = this.to;
    return value;
  }
}

/** Two's complement; `NaN` for no octets at all or a value that a number cannot hold exactly. */
export function readInteger(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from || to - from > 9) return Number.NaN;
  let value = ((bytes[from] ?? 0) << 24) >> 24;
  for (let i = from + 1; i < to; i++) value = value * 256 + (bytes[i] ?? 0);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Unsigned, up to 64 bits; `null` for no octets at all. */
export function readUnsigned64(bytes: Uint8Array, from: number, to: number): bigint | null {
  if (to <= from || to - from > 9) return null;
  const high = Math.max(from, to - 4);
  let low = 0;
  for (let i = high; i < to; i++) low = low * 256 + (bytes[i] ?? 0);
  let top = 0;
  for (let i = Math.max(from, to - 8); i < high; i++) top = top * 256 + (bytes[i] ?? 0);
  return top === 0 ? BigInt(low) : (BigInt(top) << 32n) | BigInt(low);
}

type KnownOid = { readonly octets: Uint8Array; readonly text: Oid };
/** By a hash of the octets; of two with the same hash the later stays. */
const known = new Map<number, KnownOid>();
const cacheLimit = 50_000;

/** Dotted text of an OID's octets; `null` where they are none. A fleet sends the same few thousand over and over. */
export function readOid(bytes: Uint8Array, from: number, to: number): Oid | null {
  let hash = to - from;
  for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
  const candidate = known.get(hash);
  if (candidate !== undefined && isSame(candidate.octets, bytes, from, to)) return candidate.text;
  const text = decodeOid(bytes, from, to);
  if (text === null) return null;
  if (known.size >= cacheLimit) known.clear();
  known.set(hash, { octets: Uint8Array.from(bytes.subarray(from, to)), text });
  return text;
}

function isSame(octets: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (octets.length !== to - from) return false;
  for (let i = from, j = 0; i < to; i++, j++) if (bytes[i] !== octets[j]) return false;
  return true;
}

function decodeOid(bytes: Uint8Array, from: number, to: number): Oid | null {
  // RFC 2578 §3.5: at most 128 arcs of 32 bits.
  if (to === from) return '0.0';
  if (to - from > 640) return null;
  let text = '';
  let arc = 0;
  let octetCount = 0;
  for (let i = from; i < to; i++) {
    const octet = bytes[i] ?? 0;
    arc = arc * 128 + (octet & 0x7f);
    if (++octetCount > 5 || arc > 0xffff_ffff) return null;
    if (octet & 0x80) continue;
    // X.690 §8.19.4: the first octets carry two arcs, and only below 2 may the second exceed 39.
    if (text) text += `.${arc}`;
    else text = arc < 40 ? `0.${arc}` : arc < 80 ? `1.${arc - 40}` : `2.${arc - 80}`;
    arc = 0;
    octetCount = 0;
  }
  return octetCount === 0 ? text : null;
}

const nullVarbinds = new Map<Oid, Uint8Array>();

/** `SEQUENCE { oid, NULL }`, ready for a request. Throws `RangeError` on text that is no OID. */
export function nullVarbind(oid: Oid): Uint8Array {
  const encoded = nullVarbinds.get(oid);
  if (encoded) return encoded;
  const content = encodeOid(oid);
  const body = [tags.oid, ...encodeLength(content.length), ...content, tags.null, 0];
  const varbind = Uint8Array.from([tags.sequence, ...encodeLength(body.length), ...body]);
  if (nullVarbinds.size >= cacheLimit) nullVarbinds.clear();
  nullVarbinds.set(oid, varbind);
  return varbind;
}

/** The list of varbinds of a request: each OID with NULL for a value. */
export function encodeVarbinds(oids: readonly Oid[]): Uint8Array {
  const varbinds = oids.map(nullVarbind);
  let length = 0;
  for (const varbind of varbinds) length += varbind.length;
  const head = [tags.sequence, ...encodeLength(length)];
  const list = new Uint8Array(head.length + length);
  list.set(head);
  let at = head.length;
  for (const varbind of varbinds) {
    list.set(varbind, at);
    at += varbind.length;
  }
  return list;
}

function encodeOid(oid: Oid): number[] {
  const arcs = oid.split('.').map(Number);
  const [first = -1, second = -1] = arcs;
  const isOid = /^[0-2](\.\d+)+$/.test(oid) && arcs.every((arc) => arc <= 0xffff_ffff) && (first === 2 || second < 40);
  if (!isOid || arcs.length > 128) throw new RangeError(`"${oid.slice(0, 80)}" is no object identifier`);
  return [first * 40 + second, ...arcs.slice(2)].flatMap(encodeArc);
}

function encodeArc(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest % 128) | 0x80);
  return octets;
}

/** Up to 65,535, which is all that a datagram can hold. */
export function encodeLength(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
