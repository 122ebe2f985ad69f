/** From the numbers and words of a source to the sub-unit that it is about. */
import type { ConditionKind } from '../../../catalogue/index.ts';
import type { Cover, Supply, Tray } from '../../../contract/index.ts';
import { colorIn } from '../colors.ts';
import { familyOf, type Place, tableOf } from './trouble.ts';

export type Units = {
  readonly supplies: readonly Supply[];
  readonly inputs: readonly Tray[];
  readonly outputs: readonly Tray[];
  readonly covers: readonly Cover[];
  /** Media paths by row id. */
  readonly paths: ReadonlyMap<string, string>;
};

/** PrtAlertGroupTC → the table that prtAlertGroupIndex points into. */
const groupTables: Readonly<Record<number, Place['table']>> = {
  6: 'cover',
  8: 'input',
  9: 'output',
  11: 'supply',
  13: 'path',
};

/** The row that an alert names by group and index; `null` where it names none, or none that a trouble can be about. */
export function placeByGroup(units: Units, device: string, group: number, index: number): Place | null {
  const table = groupTables[group];
  if (table === undefined || index <= 0) return null;
  const id = `${device}.${index}`;
  const rows = table === 'path' ? [...units.paths].map(([path, name]) => ({ id: path, name })) : rowsOf(units, table);
  // Some machines number their alerts under another device than their sub-units (HP OfficeJet: 0).
  const alike = rows.filter((row) => row.id.endsWith(`.${index}`));
  const row = rows.find((each) => each.id === id) ?? (alike.length === 1 ? alike[0] : undefined);
  return { table, id: row?.id ?? id, name: row?.name ?? null };
}

/** Whether a trouble of this kind can be about this place: a door cannot be low on toner. */
export function fitsPlace(kind: ConditionKind, place: Place): boolean {
  const table = tableOf(kind);
  return table === null || table === place.table;
}

/** The sub-unit that a text names: a tray, output or cover by its own name, a supply by its colour. */
export function placeByText(units: Units, kind: ConditionKind, text: string): Place | null {
  const table = tableOf(kind);
  if (table === null || table === 'path') return null;
  if (table === 'supply') {
    const color = colorIn(text);
    const fitting = units.supplies.filter((supply) => isOfFamily(supply, familyOf(kind)));
    // The only one there is needs no colour to be known by.
    const only = color === null ? fitting : fitting.filter((supply) => supply.color === color);
    return only.length === 1 && only[0] ? { table, id: only[0].id, name: only[0].name } : null;
  }
  const plain = ` ${squeeze(text)} `;
  const named = rowsOf(units, table).filter(({ name }) => name.length > 2 && plain.includes(` ${squeeze(name)} `));
  const [longest] = [...named].sort((a, b) => b.name.length - a.name.length);
  return longest ? { table, id: longest.id, name: longest.name } : null;
}

/** A cartridge that nobody calls toner or ink may be either, and many languages have one word for both. */
function isOfFamily({ type }: Supply, family: string): boolean {
  const own = supplyFamily(type);
  return own === family || ((family === 'supply' || family === 'toner') && (own === 'toner' || own === 'ink'));
}

function rowsOf(units: Units, table: Place['table']): readonly { id: string; name: string }[] {
  switch (table) {
    case 'supply':
      return units.supplies;
    case 'input':
      return units.inputs;
    case 'output':
      return units.outputs;
    case 'cover':
      return units.covers;
    case 'path':
      return [];
  }
}

/** `Tray 2`, `TRAY2:` and `tray-2` alike. */
function squeeze(text: string): string {
  return text
    .toLowerCase()
    .replace(/(\p{L})[ _-]*(\d)/gu, '$1$2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const families: Readonly<Record<string, string>> = {
  toner: 'toner',
  tonerCartridge: 'toner',
  matteToner: 'toner',
  ink: 'ink',
  inkCartridge: 'ink',
  matteInk: 'ink',
  opc: 'drum',
  fuser: 'fuser',
  transferUnit: 'belt',
  staples: 'staples',
  wasteToner: 'waste',
  wasteInk: 'waste',
  wasteWax: 'waste',
};

/** Family of kinds that a supply belongs to, by its type: `toner` for toner-low and toner-empty. */
export function supplyFamily(type: string): string {
  return families[type] ?? 'supply';
}

/** `toner-low` for a low supply of toner. */
export function supplyKind(type: string, stage: 'low' | 'empty'): ConditionKind {
  const family = supplyFamily(type);
  return (
    family === 'waste' ? (stage === 'low' ? 'waste-almost-full' : 'waste-full') : `${family}-${stage}`
  ) as ConditionKind;
}

/** "A supply is low" of a place that holds toner is "toner is low"; "toner is low" of one that holds ink is "ink is low". */
export function refineKind(kind: ConditionKind, place: Place | null, units: Units): ConditionKind {
  const [, family, stage] = /^(supply|toner)-(low|empty)$/.exec(kind) ?? [];
  const supply = place?.table === 'supply' ? units.supplies.find(({ id }) => id === place.id) : undefined;
  if (!supply || (family !== 'supply' && supplyFamily(supply.type) !== 'ink')) return kind;
  return stage === 'low' || stage === 'empty' ? supplyKind(supply.type, stage) : kind;
}
