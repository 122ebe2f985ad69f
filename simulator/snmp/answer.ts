/** What an agent answers to a request: pure, bytes of the response out (RFC 1157 §4.1, RFC 3416 §4.2). */
import type { Oid } from './ber.ts';
import { tag, wrap, writeValue } from './ber.ts';
import type { Request } from './message.ts';
import { errorStatus, writeBinding, writeResponse } from './message.ts';
import type { Instance, Table } from './table.ts';

const nothing = wrap(tag.null);
const noSuchObject = wrap(0x80);
const noSuchInstance = wrap(0x81);
const endOfMibView = wrap(0x82);

/** `maxBytes` is the largest response the device can make: more is `tooBig`, or for GETBULK a shorter list. */
export function answer(request: Request, table: Table, maxBytes: number): Uint8Array {
  switch (request.kind) {
    case 'set':
      return refuse(request, request.version === 0 ? errorStatus.noSuchName : errorStatus.notWritable, 1);
    case 'get-bulk':
      return answerBulk(request, table, maxBytes);
    case 'get':
      return answerEach(request, maxBytes, (oid) => getOne(request, table, oid));
    case 'get-next':
      return answerEach(request, maxBytes, (oid) => nextOne(request, table, oid));
  }
}

/** A binding for every OID asked, or the error of the first that has none. */
function answerEach(request: Request, maxBytes: number, answerOne: (oid: Oid) => Uint8Array | undefined): Uint8Array {
  const bindings: Uint8Array[] = [];
  for (const oid of request.oids) {
    const binding = answerOne(oid);
    if (!binding) return refuse(request, errorStatus.noSuchName, bindings.length + 1);
    bindings.push(binding);
  }
  const response = writeResponse(request, bindings);
  return response.length > maxBytes ? refuse(request, errorStatus.tooBig, 0) : response;
}

function getOne(request: Request, table: Table, oid: Oid): Uint8Array | undefined {
  const value = table.get(oid);
  // RFC 2089 §2.1: what v1 cannot carry is not there for it.
  if (value && !(request.version === 0 && value.type === 'counter64')) return writeBinding(oid, writeValue(value));
  if (request.version === 0) return undefined;
  return writeBinding(oid, table.covers(oid.slice(0, -1)) ? noSuchInstance : noSuchObject);
}

function nextOne(request: Request, table: Table, oid: Oid): Uint8Array | undefined {
  let next = table.next(oid);
  while (next && request.version === 0 && next.value.type === 'counter64') next = table.next(next.oid);
  if (next) return writeBinding(next.oid, writeValue(next.value));
  return request.version === 0 ? undefined : writeBinding(oid, endOfMibView);
}

function answerBulk(request: Request, table: Table, maxBytes: number): Uint8Array {
  const bindings: Uint8Array[] = [];
  let room = maxBytes - writeResponse(request, []).length - lengthOctets;
  for (const { oid, next } of bulkSteps(request, table)) {
    const binding = next ? writeBinding(next.oid, writeValue(next.value)) : writeBinding(oid, endOfMibView);
    if (binding.length > room) break;
    room -= binding.length;
    bindings.push(binding);
  }
  if (bindings.length === 0 && request.oids.length > 0) return refuse(request, errorStatus.tooBig, 0);
  return writeResponse(request, bindings);
}

/** What the three enclosing lengths may grow by when the list of bindings gets long. */
const lengthOctets = 6;

/** RFC 3416 §4.2.3: the non-repeaters once, then the others round by round until all have ended. */
function* bulkSteps(request: Request, table: Table): Generator<{ oid: Oid; next: Instance | undefined }> {
  for (const oid of request.oids.slice(0, request.nonRepeaters)) yield { oid, next: table.next(oid) };
  const repeaters = request.oids.slice(request.nonRepeaters);
  for (let round = 0; round < request.maxRepetitions; round++) {
    let ended = true;
    for (const [i, oid] of repeaters.entries()) {
      const next = table.next(oid);
      if (next) {
        repeaters[i] = next.oid;
        ended = false;
      }
      yield { oid, next };
    }
    if (ended) return;
  }
}

/** RFC 3416 §4.2.1: a tooBig of v2c carries no bindings; every other error repeats those of the request. */
function refuse(request: Request, status: number, index: number): Uint8Array {
  const repeats = request.version === 0 || status !== errorStatus.tooBig;
  const bindings = repeats ? request.oids.map((oid) => writeBinding(oid, nothing)) : [];
  return writeResponse(request, bindings, status, index);
}
