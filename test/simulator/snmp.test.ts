import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { answer } from '../../simulator/snmp/answer.ts';
import {
  BerError,
  parseOid,
  readElement,
  readInside,
  readInteger,
  readOid,
  tag,
  wrap,
  writeInteger,
  writeOid,
} from '../../simulator/snmp/ber.ts';
import { addressAfter, startResponders } from '../../simulator/snmp/listen.ts';
import { readRequest } from '../../simulator/snmp/message.ts';
import type { Responder } from '../../simulator/snmp/responder.ts';
import { startResponder } from '../../simulator/snmp/responder.ts';
import { createTable } from '../../simulator/snmp/table.ts';
import type { Row } from '../../simulator/snmp/value.ts';
import { counter, integer, octets, text } from '../../simulator/snmp/value.ts';

const kindTags = { get: 0xa0, 'get-next': 0xa1, set: 0xa3, 'get-bulk': 0xa5 } as const;

type Asked = {
  kind: keyof typeof kindTags;
  oids: string[];
  version?: 0 | 1;
  community?: string;
  first?: number;
  second?: number;
};

function request({ kind, oids, version = 1, community = 'public', first = 0, second = 0 }: Asked): Uint8Array {
  const list = oids.map((oid) => wrap(tag.sequence, writeOid(parseOid(oid)), wrap(tag.null)));
  return wrap(
    tag.sequence,
    writeInteger(version),
    wrap(tag.octets, Buffer.from(community)),
    wrap(kindTags[kind], writeInteger(77), writeInteger(first), writeInteger(second), wrap(tag.sequence, ...list)),
  );
}

function read(bytes: Uint8Array) {
  const [, , pdu] = readInside(bytes, readElement(bytes, 0, bytes.length));
  if (!pdu) throw new Error('no PDU');
  const [id, status, index, list] = readInside(bytes, pdu);
  if (!list) throw new Error('no list');
  return {
    id: readInteger(bytes, id),
    status: readInteger(bytes, status),
    index: readInteger(bytes, index),
    bindings: readInside(bytes, list).map((binding) => {
      const [oid, value] = readInside(bytes, binding);
      return `${readOid(bytes, oid).join('.')}=${value?.tag.toString(16)}`;
    }),
  };
}

const rows: Row[] = [
  { oid: '1.3.6.1.2.1.1.1.0', value: text('Kitchen copier') },
  { oid: '1.3.6.1.2.1.1.3.0', value: () => ({ type: 'ticks', value: 4_000_000_000 }) },
  { oid: '1.3.6.1.2.1.31.1.1.1.6.1', value: { type: 'counter64', value: 2n ** 63n } },
  { oid: '1.3.6.1.2.1.43.10.2.1.4.1.1', value: counter(7432) },
  { oid: '1.3.6.1.2.1.43.10.2.1.5.1.1', value: integer(-3) },
];
const table = createTable(rows);
const ask = (asked: Asked, maxBytes = 1472) => read(answer(readRequest(request(asked)), table, maxBytes));

describe('what an agent answers', () => {
  it('GET: the value, no such instance beside a column that exists, no such object elsewhere', () => {
    expect(ask({ kind: 'get', oids: ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.1.9', '1.3.6.1.2.1.99.0'] })).toEqual({
      id: 77,
      status: 0,
      index: 0,
      bindings: ['1.3.6.1.2.1.1.1.0=4', '1.3.6.1.2.1.1.1.9=81', '1.3.6.1.2.1.99.0=80'],
    });
  });

  it('GET of v1: noSuchName names the first variable that is missing', () => {
    const found = ask({ kind: 'get', version: 0, oids: ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.99.0'] });
    expect(found).toMatchObject({ status: 2, index: 2, bindings: ['1.3.6.1.2.1.1.1.0=5', '1.3.6.1.2.1.99.0=5'] });
  });

  it('GETNEXT: the instance after, then the end of the view', () => {
    expect(ask({ kind: 'get-next', oids: ['1.3.6.1.2.1.1', '1.3.6.1.2.1.43.10.2.1.5.1.1'] }).bindings).toEqual([
      '1.3.6.1.2.1.1.1.0=4',
      '1.3.6.1.2.1.43.10.2.1.5.1.1=82',
    ]);
  });

  it('GETNEXT of v1 steps over a Counter64, which v1 cannot carry', () => {
    expect(ask({ kind: 'get-next', version: 0, oids: ['1.3.6.1.2.1.1.3.0'] }).bindings).toEqual([
      '1.3.6.1.2.1.43.10.2.1.4.1.1=41',
    ]);
    expect(ask({ kind: 'get', version: 0, oids: ['1.3.6.1.2.1.31.1.1.1.6.1'] })).toMatchObject({ status: 2, index: 1 });
  });

  it('GETBULK: non-repeaters once, the others until all have ended', () => {
    const found = ask({
      kind: 'get-bulk',
      first: 1,
      second: 10,
      oids: ['1.3.6.1.2.1.1.1', '1.3.6.1.2.1.43', '1.3.6.1.2.1.43.10.2.1.5'],
    });
    expect(found.bindings).toEqual([
      '1.3.6.1.2.1.1.1.0=4',
      '1.3.6.1.2.1.43.10.2.1.4.1.1=41',
      '1.3.6.1.2.1.43.10.2.1.5.1.1=2',
      '1.3.6.1.2.1.43.10.2.1.5.1.1=2',
      '1.3.6.1.2.1.43.10.2.1.5.1.1=82',
      '1.3.6.1.2.1.43.10.2.1.5.1.1=82',
      '1.3.6.1.2.1.43.10.2.1.5.1.1=82',
    ]);
  });

  it('GETBULK gives as many as fit, GET says tooBig', () => {
    const big = createTable(
      [1, 2, 3, 4].map((i) => ({ oid: `1.3.6.1.2.1.43.16.5.1.2.1.${i}`, value: octets(Buffer.alloc(200, 65)) })),
    );
    const respond = (asked: Asked) => answer(readRequest(request(asked)), big, 500);
    const bulk = respond({ kind: 'get-bulk', second: 20, oids: ['1.3.6.1.2.1.43'] });
    expect(read(bulk).bindings).toHaveLength(2);
    expect(bulk.length).toBeLessThanOrEqual(500);
    const oids = [1, 2, 3].map((i) => `1.3.6.1.2.1.43.16.5.1.2.1.${i}`);
    expect(read(respond({ kind: 'get', oids }))).toMatchObject({ status: 1, index: 0, bindings: [] });
    expect(read(respond({ kind: 'get', version: 0, oids })).bindings).toHaveLength(3);
  });

  it('SET is refused', () => {
    expect(ask({ kind: 'set', oids: ['1.3.6.1.2.1.1.1.0'] })).toMatchObject({ status: 17, index: 1 });
    expect(ask({ kind: 'set', version: 0, oids: ['1.3.6.1.2.1.1.1.0'] })).toMatchObject({ status: 2, index: 1 });
  });
});

describe('BER', () => {
  it('carries every integer and every OID there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (value) => {
        const bytes = writeInteger(value);
        expect(readInteger(bytes, readElement(bytes, 0, bytes.length))).toBe(value);
      }),
    );
    const arc = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.array(arc, { maxLength: 20 }), (rest) => {
        const oid = [1, 3, ...rest];
        const bytes = writeOid(oid);
        expect(readOid(bytes, readElement(bytes, 0, bytes.length))).toEqual(oid);
      }),
    );
  });

  it('meets damaged datagrams with one kind of error', () => {
    const whole = request({
      kind: 'get-bulk',
      second: 5,
      oids: ['1.3.6.1.2.1.43.5.1.1.17', '1.3.6.1.4.1.2001.1.1.1.1'],
    });
    const change = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(change, fc.nat(whole.length), (changes, length) => {
        const damaged = Uint8Array.from(whole);
        for (const [at, octet] of changes) damaged[at] = octet;
        try {
          const understood = readRequest(damaged.subarray(0, length));
          answer(understood, table, 1472);
        } catch (error) {
          expect(error).toBeInstanceOf(BerError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('on the network', () => {
  let running: Responder[] = [];
  afterEach(async () => {
    await Promise.all(running.map((responder) => responder.stop()));
    running = [];
  });

  /** The answer, or null where none came while a second, well-formed question was answered. */
  async function exchange(to: Responder, datagram: Uint8Array, waitMs = 400): Promise<Uint8Array | null> {
    const socket = createSocket('udp4');
    try {
      return await new Promise<Uint8Array | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), waitMs);
        socket.on('message', (bytes) => {
          clearTimeout(timer);
          resolve(bytes);
        });
        socket.send(datagram, to.port, to.address);
      });
    } finally {
      socket.close();
    }
  }

  const get = request({ kind: 'get', oids: ['1.3.6.1.2.1.1.1.0'] });

  it('keeps silent when it is off, for a wrong community, and for noise', async () => {
    let on = true;
    running = [await startResponder({ address: '127.0.0.1', port: 0, table: () => (on ? table : null) })];
    const [device] = running;
    if (!device) throw new Error('not started');
    expect(await exchange(device, get, 5000)).not.toBeNull();
    expect(
      await exchange(device, request({ kind: 'get', oids: ['1.3.6.1.2.1.1.1.0'], community: 'guess' })),
    ).toBeNull();
    expect(await exchange(device, Buffer.from('GET / HTTP/1.1'))).toBeNull();
    on = false;
    expect(await exchange(device, get)).toBeNull();
    on = true;
    expect(await exchange(device, get, 5000)).not.toBeNull();
  });

  it('plays the quirks of old print servers', async () => {
    const quirks = [{ ignoresBulk: true }, { onlyV1: true }, { garble: () => Buffer.from([0x30, 0x82]) }];
    running = await Promise.all(
      quirks.map((each) => startResponder({ address: '127.0.0.1', port: 0, table: () => table, quirks: each })),
    );
    const [noBulk, onlyV1, garbled] = running;
    if (!noBulk || !onlyV1 || !garbled) throw new Error('not started');
    expect(await exchange(noBulk, request({ kind: 'get-bulk', second: 5, oids: ['1.3'] }))).toBeNull();
    expect(await exchange(noBulk, get, 5000)).not.toBeNull();
    expect(await exchange(onlyV1, get)).toBeNull();
    expect(
      await exchange(onlyV1, request({ kind: 'get', version: 0, oids: ['1.3.6.1.2.1.1.1.0'] }), 5000),
    ).not.toBeNull();
    expect(await exchange(garbled, get, 5000)).toEqual(Buffer.from([0x30, 0x82]));
  });

  it('gives every device a place of its own', async () => {
    const seats = [1, 2, 3].map((i) => ({ address: `127.77.201.${i}`, table: () => table }));
    running = await startResponders(seats);
    expect(new Set(running.map(({ address, port }) => `${address}:${port}`)).size).toBe(3);
    if (process.platform === 'linux')
      expect(running.map(({ address }) => address)).toEqual(seats.map(({ address }) => address));
  });

  it('counts addresses over the octets', () => {
    expect(addressAfter('127.0.0.255', 2)).toBe('127.0.1.1');
  });

  it('is read alike by snmpwalk over v1, v2c and GETBULK', async (test) => {
    running = [
      await startResponder({
        address: '127.0.0.1',
        port: 0,
        table: () => createTable(rows.filter(({ oid }) => !oid.includes('.31.'))),
      }),
    ];
    const at = `127.0.0.1:${running[0]?.port}`;
    const walk = async (program: string, ...options: string[]) => {
      const { stdout } = await promisify(execFile)(program, [...options, '-c', 'public', '-On', at, '1.3.6.1']);
      return stdout
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('.') && !line.includes('No more variables'));
    };
    const bulk = await walk('snmpbulkwalk', '-v2c').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!bulk) return test.skip('snmpwalk is not installed');
    expect(bulk).toHaveLength(4);
    expect(bulk.at(-1)).toContain('INTEGER: -3');
    expect(await walk('snmpwalk', '-v2c')).toEqual(bulk);
    expect(await walk('snmpwalk', '-v1')).toEqual(bulk);
  });
});
