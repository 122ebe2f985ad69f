/**
 * Which way a receptacle counts. RFC 3805 says that its level is the space left, and that is how it is read; but some makers
 * count what is in it. An alert about the same box settles the matter: a box that the device calls full cannot have most
 * of its space left.
 */
import { alertCodeMeaning } from '../../catalogue/index.ts';
import type { AlertRow, Supply } from '../../contract/index.ts';
import { deviceOf } from './general.ts';
import { invertLevel } from './levels.ts';
import { lookUp, type Speaker } from './troubles/lookup.ts';

const supplyGroup = 11;
/** Above this share of space left, "full" and "almost full" contradict the level. */
const contradiction = 50;

export function settlePolarity(
  supplies: readonly Supply[],
  rows: readonly AlertRow[],
  speaker: Speaker,
): { supplies: Supply[]; warnings: string[] } {
  const receptacles = supplies.filter((supply) => supply.class === 'filled');
  const doubtful = receptacles.filter(({ level }) => level.kind === 'measured' && level.percent > contradiction);
  if (doubtful.length === 0) return { supplies: [...supplies], warnings: [] };
  const full = rows.filter((row) => isAboutFullness(row, speaker));
  const warnings: string[] = [];
  const settled = supplies.map((supply) => {
    if (!doubtful.includes(supply)) return supply;
    const row = full.find((each) => pointsTo(each, supply, receptacles));
    if (!row) return supply;
    warnings.push(`supply ${supply.id}: read as how full it is, because alert row ${row.index} calls it full`);
    return { ...supply, level: invertLevel(supply.level) };
  });
  return { supplies: settled, warnings };
}

/** By its code, or by its words where it has none. */
function isAboutFullness({ code, group, severity, description }: AlertRow, speaker: Speaker): boolean {
  const byCode = alertCodeMeaning(code, group, severity)?.kind ?? 'unknown-fault';
  const kind = byCode === 'unknown-fault' ? lookUp(speaker, [description], null)?.entry.condition : byCode;
  return kind === 'waste-full' || kind === 'waste-almost-full';
}

/** The receptacle that a row names; where it names none, the only one there is. */
function pointsTo({ index, group, groupIndex }: AlertRow, supply: Supply, receptacles: readonly Supply[]): boolean {
  if (group === supplyGroup && groupIndex > 0) return `${deviceOf(index)}.${groupIndex}` === supply.id;
  return receptacles.length === 1;
}
