/** One look at one device: walk, then read. */
import type { Reading } from '../contract/index.ts';
import { firstPlan, type Judging, unreachableReading } from './read/index.ts';
import { createReader, type Reader } from './reader.ts';
import { type SnmpClient, SnmpError, type Target } from './snmp/index.ts';

/**
 * Never rejects: a device that cannot be asked is a reading too, with `reachable: false` and the error's code.
 * `lastReading` gives the last one of the same device that had an answer, whose identity an unreachable one keeps; it is
 * called only then. `judging`: what the office says of its devices.
 */
export async function pollDevice(
  client: SnmpClient,
  target: Target,
  now: Date,
  lastReading: () => Reading | null = () => null,
  judging: Judging = {},
): Promise<Reading> {
  const { address, port } = target;
  const takenAt = now.toISOString();
  const started = performance.now();
  try {
    const reader = readerOf(client);
    const device = `${address} ${port}`;
    const walk = await client.visit(target, async (ask) => ask(reader.plan(device, await ask(firstPlan))));
    return reader.read(device, { address, port, takenAt, walk, ...judging });
  } catch (error) {
    const ms = Math.round(performance.now() - started);
    const timing = { ms, requests: 0, bytes: 0, ...(error instanceof SnmpError && error.cost) };
    const last = lastReading();
    return unreachableReading({ address, port, takenAt, error: describe(error), timing, ...(last && { last }) });
  }
}

/** What a client's devices said before is known as long as the client. */
const readers = new WeakMap<SnmpClient, Reader>();

function readerOf(client: SnmpClient): Reader {
  const reader = readers.get(client) ?? createReader();
  readers.set(client, reader);
  return reader;
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof SnmpError) return { code: error.code, message: error.message };
  return { code: 'READING_FAILED', message: error instanceof Error ? error.message : String(error) };
}
