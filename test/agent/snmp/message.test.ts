import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRequest, readResponse } from '../../../agent/snmp/message.ts';
import { parseOid, wrap, writeInteger, writeOid, writeValue } from '../../../simulator/snmp/ber.ts';
import { readRequest, writeBinding, writeResponse } from '../../../simulator/snmp/message.ts';

const id = 0x0102_0304;
const community = Buffer.from('public');
const request = readRequest(encodeRequest('v2c', community, id, { kind: 'get', oids: ['1.3.6.1.2.1.1.1.0'] }));

const binding = (value: Uint8Array, oid = '1.3.6.1.9') => writeBinding(parseOid(oid), value);
const cellsOf = (...values: Uint8Array[]) =>
  readResponse(
    writeResponse(
      request,
      values.map((value) => binding(value)),
    ),
  )?.varbinds.map(({ cell }) => cell);

describe('requests', () => {
  test('are what another implementation reads', () => {
    const oids = ['1.3.6.1.2.1.43.11.1.1.9', '2.999.3'];
    const read = readRequest(encodeRequest('v2c', community, id, { kind: 'bulk', oids, repetitions: 7 }));
    expect(read).toMatchObject({ version: 1, community: 'public', kind: 'get-bulk', id, maxRepetitions: 7 });
    expect(read.oids.map((oid) => oid.join('.'))).toEqual(oids);
  });

  test('of many OIDs use long lengths', () => {
    const oids = Array.from({ length: 60 }, (_, i) => `1.3.6.1.2.1.43.11.1.1.9.1.${i}`);
    const read = readRequest(encodeRequest('v1', Buffer.from('x'.repeat(200)), id, { kind: 'next', oids }));
    expect(read).toMatchObject({ version: 0, kind: 'get-next' });
    expect(read.oids.map((oid) => oid.join('.'))).toEqual(oids);
  });
});

describe('responses', () => {
  test('carry every type', () => {
    expect(
      cellsOf(
        writeValue({ type: 'integer', value: -3 }),
        writeValue({ type: 'counter', value: 4_294_967_295 }),
        writeValue({ type: 'gauge', value: 7 }),
        writeValue({ type: 'ticks', value: 8 }),
        writeValue({ type: 'counter64', value: 2n ** 63n }),
        writeValue({ type: 'oid', value: '2.999.3' }),
        writeValue({ type: 'ip', value: '10.0.4.21' }),
        wrap(0x80),
        wrap(0x81),
        wrap(0x82),
        wrap(0x05),
      ),
    ).toEqual([
      { type: 'integer', value: -3 },
      { type: 'counter', value: 4_294_967_295 },
      { type: 'gauge', value: 7 },
      { type: 'ticks', value: 8 },
      { type: 'counter64', value: 2n ** 63n },
      { type: 'oid', value: '2.999.3' },
      { type: 'ip', value: '10.0.4.21' },
      'absent',
      'absent',
      'end',
      'absent',
    ]);
  });

  test('one unreadable value costs no other', () => {
    const good = writeInteger(5);
    expect(
      cellsOf(wrap(0x02), good, wrap(0x46), wrap(0x7f, Uint8Array.of(1)), wrap(0x06, Uint8Array.of(0x86))),
    ).toEqual(['garbled', { type: 'integer', value: 5 }, 'garbled', 'garbled', 'garbled']);
  });

  test('a counter without its leading zero is not negative', () => {
    expect(cellsOf(wrap(0x41, Uint8Array.of(255, 255, 255, 254)))).toEqual([{ type: 'counter', value: 4_294_967_294 }]);
  });

  test('text stays octets', () => {
    const [cell] = cellsOf(wrap(0x04, Uint8Array.of(0xff, 0, 0x41))) ?? [];
    expect(cell).toMatchObject({ type: 'octets' });
    expect([...(typeof cell === 'object' && cell.type === 'octets' ? cell.value : [])]).toEqual([0xff, 0, 0x41]);
  });

  test('what a cut datagram still holds is kept', () => {
    const whole = writeResponse(
      request,
      [1, 2, 3].map((n) => binding(writeInteger(n), `1.3.6.1.${n}`)),
    );
    const cut = readResponse(whole.subarray(0, whole.length - 4));
    expect(cut?.varbinds.map(({ oid }) => oid)).toEqual(['1.3.6.1.1', '1.3.6.1.2']);
  });

  test('a request sent back is no response', () => {
    expect(readResponse(encodeRequest('v2c', community, id, { kind: 'get', oids: ['1.3.6.1'] }))).toBeNull();
  });

  test('no bytes whatever throw', () => {
    const good = writeResponse(request, [binding(writeInteger(1)), binding(writeOid([1, 3, 6]), '1.3.6.1.10')]);
    const mutation = fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(mutation, fc.nat({ max: good.length }), (changes, length) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        readResponse(bytes.subarray(0, length));
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readResponse(bytes)));
  });
});
