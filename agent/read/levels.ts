/** How full supplies, trays and bins are (RFC 3805 §2.2.13.3: negative levels mean something else than a quantity). */
import type { Level } from '../../contract/index.ts';

export type RawLevel = {
  readonly level: number | null;
  readonly max: number | null;
  /** PrtMarkerSuppliesSupplyUnitTC or PrtCapacityUnitTC by number. */
  readonly unit?: number | null;
  /** The maker's habits. */
  readonly quirks?: LevelQuirks;
};

export type LevelQuirks = {
  /** Ricoh family: −100 is an empty supply. */
  readonly minus100IsEmpty?: boolean;
  /** Sharp: a level without a maximum is a percentage. */
  readonly isPercentWithoutMax?: boolean;
};

const unlimited = -1;
const unknown = -2;
const some = -3;
/** PrtMarkerSuppliesSupplyUnitTC `percent`. */
const percentUnit = 19;

/**
 * Percent of what remains. Sentinels stay what they are: −1 unlimited, −2 unknown, −3 some. Without a maximum a level is
 * a percentage only where the device says so (unit 19) or the maker is known for it; otherwise it stays a raw number.
 */
export function decodeLevel({ level, max, unit = null, quirks = {} }: RawLevel): Level {
  if (level === null) return { kind: 'unknown' };
  if (level === some) return { kind: 'some' };
  if (level === unlimited) return { kind: 'unlimited' };
  if (level === unknown) return { kind: 'unknown' };
  if (level === -100 && quirks.minus100IsEmpty) return measured(0, max !== null && max > 0 ? max : 100);
  if (level < 0) return { kind: 'unknown', raw: level };
  const isPercent = unit === percentUnit && level <= 100;
  if (max !== null && max > 0 && !(isPercent && max > 100)) return measured(level, max);
  if (isPercent) return measured(level, 100);
  if (quirks.isPercentWithoutMax && level <= 100 && max !== 0) return measured(level, 100);
  return { kind: 'unknown', raw: level };
}

function measured(raw: number, max: number): Level {
  return { kind: 'measured', percent: Math.min(100, Math.round((100 * raw) / max)), raw, max };
}

/** The same quantity read the other way round: for receptacles that tell how full they are. */
export function invertLevel(level: Level): Level {
  return level.kind === 'measured' ? measured(Math.max(0, level.max - level.raw), level.max) : level;
}

/** Whether nothing is left. A level that only rounds to 0 % is not empty. */
export function isEmpty(level: Level): boolean {
  return level.kind === 'measured' && level.raw <= 0;
}
