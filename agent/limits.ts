/** When supplies and trays count as low: `limits` of `platen.yaml`, and the same of a single device. Pure. */
import { z } from 'zod';
import { defaultLimits, type Limits, type SupplyLimits } from './read/index.ts';

const percent = z.number().min(0).max(100);
const pair = z
  .strictObject({ low: percent.optional(), very_low: percent.optional() })
  .refine(({ low, very_low }) => low === undefined || very_low === undefined || very_low <= low, {
    message: 'has "very_low" above "low"; it must be the smaller of the two',
  });
const limit = z.union([percent, pair], {
  error: 'write the percent that is left, such as 15, or { low: 15, very_low: 3 }',
});

/** Percent that is left. A number alone is `low`; 0 waits until the device is empty. */
const ofTypes = {
  toner: limit.optional(),
  ink: limit.optional(),
  drum: limit.optional(),
  fuser: limit.optional(),
  belt: limit.optional(),
  staples: limit.optional(),
  other: limit.optional(),
  /** Space left. Waste boxes are judged by their level only where this is given. */
  waste: limit.optional(),
  /** Paper left. Trays are told when they are empty; earlier only where this is given. */
  tray: percent.optional(),
};

export const limitSettings = z
  .strictObject({ low: percent.optional(), very_low: percent.optional(), ...ofTypes })
  .refine(({ low, very_low }) => low === undefined || very_low === undefined || very_low <= low, {
    message: 'has "very_low" above "low"; it must be the smaller of the two',
  });
export type LimitSettings = z.output<typeof limitSettings>;

const families = ['toner', 'ink', 'drum', 'fuser', 'belt', 'staples', 'other', 'waste'] as const;

/** What holds for a device: its own word first, then the fleet's, each for the type before for all. */
export function limitsOf(own: LimitSettings = {}, fleet: LimitSettings = {}): Limits {
  const general = settle(
    own.low ?? fleet.low ?? defaultLimits.default.low,
    own.very_low ?? fleet.very_low ?? defaultLimits.default.veryLow,
  );
  const byFamily = families.flatMap((family) => {
    const [mine, ours] = [spread(own[family]), spread(fleet[family])];
    if (family === 'waste' && own.waste === undefined && fleet.waste === undefined) return [];
    const low = mine.low ?? (family === 'waste' ? undefined : own.low) ?? ours.low ?? general.low;
    const veryLow = mine.very_low ?? own.very_low ?? ours.very_low ?? general.veryLow;
    return [[family === 'other' ? 'supply' : family, settle(low, veryLow)] as const];
  });
  const tray = own.tray ?? fleet.tray;
  return {
    default: general,
    ...Object.fromEntries(byFamily),
    ...(tray === undefined ? {} : { tray: { low: tray, veryLow: 0 } }),
  };
}

function spread(given: LimitSettings['toner']): { low?: number | undefined; very_low?: number | undefined } {
  return typeof given === 'number' ? { low: given } : (given ?? {});
}

/** What is inherited must not stand above what is said. */
function settle(low: number, veryLow: number): SupplyLimits {
  return { low, veryLow: Math.min(low, veryLow) };
}
