/** Kyocera, and what UTAX, Triumph-Adler and Olivetti sell of theirs. */
import { columns } from '../../mibs/oids.ts';
import { sumOf } from './counters.ts';
import type { Maker } from './maker.ts';
import { countIn, firstCount, firstText, type RowId, rowsOf, type Sheet, textIn } from './sheet.ts';

export const kyocera: Maker = {
  scalars: [],
  columns: [
    [columns.kcprtGeneralModelName, columns.kcprtSerialNumber],
    [columns.kcprtFirmwareVersion],
    [columns.kcprtMarkerServiceCount],
    [columns.kcprtAlertStateDisplay],
    [columns.kmMfpCounterItem],
    [columns.kyoceraScanCount],
  ],
  read: (sheet, device) => ({
    model: firstText(sheet, columns.kcprtGeneralModelName),
    serial: firstText(sheet, columns.kcprtSerialNumber),
    firmware: firstText(sheet, columns.kcprtFirmwareVersion),
    counters: {
      total: firstCount(sheet, columns.kcprtMarkerServiceCount),
      prints: pagesOf(sheet, 1),
      copies: pagesOf(sheet, 2),
      faxes: pagesOf(sheet, 4),
      scans: scansOf(sheet),
    },
    console: rowsOf(sheet, columns.kcprtAlertStateDisplay).flatMap((id) => {
      const text = textIn(sheet.column(columns.kcprtAlertStateDisplay).get(id), device.panelCharset);
      return text === null ? [] : [{ text, oid: `${columns.kcprtAlertStateDisplay}.${id}` }];
    }),
  }),
};

/** The last arc of the index is the function: 1 print, 2 copy, 4 fax. */
function pagesOf(sheet: Sheet, fn: number): number | null {
  const counts = [...sheet.column(columns.kmMfpCounterItem)].map(([row, cell]) =>
    lastArc(row) === fn ? countIn(cell) : null,
  );
  return sumOf(...counts);
}

/** Row 3 is the total; without it the rows are added up. */
function scansOf(sheet: Sheet): number | null {
  const column = sheet.column(columns.kyoceraScanCount);
  return countIn(column.get('3')) ?? sumOf(...[...column.values()].map(countIn));
}

const lastArc = (row: RowId) => Number(row.split('.').at(-1));
