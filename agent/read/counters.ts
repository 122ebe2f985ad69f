/** Page counters of prtMarkerTable (RFC 3805 §2.2.10), with what the maker's own tables add. */
import type { Counters } from '../../contract/index.ts';
import { columns, labels } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { deviceOf } from './general.ts';
import { countIn, labelOf, type RowId, rowsOf, type Sheet } from './sheet.ts';

export const markerColumns: readonly Oid[] = [columns.prtMarkerCounterUnit, columns.prtMarkerLifeCount];

/** Of a device that counts nothing, or was not asked. */
export const noCounters: Counters = {
  total: null,
  black: null,
  color: null,
  prints: null,
  copies: null,
  scans: null,
  scansToEmail: null,
  faxes: null,
};

const pages = new Set([7, 8]);

/**
 * prtMarkerLifeCount is what the device shows as its total, so it goes before the maker's; where a device has several
 * markers the largest count is the one that every page passes. Another printer behind the same address counts for itself. `warnings` tells of units that are no pages.
 */
export function readCounters(
  sheet: Sheet,
  printer: RowId | null,
  ofMaker: Partial<Counters>,
): { counters: Counters; warnings: string[] } {
  let total: number | null = null;
  let unit: number | null = null;
  const rows = rowsOf(sheet, columns.prtMarkerLifeCount);
  const mine = rows.filter((row) => deviceOf(row) === printer);
  for (const row of mine.length > 0 ? mine : rows) {
    const count = countIn(sheet.column(columns.prtMarkerLifeCount).get(row));
    if (count === null || (total !== null && count <= total)) continue;
    total = count;
    unit = countIn(sheet.column(columns.prtMarkerCounterUnit).get(row));
  }
  const counters = { ...noCounters, ...ofMaker, total: total ?? ofMaker.total ?? null };
  const label = labelOf(labels.PrtMarkerCounterUnitTC, unit);
  const isOdd = total !== null && label !== null && !pages.has(unit ?? 0);
  return { counters, warnings: isOdd ? [`prtMarkerLifeCount counts ${label}, not pages`] : [] };
}

/** Sum of the counts that are known; `null` where none is. */
export function sumOf(...counts: readonly (number | null | undefined)[]): number | null {
  const known = counts.filter((count) => typeof count === 'number');
  return known.length > 0 ? known.reduce((sum, count) => sum + count, 0) : null;
}
