import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSnmp, type SnmpClient, SnmpError, type Target } from '../../../agent/snmp/index.ts';
import { parseOid, wrap, writeInteger, writeValue } from '../../../simulator/snmp/ber.ts';
import { type Request, writeBinding, writeResponse } from '../../../simulator/snmp/message.ts';
import { createTable } from '../../../simulator/snmp/table.ts';
import { integer, text } from '../../../simulator/snmp/value.ts';
import { type Misbehaviour, plan, planCells, printer, rows, startDevice, supplies, type TestDevice } from './device.ts';

let client: SnmpClient;
const devices: TestDevice[] = [];

beforeEach(() => {
  client = openSnmp();
});
afterEach(async () => {
  await client.close();
  await Promise.all(devices.splice(0).map((device) => device.stop()));
});

async function device(...args: Parameters<typeof startDevice>): Promise<TestDevice> {
  const started = await startDevice(...args);
  devices.push(started);
  return started;
}
const kinds = (requests: readonly Request[]) => new Set(requests.map((request) => request.kind));
const failure = async (target: Target) =>
  client.walk(target, plan).then(
    () => null,
    (error: unknown) => error,
  );
const isBulk = (request: Request) => request.kind === 'get-bulk';
const respond = (request: Request, oids: readonly string[], status = 0, index = 0) =>
  writeResponse(
    request,
    oids.map((oid) => writeBinding(parseOid(oid), writeInteger(1))),
    ...([status, index] as const),
  );

describe('a good device', () => {
  test('is read whole by v2c', async () => {
    const target = await device();
    const walk = await client.walk(target, plan);
    expect(walk.cells.size).toBe(planCells);
    expect(walk.cells.get('1.3.6.1.2.1.1.2.0')).toEqual({ type: 'oid', value: '1.3.6.1.4.1.2.999' });
    expect(walk.cells.get(`${printer}11.1.1.9.1.4`)).toEqual({ type: 'integer', value: -3 });
    expect(walk.parts.get('1.3.6.1.2.1.1.1.0')).toBe('read');
    expect(walk.parts.get('1.3.6.1.2.1.1.6.0')).toBe('absent');
    // Asked to its end and empty: still read, or else nothing could ever end what came from it.
    expect(walk.parts.get(`${printer}18.1.1.9`)).toBe('read');
    expect(walk.warnings).toEqual([]);
    expect(walk.timing.requests).toBe(target.requests.length);
    expect(walk.timing.bytes).toBeGreaterThan(200);
  });

  test('is read whole by v1', async () => {
    const target = await device();
    const walk = await client.walk({ ...target, credentials: { version: 'v1', community: 'public' } }, plan);
    expect(walk.cells.size).toBe(planCells);
    expect(walk.parts.get('1.3.6.1.2.1.1.6.0')).toBe('absent');
    expect(walk.warnings).toEqual([]);
    expect(new Set(target.requests.map((request) => request.version))).toEqual(new Set([0]));
  });

  test('is asked by name and over IPv6 too', async () => {
    const byName = await device();
    expect((await client.walk({ ...byName, address: 'localhost' }, plan)).cells.size).toBe(planCells);
    const six = await device(undefined, { address: '::1' });
    expect((await client.walk({ ...six, address: '0:0:0:0:0:0:0:1' }, plan)).cells.size).toBe(planCells);
  });

  test('gives a table wider than one request and longer than one answer', async () => {
    const wide = Array.from({ length: 30 }, (_, column) =>
      Array.from({ length: 12 }, (_, row) => ({
        oid: `1.3.6.1.9.1.${column + 1}.${row + 1}`,
        value: text(`cell ${row}`),
      })),
    ).flat();
    const target = await device(undefined, { rows: wide });
    const columns = [Array.from({ length: 30 }, (_, column) => `1.3.6.1.9.1.${column + 1}`)];
    const walk = await client.walk(target, { scalars: [], columns });
    expect(walk.cells.size).toBe(360);
    expect([...walk.parts.values()]).toEqual(Array(30).fill('read'));
  });
});

describe('fall-backs', () => {
  test('v1 where v2c stays unanswered, remembered for the next visit', async () => {
    const target = await device((request, good) => (request.version === 0 ? good() : null));
    expect((await client.walk(target, plan)).cells.size).toBe(planCells);
    const before = target.requests.length;
    expect((await client.walk(target, plan)).cells.size).toBe(planCells);
    expect(target.requests.slice(before).every((request) => request.version === 0)).toBe(true);
  });

  test('GETNEXT where GETBULK stays unanswered, said once and remembered', async () => {
    const target = await device((request, good) => (isBulk(request) ? null : good()));
    const walk = await client.walk(target, plan);
    expect(walk.cells.size).toBe(planCells);
    expect(walk.warnings).toEqual([expect.stringContaining('GETBULK timed out, read with GETNEXT')]);
    const before = target.requests.length;
    await client.walk(target, plan);
    expect(kinds(target.requests.slice(before))).toEqual(new Set(['get', 'get-next']));
  });

  test('GETNEXT where GETBULK is answered out of order', async () => {
    const target = await device((request, good) =>
      isBulk(request) ? respond(request, ['1.3.6.1.2.1.1.1.0']) : good(),
    );
    const walk = await client.walk(target, plan);
    expect(walk.cells.size).toBe(planCells);
    expect(walk.warnings).toEqual([expect.stringContaining('GETBULK was answered wrongly')]);
  });

  test('one lost datagram is no reason for either', async () => {
    let bulks = 0;
    const target = await device((request, good) => (isBulk(request) && ++bulks === 1 ? null : good()));
    const walk = await client.walk(target, plan);
    expect(walk.cells.size).toBe(planCells);
    expect(walk.warnings).toEqual([]);
  });

  test('smaller portions where a device says tooBig', async () => {
    const target = await device((request, good) =>
      request.kind === 'get' && request.oids.length > 1 ? respond(request, [], 1) : good(),
    );
    const walk = await client.walk(target, plan);
    expect(walk.cells.size).toBe(planCells);
    expect(walk.parts.get('1.3.6.1.2.1.1.6.0')).toBe('absent');
  });

  test('an object that breaks an answer is left out, the others are read', async () => {
    const bad = '1.3.6.1.2.1.1.2.0';
    const target = await device((request, good) => {
      const at = request.oids.findIndex((oid) => oid.join('.') === bad);
      return at < 0 ? good() : respond(request, [], 5, at + 1);
    });
    const walk = await client.walk(target, plan);
    expect(walk.parts.get(bad)).toBe('failed');
    expect(walk.parts.get('1.3.6.1.2.1.1.1.0')).toBe('read');
    expect(walk.warnings).toEqual([expect.stringMatching(/^sysObjectID: GET: genErr/)]);
  });

  test('a column that breaks an answer is left out, the others are read', async () => {
    const [, bad = ''] = supplies;
    const target = await device((request, good) => {
      const at = request.oids.findIndex((oid) => oid.join('.').startsWith(bad));
      return at < 0 || request.kind === 'get' ? good() : respond(request, [], 5, at + 1);
    });
    const walk = await client.walk(target, plan);
    expect(walk.parts.get(bad)).toBe('failed');
    expect(supplies.filter((column) => walk.parts.get(column) === 'read')).toHaveLength(2);
    expect(walk.cells.size).toBe(planCells - 4);
  });
});

describe('a device that never ends', () => {
  test('the same row again and again fails its column', async () => {
    const target = await device((request, good) =>
      request.kind === 'get'
        ? good()
        : respond(
            request,
            request.oids.map(() => `${printer}8.2.1.10.1.1`),
          ),
    );
    const walk = await client.walk(target, { scalars: [], columns: [[`${printer}8.2.1.10`]] });
    expect(walk.parts.get(`${printer}8.2.1.10`)).toBe('failed');
    expect(walk.warnings.join()).toContain('OIDs do not increase');
    expect(target.requests.length).toBeLessThan(10);
  });

  test('and spares the columns beside it', async () => {
    const bad = `${printer}8.2.1.10`;
    const target = await device((request, good) => {
      if (request.kind === 'get') return good();
      const table = createTable(rows);
      const bindings = request.oids.map((oid) => {
        const isBad = oid.join('.').startsWith(bad);
        const next = isBad ? { oid: parseOid(`${bad}.1.1`), value: integer(1) } : table.next(oid);
        return next ? writeBinding(next.oid, writeValue(next.value)) : writeBinding(oid, wrap(0x82));
      });
      return writeResponse(request, bindings);
    });
    const walk = await client.walk(target, plan);
    expect(walk.parts.get(bad)).toBe('failed');
    expect(walk.cells.size).toBe(planCells);
    expect([...walk.parts.values()].filter((state) => state === 'failed')).toHaveLength(1);
  });

  test('rows without end are bounded', async () => {
    let row = 0;
    const target = await device((request, good) =>
      request.kind === 'get'
        ? good()
        : respond(
            request,
            request.oids.map(() => `1.3.6.1.9.1.${++row}`),
          ),
    );
    await client.close();
    client = openSnmp({ limits: { requests: 50, ms: 60_000, rows: 1000, cells: 20_000 } });
    const walk = await client.walk(target, { scalars: [], columns: [['1.3.6.1.9']] });
    expect(walk.parts.get('1.3.6.1.9')).toBe('failed');
    expect(walk.warnings.join()).toContain('more than 50 requests');
    expect(target.requests.length).toBeLessThanOrEqual(51);
  });

  test('silence in the middle ends the visit, and what was read stays', async () => {
    const target = await device((request, good) => (request.kind === 'get' ? good() : null));
    const walk = await client.walk({ ...target, timeoutMs: 40 }, plan);
    expect(walk.parts.get('1.3.6.1.2.1.1.1.0')).toBe('read');
    expect(walk.parts.get(`${printer}18.1.1.8`)).toBe('failed');
    expect(walk.cells.size).toBe(2);
  });
});

describe('a device that cannot be asked', () => {
  test('silence', async () => {
    const target = await device(() => null);
    expect(await failure(target)).toMatchObject({ code: 'SNMP_TIMEOUT', cost: { requests: 3, bytes: 0 } });
  });

  test('silence is asked again, each time with half as much patience more', async () => {
    const target = await device(() => null);
    const error = await failure({ ...target, timeoutMs: 100, retries: 2 });
    const [asked, probed] = [1, 0].map((version) => target.requests.filter((each) => each.version === version).length);
    expect([asked, probed]).toEqual([3, 1]);
    // 100, 150 and 225 ms; a timer may fire a millisecond early.
    expect(error instanceof SnmpError && error.cost?.ms).toBeGreaterThanOrEqual(470);
  });

  test.each<[string, Uint8Array]>([
    ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(64)],
    ['a datagram as large as they get', Buffer.alloc(60_000, 0x30)],
  ])('%s', async (_what, garbage) => {
    const target = await device(() => garbage);
    expect(await failure(target)).toMatchObject({ code: 'SNMP_GARBLED' });
  });

  test('a name that no one knows', async () => {
    const target = await device();
    expect(await failure({ ...target, address: 'no-such-printer.invalid' })).toMatchObject({
      code: 'SNMP_NO_SUCH_HOST',
    });
  });

  test('a client that was closed', async () => {
    const target = await device(() => null);
    const failed = failure({ ...target, timeoutMs: 60_000 });
    await expect.poll(() => target.requests.length).toBeGreaterThan(0);
    await client.close();
    expect(await failed).toMatchObject({ code: 'SNMP_CLOSED' });
    expect(await failure(target)).toBeInstanceOf(SnmpError);
  });
});

describe('whose answer it is', () => {
  const stray: Misbehaviour = (request, good, from) => {
    const liar = createSocket('udp4');
    liar.send(respond(request, ['1.3.6.1.2.1.1.1.0']), from.port, from.address, () => liar.close());
    return request.kind === 'get' ? null : good();
  };

  test('one with the right id from another port is dropped', async () => {
    const target = await device(stray);
    expect(await failure(target)).toMatchObject({ code: 'SNMP_TIMEOUT' });
  });

  test('one with another id is dropped', async () => {
    const target = await device((request) => respond({ ...request, id: request.id ^ 1 }, ['1.3.6.1.2.1.1.1.0']));
    expect(await failure(target)).toBeInstanceOf(SnmpError);
  });

  test('a late one to the first try counts', async () => {
    const held: Uint8Array[] = [];
    const target = await device((request, good) => {
      if (request.kind !== 'get') return good();
      held.push(good());
      // The second try brings the answer to the first.
      return held.length === 2 ? (held[0] ?? null) : null;
    });
    expect((await client.walk(target, plan)).cells.size).toBe(planCells);
  });

  // All of 127/8 is this machine on Linux only.
  test.skipIf(process.platform !== 'linux')(
    'one with the right id and port from another address is dropped',
    async () => {
      const twin = createSocket('udp4');
      const target = await device((request, _good, from) => {
        twin.send(respond(request, ['1.3.6.1.2.1.1.1.0']), from.port, from.address);
        return null;
      });
      twin.bind(target.port, '127.0.0.2');
      await once(twin, 'listening');
      expect(await failure(target)).toMatchObject({ code: 'SNMP_TIMEOUT' });
      twin.close();
    },
  );

  test('many devices share a few sockets, each gets its own', async () => {
    const sources = new Set<number>();
    const noting: Misbehaviour = (_request, good, from) => {
      sources.add(from.port);
      return good();
    };
    const many = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        device(noting, { rows: [...rows.slice(0, 4), { oid: `${printer}8.2.1.10.1.1`, value: integer(i) }] }),
      ),
    );
    const walks = await Promise.all(many.map((target) => client.walk(target, plan)));
    expect(walks.map((walk) => walk.cells.get(`${printer}8.2.1.10.1.1`))).toEqual(many.map((_, i) => integer(i)));
    expect(walks.every((walk) => walk.warnings.length === 0)).toBe(true);
    expect(sources.size).toBeLessThanOrEqual(8);
  });

  test('over v3 they share the same few', async () => {
    const sources = new Set<number>();
    const sockets = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const socket = createSocket('udp4').on('message', (_bytes, from) => sources.add(from.port));
        socket.bind(0, '127.0.0.1');
        await once(socket, 'listening');
        return socket;
      }),
    );
    const ports = sockets.map((socket) => socket.address().port);
    const credentials = { version: 'v3', user: 'platen' } as const;
    const asking = { address: '127.0.0.1', credentials, timeoutMs: 200, retries: 0 };
    await Promise.allSettled(ports.map((port) => client.walk({ ...asking, port }, plan)));
    expect(sources.size).toBeGreaterThan(0);
    expect(sources.size).toBeLessThanOrEqual(8);
    for (const socket of sockets) socket.close();
  });
});

describe('answers that are only partly good', () => {
  test('a zero-length integer fails its own object alone', async () => {
    const bad = '1.3.6.1.2.1.1.2.0';
    const target = await device((request, good) => {
      if (request.kind !== 'get') return good();
      const bindings = request.oids.map((oid) =>
        writeBinding(oid, oid.join('.') === bad ? wrap(0x02) : writeInteger(1)),
      );
      return writeResponse(request, bindings);
    });
    const walk = await client.walk(target, plan);
    expect(walk.parts.get(bad)).toBe('failed');
    expect(walk.parts.get('1.3.6.1.2.1.1.1.0')).toBe('read');
    expect(walk.warnings.join()).toContain('sysObjectID: a value that cannot be read');
  });

  test('a cut answer is used, and the rest asked again', async () => {
    let cuts = 0;
    const target = await device((request, good) => {
      const whole = good();
      return isBulk(request) && cuts++ === 0 ? whole.subarray(0, Math.floor(whole.length * 0.6)) : whole;
    });
    expect((await client.walk(target, plan)).cells.size).toBe(planCells);
  });
});

describe('many at once', () => {
  test('dead devices do not hold up the living', async () => {
    await client.close();
    client = openSnmp({ concurrency: 4 });
    const dead = await Promise.all(Array.from({ length: 12 }, () => device(() => null)));
    const living = await Promise.all(Array.from({ length: 12 }, () => device()));
    const patient = { timeoutMs: 1_000, retries: 1 };
    const ends: string[] = [];
    const all = [...dead, ...living].map((target) =>
      client.walk({ ...target, ...patient }, plan).then(
        () => ends.push('living'),
        () => ends.push('dead'),
      ),
    );
    await Promise.all(all);
    expect(ends.slice(0, 12)).toEqual(Array(12).fill('living'));
  });

  test('a device that was silent before waits in a lane of its own', async () => {
    await client.close();
    client = openSnmp({ concurrency: 1 });
    let isOn = true;
    const sleeper = { ...(await device((_request, good) => (isOn ? good() : null))), timeoutMs: 20 };
    const living = await device();
    isOn = false;
    await failure(sleeper);
    const silent = client.walk({ ...sleeper, timeoutMs: 60_000 }, plan).catch(() => 'closed');
    await client.room();
    expect((await client.walk(living, plan)).cells.size).toBe(planCells);
    await client.close();
    expect(await silent).toBe('closed');
  });

  test('no more than asked for are asked at the same time', async () => {
    await client.close();
    client = openSnmp({ concurrency: 2 });
    let running = 0;
    let most = 0;
    const targets = await Promise.all(Array.from({ length: 8 }, () => device()));
    await Promise.all(
      targets.map((target) =>
        client.visit(target, async (ask) => {
          most = Math.max(most, ++running);
          await ask(plan);
          running--;
        }),
      ),
    );
    expect(most).toBe(2);
  });
});
