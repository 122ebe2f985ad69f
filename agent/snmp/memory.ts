/** What is remembered of devices from visit to visit. */
import type { Oid, Plan } from '../walk.ts';
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

/** So many times in a row a count of changes is believed. */
const mostMoves = 3;

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
  /** Octets that the answer to an exact GET may have. */
  portionBytes = usualPortion;
  /** Tables whose rows were seen to come or go. */
  readonly unsettled = new Set<Oid>();
  /** How many rows the restless tables had last time: as many are asked for at once. */
  restlessRows = 0;
  #quirksSince = performance.now();
  #layouts: Layout[] = [];
  #sequences: Sequence[] = [];
  #upTicks = 0;
  #configChanges: number | null = null;
  #movesInARow = 0;
  /** By version, to `#address`; a v3 session knows the device's engine and clock. */
  readonly #sessions = new Map<string, Session>();
  #address = '';

  /** The session of before, as long as the device's name still leads to the same address. */
  session(address: string, version: string, open: () => Session): Session {
    if (address !== this.#address) this.close();
    this.#address = address;
    const session = this.#sessions.get(version) ?? open();
    this.#sessions.set(version, session);
    return session;
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  /** To be called at the beginning of a visit. */
  forgetOldQuirks(now: number): void {
    if (now - this.#quirksSince < quirkLife) return;
    this.#quirksSince = now;
    this.isV1Only = false;
    this.refusesBulk = false;
    this.answersBulk = false;
    this.portionBytes = usualPortion;
    this.unsettled.clear();
  }

  layoutFor(plan: Plan, now: number): Layout | undefined {
    const isYoung = (layout: Layout) => now - layout.learnedAt < layoutLife;
    if (!this.#layouts.every(isYoung)) this.#keep(isYoung);
    return this.#layouts.find((layout) => isSamePlan(layout.plan, plan));
  }

  learn(layout: Layout): void {
    this.#keep((known) => !isSamePlan(known.plan, layout.plan));
    // One for each step of a visit; more is a plan that is new every time.
    this.#layouts = [...this.#layouts, layout].slice(-4);
  }

  /** What to ask at the step of `layout`: its own instances, and those of the step that followed it last time. */
  sequenceFrom(layout: Layout): Sequence {
    const noted = this.#sequences.find(({ layouts: [first] }) => first === layout);
    return noted ?? this.#note([layout]);
  }

  noteSteps(first: Layout, second: Layout): void {
    if (this.sequenceFrom(first).layouts[1] !== second) this.#note([first, second]);
  }

  unsettle(layout: Layout, tables: ReadonlySet<Oid>): void {
    for (const table of tables) this.unsettled.add(table);
    this.#keep((known) => known !== layout);
  }

  shrinkPortions(): void {
    this.portionBytes = Math.max(leastPortion, this.portionBytes * 0.8);
    this.#sequences = [];
  }

  /** A device that was started anew may have been rebuilt in between. */
  noteUpTime(ticks: number): void {
    if (ticks < this.#upTicks) this.#keep(() => false);
    this.#upTicks = ticks;
  }

  /**
   * prtGeneralConfigChanges (RFC 3805) moves when trays or outputs come or go, also in the middle of a table, where no guard
   * sees it. On a device that counts something else with it, it says nothing.
   */
  noteConfigChanges(count: number): void {
    const hasMoved = this.#configChanges !== null && count !== this.#configChanges;
    this.#configChanges = count;
    this.#movesInARow = hasMoved ? this.#movesInARow + 1 : 0;
    if (hasMoved && this.#movesInARow <= mostMoves) this.#keep(() => false);
  }

  #note(layouts: readonly Layout[]): Sequence {
    let portions: readonly Portion[] | undefined;
    const { portionBytes } = this;
    const sequence: Sequence = {
      layouts,
      // Cut when first asked for: many devices are visited once only.
      get portions() {
        portions ??= cutPortions(layouts, portionBytes);
        return portions;
      },
    };
    const [first] = layouts;
    this.#sequences = [...this.#sequences.filter(({ layouts: [known] }) => known !== first), sequence];
    this.#keep(() => true);
    return sequence;
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

  of({ address, port, credentials }: Target): DeviceMemory {
    const key = JSON.stringify([address, port, credentials]);
    const memory = this.#byDevice.get(key) ?? new DeviceMemory();
    this.#byDevice.delete(key);
    this.#byDevice.set(key, memory);
    if (this.#byDevice.size > mostDevices) this.#forgetOldest();
    return memory;
  }

  close(): void {
    for (const memory of this.#byDevice.values()) memory.close();
    this.#byDevice.clear();
  }

  #forgetOldest(): void {
    for (const [key, memory] of this.#byDevice) {
      memory.close();
      this.#byDevice.delete(key);
      return;
    }
  }
}
