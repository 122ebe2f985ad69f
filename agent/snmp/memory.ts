/** What is remembered of devices from visit to visit. */
import type { Oid, Plan } from '../walk.ts';
import { isSamePlan, type Layout } from './layout.ts';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** What an Ethernet frame holds, less headers and some growth of texts (RFC 3417 §3.2 asks for 484 at least). */
const usualPortion = 1330;
const leastPortion = 300;
/** Layouts are learned anew after an hour: the standard has no other sure sign that a row came in between. */
const layoutLife = 3_600_000;
/** What a device cannot do is believed for a day: firmware changes, and a fault of the network may have looked like it. */
const quirkLife = 86_400_000;

export class DeviceMemory {
  /** It answers v1 and not v2c. */
  isV1Only = false;
  /** It answers GETNEXT and not GETBULK. */
  refusesBulk = false;
  /** It has answered GETBULK before, so that silence to one is a loss and not a habit. */
  answersBulk = false;
  /** It did not answer the last visit. */
  wasSilent = false;
  /** v3: knows the device's engine and clock, which cost two requests to learn. */
  userSession: Session | null = null;
  /** How long the answer to an exact GET may become. */
  portionBytes = usualPortion;
  /** Tables whose rows were seen to come or go. */
  readonly unsettled = new Set<Oid>();
  /** How many rows the restless tables had last time: as many are asked for at once. */
  restlessRows = 0;
  readonly bornAt = performance.now();
  #layouts: Layout[] = [];
  #upTicks = 0;

  isStale(now: number): boolean {
    return now - this.bornAt > quirkLife;
  }

  layoutFor(plan: Plan, now: number): Layout | undefined {
    this.#layouts = this.#layouts.filter((layout) => now - layout.learnedAt < layoutLife);
    return this.#layouts.find((layout) => isSamePlan(layout.plan, plan));
  }

  learn(layout: Layout): void {
    // One for each step of a visit; more is a plan that is new every time.
    this.#layouts = [...this.#layouts.filter((known) => !isSamePlan(known.plan, layout.plan)), layout].slice(-4);
  }

  unsettle(layout: Layout, tables: ReadonlySet<Oid>): void {
    for (const table of tables) this.unsettled.add(table);
    this.#layouts = this.#layouts.filter((known) => known !== layout);
  }

  shrinkPortions(): void {
    this.portionBytes = Math.max(leastPortion, this.portionBytes / 2);
    this.#layouts = [];
  }

  /** A device that was started anew may have been rebuilt in between. */
  noteUpTime(ticks: number): void {
    if (ticks < this.#upTicks) this.#layouts = [];
    this.#upTicks = ticks;
  }
}

const mostDevices = 70_000;

export class Memories {
  /** In the order of use, so that the first is the one longest unused. */
  readonly #byDevice = new Map<string, DeviceMemory>();

  of(target: Target): DeviceMemory {
    const key = JSON.stringify([target.address, target.port, target.credentials]);
    const known = this.#byDevice.get(key);
    const memory = known && !known.isStale(performance.now()) ? known : new DeviceMemory();
    if (known && memory !== known) memory.userSession = known.userSession;
    this.#byDevice.delete(key);
    this.#byDevice.set(key, memory);
    if (this.#byDevice.size > mostDevices) this.#forgetOldest();
    return memory;
  }

  close(): void {
    for (const memory of this.#byDevice.values()) memory.userSession?.close();
    this.#byDevice.clear();
  }

  #forgetOldest(): void {
    for (const [key, memory] of this.#byDevice) {
      memory.userSession?.close();
      this.#byDevice.delete(key);
      return;
    }
  }
}
