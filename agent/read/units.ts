/** The sub-units of a device, from the standard tables, completed by the maker's own. */
import type { Counters, Cover, Level, Supply, Tray } from '../../contract/index.ts';
import { columns } from '../../mibs/oids.ts';
import { isConsoleRead, type PanelLine, readConsole } from './console.ts';
import { readCovers } from './covers.ts';
import { deviceOf, type General } from './general.ts';
import type { Maker, MakerFacts } from './maker.ts';
import { type RowId, type Sheet, textIn } from './sheet.ts';
import { readSupplies } from './supplies.ts';
import { type Input, readInputs, readOutputs } from './trays.ts';

export type ReadUnits = {
  readonly supplies: Supply[];
  readonly inputs: Input[];
  readonly outputs: Tray[];
  readonly covers: Cover[];
  /** Names of media paths by row. */
  readonly paths: ReadonlyMap<RowId, string>;
};

/** Everything that a trouble can be about. */
export function readUnits(
  sheet: Sheet,
  general: General,
  makers: readonly Maker[],
  facts: readonly MakerFacts[],
): ReadUnits {
  const quirks = Object.assign({}, ...makers.map((maker) => maker.quirks));
  const standard = readSupplies(sheet, general, quirks).map((supply) => withBetterLevel(supply, facts));
  const paths = new Map<string, string>();
  for (const [id, cell] of sheet.column(columns.prtMediaPathDescription)) {
    const text = textIn(cell, general.charset(deviceOf(id)));
    if (text !== null) paths.set(id, text);
  }
  return {
    supplies: standard.length > 0 ? standard : facts.flatMap((each) => each.supplies ?? []),
    inputs: readInputs(sheet, general),
    outputs: readOutputs(sheet, general),
    covers: readCovers(sheet, general),
    paths,
  };
}

/** The maker's own number where the standard table says only "some" or "unknown". */
function withBetterLevel(supply: Supply, facts: readonly MakerFacts[]): Supply {
  if (supply.level.kind === 'measured' || supply.level.kind === 'unlimited') return supply;
  const better = facts.map((each) => each.levelOf?.(supply) ?? null).find((level): level is Level => level !== null);
  return better ? { ...supply, level: better } : supply;
}

/** The standard panel, dark or lit; the maker's place only where there is no standard one. */
export function panelOf(
  sheet: Sheet,
  general: General,
  facts: readonly MakerFacts[],
): { lines: readonly PanelLine[]; isRead: boolean } {
  const standard = readConsole(sheet, general);
  if (standard.rows > 0) return { lines: standard.lines, isRead: isConsoleRead(sheet) };
  const ofMaker = facts.flatMap((each) => each.console ?? []);
  return { lines: ofMaker, isRead: ofMaker.length > 0 || isConsoleRead(sheet) };
}

/** What the makers' tables count; of two makers the first one counts. */
export function countersOf(facts: readonly MakerFacts[]): Partial<Counters> {
  const merged: Partial<Counters> = {};
  for (const { counters = {} } of facts) {
    for (const [name, count] of Object.entries(counters) as [keyof Counters, number | null][]) merged[name] ??= count;
  }
  return merged;
}

/** Supplies from the maker's own tables stand even where the standard table has none. */
export function hasOwnSupplies(supplies: readonly Supply[], sheet: Sheet): boolean {
  return (
    supplies.length > 0 &&
    sheet.column(columns.prtMarkerSuppliesLevel).size === 0 &&
    sheet.state(columns.prtMarkerSuppliesLevel) !== 'failed'
  );
}
