/** Puts what the catalogue does not know into the inbox: each episode once, not each poll and not each try of a mail. */
import type { DeviceRow, ScanResult } from '../contract/index.ts';
import type { AlertChange, StoredAlert } from './alerting/stored-alert.ts';
import { makeId } from './ids.ts';
import type { Sighting } from './store/unknowns.ts';
import type { Taking } from './taking.ts';
import { unknownCondition, unknownReply } from './unknown.ts';

/** The alerts that began with these changes; `alive` are those that were there before. */
export async function noteUnknownConditions(
  changes: readonly AlertChange[],
  alive: readonly StoredAlert[],
  row: DeviceRow,
  taking: Taking,
): Promise<void> {
  const known = new Set(alive.map(({ id }) => id));
  for (const { step, alert } of changes) {
    if (step === 'dropped' || known.has(alert.id)) continue;
    await note(unknownCondition(alert, row), taking);
  }
}

/** A result that was just added as `scanRow`. */
export async function noteUnknownReply(
  result: ScanResult,
  deviceId: string | null,
  scanRow: number,
  taking: Taking,
): Promise<void> {
  const sighting = unknownReply(result, deviceId);
  if (sighting === null) return;
  const earlier = await taking.tx.unknowns.earlierResults(scanRow);
  const isTold = earlier.some((before) => unknownReply(before, deviceId)?.key === sighting.key);
  if (!isTold) await note(sighting, taking);
}

async function note(sighting: Sighting | null, { tx, now, services }: Taking): Promise<void> {
  if (sighting !== null) await tx.unknowns.note(makeId('unk', now, services.random), sighting);
}
