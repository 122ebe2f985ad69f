/** What is remembered of devices from visit to visit. */
import type { Cell, Oid, Plan } from '../walk.ts';
import { cutPortions, isSamePlan, type Layout, type Portion } from './layout.ts';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** Octets of varbinds that an Ethernet frame holds, with some room for texts to grow. RFC 3417 §3.2 asks for 484 at least. */
const usualPortion = 1400;
const leastPortion = 300;
/** Layouts are learned anew after an hour: the standard has no other sure sign that a row came in between. */
const layoutLife = 3_600_000;
/** What a device cannot do is believed for a day: firmware changes, and a fault of the network may have looked like it. */
const quirkLife = 86_400_000;

type CellOf = (oid: Oid) => Cell | undefined;

/** Layouts that are asked together, and the GETs that this takes. */
export type Sequence = { readonly layouts: readonly Layout[]; readonly portions: readonly Portion[] };

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
  #sequences: Sequence[] = [];
  #upTicks = 0;

  isStale(now: number): boolean {
    return now - this.bornAt > quirkLife;
  }

  layoutFor(plan: Plan, now: number): Layout | undefined {
    const isYoung = (layout: Layout) => now - layout.learnedAt < layoutLife;
    if (!this.#layouts.every(isYoung)) this.#keep(isYoung);
    return this.#layouts.find((layout) => isSamePlan(layout.plan, plan));
  }

  learn(layout: Layout, cellOf: CellOf): void {
    this.#keep((known) => !isSamePlan(known.plan, layout.plan));
    // One for each step of a visit; more is a plan that is new every time.
    this.#layouts = [...this.#layouts, layout].slice(-4);
    this.noteSequence([layout], cellOf);
  }

  /** What to ask at the step of `layout`: its own instances, and those of the step that follows it. */
  sequenceFrom(layout: Layout): Sequence {
    const noted = this.#sequences.find((sequence) => sequence.layouts[0] === layout);
    return noted ?? { layouts: [], portions: [] };
  }

  noteSequence(layouts: readonly Layout[], cellOf: CellOf): void {
    const [first] = layouts;
    if (!layouts.every((layout) => this.#layouts.includes(layout))) return;
    const instances = layouts.flatMap((layout) => layout.instances);
    const portions = cutPortions(instances, cellOf, this.portionBytes);
    this.#sequences = [...this.#sequences.filter(({ layouts: [known] }) => known !== first), { layouts, portions }];
  }

  unsettle(layout: Layout, tables: ReadonlySet<Oid>): void {
    for (const table of tables) this.unsettled.add(table);
    this.#keep((known) => known !== layout);
  }

  shrinkPortions(): void {
    this.portionBytes = Math.max(leastPortion, this.portionBytes * 0.8);
    this.#keep(() => false);
  }

  /** A device that was started anew may have been rebuilt in between. */
  noteUpTime(ticks: number): void {
    if (ticks < this.#upTicks) this.#keep(() => false);
    this.#upTicks = ticks;
  }

  #keep(isGood: (layout: Layout) => boolean): void {
    this.#layouts = this.#layouts.filter(isGood);
    this.#sequences = this.#sequences.filter(({ layouts }) =>
      layouts.every((layout) => this.#layouts.includes(layout)),
    );
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
