/** One look at one device: walk, then read. */
import type { Reading } from '../contract/index.ts';
import { firstPlan, planFor, readDevice, unreachableReading } from './read/index.ts';
import { type SnmpClient, SnmpError, type Target } from './snmp/index.ts';
import type { Walk } from './walk.ts';

/**
 * Never rejects: a device that cannot be asked is a reading too, with `reachable: false` and the error's code.
 * `last` is the last reading of the same device, whose identity an unreachable one keeps.
 */
export async function pollDevice(client: SnmpClient, target: Target, now: Date, last?: Reading): Promise<Reading> {
  const { address, port } = target;
  const takenAt = now.toISOString();
  const started = performance.now();
  try {
    const walk = await client.visit(target, async (ask) => {
      const first = await ask(firstPlan);
      return mergeWalks(first, await ask(planFor(first)));
    });
    return readDevice({ address, port, takenAt, walk });
  } catch (error) {
    const ms = Math.round(performance.now() - started);
    const timing = { ms, requests: 0, bytes: 0, ...(error instanceof SnmpError && error.cost) };
    return unreachableReading({ address, port, takenAt, error: describe(error), timing, ...(last && { last }) });
  }
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof SnmpError) return { code: error.code, message: error.message };
  return { code: 'READING_FAILED', message: error instanceof Error ? error.message : String(error) };
}

/** What was found out in two steps, as if it had been one. */
export function mergeWalks(first: Walk, second: Walk): Walk {
  return {
    cells: new Map([...first.cells, ...second.cells]),
    parts: new Map([...first.parts, ...second.parts]),
    warnings: [...first.warnings, ...second.warnings],
    timing: {
      ms: first.timing.ms + second.timing.ms,
      requests: first.timing.requests + second.timing.requests,
      bytes: first.timing.bytes + second.timing.bytes,
    },
  };
}
