/** What a code means. Readable without the agent; see types.ts for what an entry holds. */
export { type AlertCodeMeaning, alertCodeMeaning } from './alert-codes.ts';
export { type Catalogue, catalogueWith, noReplies, type OwnReplies, standardCatalogue } from './catalogue.ts';
export { canonicalCode, findCode, findCodes } from './code-spelling.ts';
export { type ConditionKind, type ConditionMeaning, conditionKinds, isConditionKind, meaningOf } from './conditions.ts';
export { deviceEntries } from './devices/index.ts';
export { type ErrorBit, errorBitOf, errorBits } from './error-bits.ts';
export { type ExplainOptions, explain } from './explain.ts';
export { type DeviceMatch, type DeviceQuery, matchDevice, matchDevices } from './match-device.ts';
export { matchReply, type ReplyMatch, type ReplyQuery } from './match-reply.ts';
export { type OwnEntry, type OwnIssue, type OwnPath, parseOwnEntries } from './own-entries.ts';
export { type Disproof, disprove } from './own-proof.ts';
export { ownFileSchema } from './own-schema.ts';
export { explainedBy, skeletonOf, type Unexplained } from './own-skeleton.ts';
export { type Place, placeOf } from './places.ts';
export { type Reason, reasons } from './reasons.ts';
export { isRestingText } from './resting.ts';
export type { DeviceEntry, Family, Meaning, ReplyEntry } from './types.ts';
