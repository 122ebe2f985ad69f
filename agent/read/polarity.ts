/**
 * Which way a receptacle counts. RFC 3805 says that its level is the space left, and that is how it is read; but some makers
 * count what is in it. An alert about the same row settles the matter: a box that the device calls full cannot have most
 * of its space left.
 */
import { alertCodeMeaning } from '../../catalogue/index.ts';
import type { AlertRow, Supply } from '../../contract/index.ts';
import { deviceOf } from './general.ts';
import { invertLevel } from './levels.ts';

const supplyGroup = 11;
/** Above this share of space left, "full" and "almost full" contradict the level. */
const contradiction = 50;

export function settlePolarity(
  supplies: readonly Supply[],
  rows: readonly AlertRow[],
): { supplies: Supply[]; warnings: string[] } {
  const warnings: string[] = [];
  const settled = supplies.map((supply) => {
    const { level } = supply;
    if (supply.class !== 'filled' || level.kind !== 'measured' || level.percent <= contradiction) return supply;
    const row = rows.find((each) => isAboutFullness(each, supply));
    if (!row) return supply;
    warnings.push(`supply ${supply.id}: read as how full it is, because alert row ${row.index} calls it full`);
    return { ...supply, level: invertLevel(level) };
  });
  return { supplies: settled, warnings };
}

function isAboutFullness(row: AlertRow, supply: Supply): boolean {
  const kind = alertCodeMeaning(row.code, row.group, row.severity)?.kind;
  if (kind !== 'waste-full' && kind !== 'waste-almost-full') return false;
  return row.group === supplyGroup && `${deviceOf(row.index)}.${row.groupIndex}` === supply.id;
}
