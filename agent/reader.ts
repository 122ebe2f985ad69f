/** Reads walks. Most devices say the same at every look, and what was understood of it then holds again. */
import type { Reading } from '../contract/index.ts';
import { scalars } from '../mibs/oids.ts';
import { fingerprintOf, planFor, type ReadOptions, readDevice, uptimeOf } from './read/index.ts';
import type { Plan, Walk } from './walk.ts';

export type Reader = {
  /** `planFor`, for the device that is called so. */
  plan(device: string, first: Walk): Plan;
  /** `readDevice`; parts of the reading may be shared with the one before. */
  read(device: string, options: ReadOptions): Reading;
};

type Known = {
  readonly fingerprint: number;
  readonly limits: ReadOptions['limits'] | undefined;
  readonly entries: ReadOptions['entries'] | undefined;
  readonly reading: Reading;
};

export function createReader(): Reader {
  const plans = new Bounded<{ readonly fingerprint: number; readonly plan: Plan }>();
  const readings = new Bounded<Known>();
  return {
    plan(device, first) {
      const fingerprint = fingerprintOf(first);
      const last = plans.get(device);
      if (last?.fingerprint === fingerprint) return last.plan;
      const plan = planFor(first);
      plans.set(device, { fingerprint, plan });
      return plan;
    },
    read(device, options) {
      const { address, port, takenAt, walk, limits, entries } = options;
      const fingerprint = fingerprintOf(walk);
      const last = readings.get(device);
      if (last?.fingerprint === fingerprint && last.limits === limits && last.entries === entries) {
        const uptimeSeconds = uptimeOf(walk.cells.get(scalars.sysUpTime));
        return { ...last.reading, address, port, takenAt, uptimeSeconds, timing: { ...walk.timing } };
      }
      const reading = readDevice(options);
      readings.set(device, { fingerprint, reading, limits, entries });
      return reading;
    },
  };
}

/** More devices than this take the places of those that were added first. */
const most = 5000;

class Bounded<T> extends Map<string, T> {
  override set(key: string, value: T): this {
    if (this.size >= most && !this.has(key)) this.delete(this.keys().next().value as string);
    return super.set(key, value);
  }
}
