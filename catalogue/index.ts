/** What a code means. Readable without the agent; see types.ts for what an entry holds. */
export { type AlertCodeMeaning, alertCodeMeaning } from './alert-codes.ts';
export { canonicalCode, findCode, findCodes } from './code-spelling.ts';
export { type ConditionKind, type ConditionMeaning, conditionKinds, isConditionKind, meaningOf } from './conditions.ts';
export { deviceEntries } from './devices/index.ts';
export { type ErrorBit, errorBitOf, errorBits } from './error-bits.ts';
export { type ExplainOptions, explain } from './explain.ts';
export { type DeviceMatch, type DeviceQuery, matchDevice, matchDevices } from './match-device.ts';
export { matchReply, type ReplyMatch, type ReplyQuery } from './match-reply.ts';
export { type OwnEntryProblem, parseOwnEntries, withOwnEntries } from './own-entries.ts';
export { type Place, placeOf } from './places.ts';
export { type Reason, reasons } from './reasons.ts';
export { isRestingText } from './resting.ts';
export type { DeviceEntry, Family, Meaning, ReplyEntry } from './types.ts';
