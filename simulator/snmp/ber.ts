/**
 * The part of ASN.1 BER that SNMP uses (RFC 3417 §8): definite lengths, short tags.
 *
 * Reading is for hostile bytes: every fault is a `BerError`, nothing is read past the end.
 */
import type { Value } from './value.ts';

export type Oid = readonly number[];

export class BerError extends Error {
  override readonly name = 'BerError';
  readonly code = 'BER_MALFORMED';
}

export const tag = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ip: 0x40,
  counter: 0x41,
  gauge: 0x42,
  ticks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
} as const;

/** One element: its tag and where its content lies. */
export type Element = { readonly tag: number; readonly from: number; readonly to: number };

/** The element that begins at `at` and must end by `end`. */
export function readElement(bytes: Uint8Array, at: number, end: number): Element {
  const found = bytes[at];
  const first = bytes[at + 1];
  if (found === undefined || first === undefined || at + 2 > end) throw new BerError('an element is cut short');
  let from = at + 2;
  let length = first;
  if (first > 0x7f) {
    const octetCount = first & 0x7f;
    if (octetCount === 0 || octetCount > 4) throw new BerError('a length that SNMP does not use');
    length = 0;
    for (let i = 0; i < octetCount; i++) length = length * 256 + (bytes[from++] ?? 0);
  }
  if (from + length > end) throw new BerError('an element is longer than what holds it');
  return { tag: found, from, to: from + length };
}

/** The elements inside a constructed one, in order. */
export function readInside(bytes: Uint8Array, outer: Element): Element[] {
  const found: Element[] = [];
  for (let at = outer.from; at < outer.to; ) {
    const element = readElement(bytes, at, outer.to);
    found.push(element);
    at = element.to;
  }
  return found;
}

/** A signed integer of up to 32 bits, which is all that a request carries. */
export function readInteger(bytes: Uint8Array, element: Element | undefined): number {
  if (element?.tag !== tag.integer) throw new BerError('an integer is missing');
  const length = element.to - element.from;
  if (length < 1 || length > 5) throw new BerError('an integer of a size that SNMP does not use');
  let value = (bytes[element.from] ?? 0) > 0x7f ? -1 : 0;
  for (let i = element.from; i < element.to; i++) value = value * 256 + (bytes[i] ?? 0);
  return value;
}

export function readOid(bytes: Uint8Array, element: Element | undefined): Oid {
  if (element?.tag !== tag.oid || element.to === element.from) throw new BerError('an object identifier is missing');
  const arcs: number[] = [];
  let arc = 0;
  for (let i = element.from; i < element.to; i++) {
    const octet = bytes[i] ?? 0;
    arc = arc * 128 + (octet & 0x7f);
    if (arc > 0xffffffff) throw new BerError('an arc beyond 32 bits');
    if (octet > 0x7f) continue;
    // X.690 §8.19.4: the first two arcs share an octet.
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  if ((bytes[element.to - 1] ?? 0) > 0x7f) throw new BerError('an object identifier is cut short');
  return arcs;
}

export const parseOid = (dotted: string): Oid => dotted.split('.').map(Number);

/** An element of `tagged` kind around the parts. */
export function wrap(tagged: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = length < 0x80 ? [tagged, length] : [tagged, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(head), ...parts]);
}

/** The least octets of two's complement that hold the number. */
export function writeInteger(value: number | bigint, tagged: number = tag.integer): Uint8Array {
  const octets: number[] = [];
  let rest = BigInt(value);
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!(rest === 0n && (octets[0] ?? 0) < 0x80) && !(rest === -1n && (octets[0] ?? 0) > 0x7f));
  return wrap(tagged, Uint8Array.from(octets));
}

export function writeOid(oid: Oid): Uint8Array {
  const [first = 0, second = 0, ...others] = oid;
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...others]) {
    const digits = [arc % 128];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(128 + (rest % 128));
    octets.push(...digits);
  }
  return wrap(tag.oid, Uint8Array.from(octets));
}

export function writeValue(value: Value): Uint8Array {
  switch (value.type) {
    case 'integer':
    case 'counter':
    case 'gauge':
    case 'ticks':
    case 'counter64':
      return writeInteger(value.value, tag[value.type]);
    case 'octets':
    case 'opaque':
      return wrap(tag[value.type], value.value);
    case 'oid':
      return writeOid(parseOid(value.value));
    case 'ip':
      return wrap(tag.ip, Uint8Array.from(value.value.split('.').map(Number)));
  }
}
