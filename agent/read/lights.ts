/**
 * prtConsoleLightTable (RFC 3805 §2.2.12): the lights of the panel. The standard says when a light is lit and when it blinks,
 * and leaves what it means to the words beside it; so they are shown, and decide neither status nor conditions.
 */
import type { ConsoleLight } from '../../contract/index.ts';
import { columns, labels } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { deviceOf, type General } from './general.ts';
import { countIn, isRead, labelOf, rowsOf, type Sheet, textIn } from './sheet.ts';

export const lightColumns: readonly Oid[] = [
  columns.prtConsoleOnTime,
  columns.prtConsoleOffTime,
  columns.prtConsoleColor,
  columns.prtConsoleDescription,
];

/** `null` where the table was not read to its end. */
export function readLights(sheet: Sheet, general: General): ConsoleLight[] | null {
  if (!isRead(sheet, columns.prtConsoleOnTime, columns.prtConsoleOffTime)) return null;
  return rowsOf(sheet, ...lightColumns).map((id) => {
    const cell = (column: Oid) => sheet.column(column).get(id);
    const color = labelOf(labels.PrtConsoleColorTC, countIn(cell(columns.prtConsoleColor)));
    return {
      id,
      name: textIn(cell(columns.prtConsoleDescription), general.panelCharset(deviceOf(id))) ?? '',
      color: color === 'other' || color === 'unknown' ? null : color,
      state: stateOf(countIn(cell(columns.prtConsoleOnTime)) ?? 0, countIn(cell(columns.prtConsoleOffTime)) ?? 0),
    };
  });
}

/** Dark whatever the off time says, when it is never on; without an off time always on. */
function stateOf(onTime: number, offTime: number): ConsoleLight['state'] {
  if (onTime === 0) return 'off';
  return offTime === 0 ? 'on' : 'blinking';
}
