/** prtConsoleDisplayBufferTable (RFC 3805 §2.2.15): what stands on the panel. */
import { columns } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { deviceOf, type General } from './general.ts';
import { isRead, rowsOf, type Sheet, textIn } from './sheet.ts';

export const consoleColumns: readonly Oid[] = [columns.prtConsoleDisplayBufferText];

/** A line of the panel, and the object that it stands in. */
export type PanelLine = { readonly text: string; readonly oid: Oid };

/** `lines` without the empty ones; `rows` counts those as well: a dark panel is not the same as no panel. */
export function readConsole(sheet: Sheet, general: General): { lines: PanelLine[]; rows: number } {
  const column = columns.prtConsoleDisplayBufferText;
  const rows = rowsOf(sheet, column);
  const lines = rows.flatMap((id) => {
    const text = textIn(sheet.column(column).get(id), general.panelCharset(deviceOf(id)));
    return text === null ? [] : [{ text, oid: `${column}.${id}` }];
  });
  return { lines, rows: rows.length };
}

export function isConsoleRead(sheet: Sheet): boolean {
  return isRead(sheet, columns.prtConsoleDisplayBufferText);
}
