/** Epson: no public module; what recordings and several programs show. */
import { columns } from '../../mibs/oids.ts';
import type { Maker } from './maker.ts';
import { countIn, firstCount, firstText, rowsOf, type Sheet, textIn } from './sheet.ts';

export const epson: Maker = {
  scalars: [],
  columns: [
    [columns.epsonDeviceId, columns.epsonModelName, columns.epsonSerialNumber],
    [columns.epsonFirmwareVersion, columns.epsonFirmwareName],
    [
      columns.epsonMonoPagesOld,
      columns.epsonColorPages,
      columns.epsonMonoPages,
      columns.epsonTotalPagesOld,
      columns.epsonTotalPages,
    ],
    [columns.epsonFunctionTotal],
    [columns.epsonNetVersion],
  ],
  read: (sheet) => ({
    model: firstText(sheet, columns.epsonModelName),
    serial: firstText(sheet, columns.epsonSerialNumber),
    firmware: firmwareOf(sheet) ?? firstText(sheet, columns.epsonNetVersion),
    counters: {
      total: firstCount(sheet, columns.epsonTotalPages) ?? firstCount(sheet, columns.epsonTotalPagesOld),
      color: firstCount(sheet, columns.epsonColorPages),
      black: firstCount(sheet, columns.epsonMonoPages) ?? firstCount(sheet, columns.epsonMonoPagesOld),
      prints: functionCount(sheet, 1),
      copies: functionCount(sheet, 2),
      faxes: functionCount(sheet, 3),
      scans: functionCount(sheet, 4),
    },
  }),
};

/** Of several parts the main firmware counts. */
function firmwareOf(sheet: Sheet): string | null {
  const names = sheet.column(columns.epsonFirmwareName);
  const rows = rowsOf(sheet, columns.epsonFirmwareVersion);
  const main =
    rows.find((row) => /package/i.test(textIn(names.get(row)) ?? '')) ??
    rows.find((row) => /main/i.test(textIn(names.get(row)) ?? ''));
  const row = main ?? rows[0];
  return row === undefined ? null : textIn(sheet.column(columns.epsonFirmwareVersion).get(row));
}

/** The last arc of the index is the function: 1 print, 2 copy, 3 fax, 4 scan. */
function functionCount(sheet: Sheet, fn: number): number | null {
  const row = rowsOf(sheet, columns.epsonFunctionTotal).find((id) => id.endsWith(`.${fn}`));
  return row === undefined ? null : countIn(sheet.column(columns.epsonFunctionTotal).get(row));
}
