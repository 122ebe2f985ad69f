/** SNMP v1 and v2c messages (RFC 1157 §4, RFC 3416 §3): the requests an agent gets, the response it gives. */
import type { Oid } from './ber.ts';
import { BerError, readElement, readInside, readInteger, readOid, tag, wrap, writeInteger, writeOid } from './ber.ts';

export const requestKinds = { 160: 'get', 161: 'get-next', 163: 'set', 165: 'get-bulk' } as const;
const responseTag = 0xa2;

export type Request = {
  /** 0 is v1, 1 is v2c. */
  readonly version: 0 | 1;
  readonly community: string;
  readonly kind: (typeof requestKinds)[keyof typeof requestKinds];
  readonly id: number;
  /** Of GETBULK, 0 elsewhere. */
  readonly nonRepeaters: number;
  readonly maxRepetitions: number;
  readonly oids: readonly Oid[];
};

/** RFC 3416 §3 error-status. */
export const errorStatus = { none: 0, tooBig: 1, noSuchName: 2, notWritable: 17 } as const;

/** Throws `BerError` for anything that is no v1 or v2c request; a device leaves such a datagram unanswered. */
export function readRequest(bytes: Uint8Array): Request {
  const outer = readElement(bytes, 0, bytes.length);
  if (outer.tag !== tag.sequence) throw new BerError('not an SNMP message');
  const [versionPart, communityPart, pdu] = readInside(bytes, outer);
  const version = readInteger(bytes, versionPart);
  if (version !== 0 && version !== 1) throw new BerError('neither v1 nor v2c');
  if (communityPart?.tag !== tag.octets || !pdu) throw new BerError('not an SNMP message');
  const kind = requestKinds[pdu.tag as keyof typeof requestKinds];
  if (!kind || (kind === 'get-bulk' && version === 0)) throw new BerError('a PDU that no agent is asked');
  const [id, first, second, list] = readInside(bytes, pdu);
  if (list?.tag !== tag.sequence) throw new BerError('the list of variables is missing');
  return {
    version,
    community: Buffer.from(bytes.subarray(communityPart.from, communityPart.to)).toString('latin1'),
    kind,
    id: readInteger(bytes, id),
    nonRepeaters: kind === 'get-bulk' ? Math.max(0, readInteger(bytes, first)) : 0,
    maxRepetitions: kind === 'get-bulk' ? Math.max(0, readInteger(bytes, second)) : 0,
    oids: readInside(bytes, list).map((binding) => readOid(bytes, readInside(bytes, binding)[0])),
  };
}

/** `value` is an encoded element. */
export const writeBinding = (oid: Oid, value: Uint8Array): Uint8Array => wrap(tag.sequence, writeOid(oid), value);

/** The response to `request` with the encoded bindings. */
export function writeResponse(
  request: Request,
  bindings: readonly Uint8Array[],
  status: number = errorStatus.none,
  index = 0,
): Uint8Array {
  return wrap(
    tag.sequence,
    writeInteger(request.version),
    wrap(tag.octets, Buffer.from(request.community, 'latin1')),
    wrap(
      responseTag,
      writeInteger(request.id),
      writeInteger(status),
      writeInteger(index),
      wrap(tag.sequence, ...bindings),
    ),
  );
}
