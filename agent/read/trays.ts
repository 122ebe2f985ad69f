/** prtInputTable and prtOutputTable (RFC 3805 §2.2.8, §2.2.9). */
import type { Tray } from '../../contract/index.ts';
import { columns, labels } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { deviceOf, type General } from './general.ts';
import { decodeLevel } from './levels.ts';
import { countIn, isRead, labelOf, numberIn, rowsOf, type Sheet, textIn } from './sheet.ts';
import { decodeSubUnit } from './sub-unit.ts';

export const inputColumns: readonly Oid[] = [
  columns.prtInputType,
  columns.prtInputCapacityUnit,
  columns.prtInputMaxCapacity,
  columns.prtInputCurrentLevel,
  columns.prtInputStatus,
  columns.prtInputMediaName,
  columns.prtInputName,
  columns.prtInputDescription,
];

export const outputColumns: readonly Oid[] = [
  columns.prtOutputCapacityUnit,
  columns.prtOutputMaxCapacity,
  columns.prtOutputRemainingCapacity,
  columns.prtOutputStatus,
  columns.prtOutputName,
  columns.prtOutputDescription,
];

/** An input, and what only this room needs to know of it. */
export type Input = Tray & {
  /** Fed by hand or by a bypass: being empty is its normal state. */
  readonly isBypass: boolean;
};

const manualFeed = 5;
const bypassWords =
  /\b(by-?pass|mp|mpt|mpf|mptray|multi-?p(urpose)?|manual|manuell\w*|handeinzug|mehrzweck\w*|envelope|auto ?select|scan(ner)?)\b/i;

/** A bypass holds so many sheets at most, a cassette so many at least. */
const bypassSheets = 200;
const cassetteSheets = 250;

/**
 * All inputs; the level is the share of paper that is left. Where type and name do not tell a bypass, its size does: a
 * small tray beside a real cassette.
 */
export function readInputs(sheet: Sheet, general: General): Input[] {
  const inputs = readRows(sheet, general);
  const hasCassette = inputs.some(({ capacity, isBypass }) => !isBypass && (capacity ?? 0) >= cassetteSheets);
  return inputs.map((input) => ({
    ...input,
    isBypass: input.isBypass || (hasCassette && input.capacity !== null && input.capacity <= bypassSheets),
  }));
}

function readRows(sheet: Sheet, general: General): Input[] {
  return rowsOf(sheet, ...inputColumns).map((id) => {
    const cell = (column: Oid) => sheet.column(column).get(id);
    const charset = general.charset(deviceOf(id));
    const names = [columns.prtInputName, columns.prtInputDescription].map((column) => textIn(cell(column), charset));
    return {
      id,
      name: names[0] ?? names[1] ?? `Tray ${id.split('.')[1] ?? id}`,
      media: textIn(cell(columns.prtInputMediaName), charset),
      ...capacityOf(cell(columns.prtInputMaxCapacity), cell(columns.prtInputCapacityUnit)),
      level: decodeLevel({
        level: numberIn(cell(columns.prtInputCurrentLevel)),
        max: numberIn(cell(columns.prtInputMaxCapacity)),
        unit: numberIn(cell(columns.prtInputCapacityUnit)),
      }),
      ...decodeSubUnit(numberIn(cell(columns.prtInputStatus))),
      isBypass:
        numberIn(cell(columns.prtInputType)) === manualFeed || names.some((name) => bypassWords.test(name ?? '')),
    };
  });
}

/** All outputs; the level is the share of space that is left. */
export function readOutputs(sheet: Sheet, general: General): Tray[] {
  return rowsOf(sheet, ...outputColumns).map((id) => {
    const cell = (column: Oid) => sheet.column(column).get(id);
    const charset = general.charset(deviceOf(id));
    const name = textIn(cell(columns.prtOutputName), charset) ?? textIn(cell(columns.prtOutputDescription), charset);
    return {
      id,
      name: name ?? `Output ${id.split('.')[1] ?? id}`,
      media: null,
      ...capacityOf(cell(columns.prtOutputMaxCapacity), cell(columns.prtOutputCapacityUnit)),
      level: decodeLevel({
        level: numberIn(cell(columns.prtOutputRemainingCapacity)),
        max: numberIn(cell(columns.prtOutputMaxCapacity)),
        unit: numberIn(cell(columns.prtOutputCapacityUnit)),
      }),
      ...decodeSubUnit(numberIn(cell(columns.prtOutputStatus))),
    };
  });
}

type MaybeCell = Parameters<typeof numberIn>[0];

function capacityOf(max: MaybeCell, unit: MaybeCell): { capacity: number | null; unit: string | null } {
  const capacity = countIn(max);
  return { capacity: capacity === 0 ? null : capacity, unit: labelOf(labels.PrtCapacityUnitTC, countIn(unit)) };
}

export function areInputsRead(sheet: Sheet): boolean {
  return isRead(sheet, columns.prtInputCurrentLevel);
}

export function areOutputsRead(sheet: Sheet): boolean {
  return isRead(sheet, columns.prtOutputRemainingCapacity);
}
