/** The reading room: plans for the walk, and from the walk to the reading. */
export { fingerprintOf } from './fingerprint.ts';
export { firstPlan, planFor } from './plan.ts';
export { type Judging, type ReadOptions, readDevice } from './reading.ts';
export { uptimeOf } from './system.ts';
export { defaultLimits, type Limits, type SupplyLimits } from './troubles/sub-units.ts';
export { type UnreachableOptions, unreachableReading } from './unreachable.ts';
