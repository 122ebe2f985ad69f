/** prtMarkerSuppliesTable (RFC 3805 §2.2.11): toner, ink, drums, waste boxes. */
import type { Supply } from '../../contract/index.ts';
import { columns, labels } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { colorIn, colorOfColorant } from './colors.ts';
import { deviceOf, type General } from './general.ts';
import { decodeLevel, type LevelQuirks } from './levels.ts';
import { countIn, isRead, labelOf, numberIn, rowsOf, type Sheet, textIn } from './sheet.ts';
import { classOf, splitName, typeByWords, typeName } from './supply-names.ts';

export const supplyColumns: readonly Oid[] = [
  columns.prtMarkerSuppliesColorantIndex,
  columns.prtMarkerSuppliesClass,
  columns.prtMarkerSuppliesType,
  columns.prtMarkerSuppliesDescription,
  columns.prtMarkerSuppliesSupplyUnit,
  columns.prtMarkerSuppliesMaxCapacity,
  columns.prtMarkerSuppliesLevel,
];

export const colorantColumns: readonly Oid[] = [columns.prtMarkerColorantValue];

/** All supplies. The level is what remains, of a receptacle the space left. */
export function readSupplies(sheet: Sheet, general: General, quirks: LevelQuirks): Supply[] {
  return rowsOf(sheet, ...supplyColumns).map((id) => {
    const cell = (column: Oid) => sheet.column(column).get(id);
    const text = textIn(cell(columns.prtMarkerSuppliesDescription), general.charset(deviceOf(id))) ?? '';
    const { name, partNumber, serial } = splitName(text);
    const label = labelOf(labels.PrtMarkerSuppliesTypeTC, countIn(cell(columns.prtMarkerSuppliesType)));
    const type =
      label === null || label === 'other' || label === 'unknown' ? (typeByWords(text) ?? label ?? 'unknown') : label;
    const unit = countIn(cell(columns.prtMarkerSuppliesSupplyUnit));
    const color = colorOf(sheet, id, text);
    return {
      id,
      name: name || [color, typeName(type)].filter(Boolean).join(' '),
      type,
      class: classOf(countIn(cell(columns.prtMarkerSuppliesClass)), type, text),
      color,
      partNumber,
      serial,
      unit: labelOf(labels.PrtMarkerSuppliesSupplyUnitTC, unit),
      level: decodeLevel({
        level: numberIn(cell(columns.prtMarkerSuppliesLevel)),
        max: numberIn(cell(columns.prtMarkerSuppliesMaxCapacity)),
        unit,
        quirks,
      }),
    };
  });
}

/** The colorant is found by its index; its position in the table means nothing. */
function colorOf(sheet: Sheet, id: string, text: string): string | null {
  const named = colorIn(text);
  if (named !== null) return named;
  const colorant = countIn(sheet.column(columns.prtMarkerSuppliesColorantIndex).get(id));
  if (colorant === null || colorant === 0) return null;
  return colorOfColorant(textIn(sheet.column(columns.prtMarkerColorantValue).get(`${deviceOf(id)}.${colorant}`)));
}

export function areSuppliesRead(sheet: Sheet): boolean {
  return isRead(sheet, columns.prtMarkerSuppliesLevel, columns.prtMarkerSuppliesMaxCapacity);
}
