/** Konica Minolta and Develop: no public module; what several programs read. */
import { columns, scalars } from '../../mibs/oids.ts';
import { sumOf } from './counters.ts';
import type { Maker } from './maker.ts';
import { countIn, type Sheet, textIn } from './sheet.ts';

export const konicaMinolta: Maker = {
  scalars: [scalars.kmFirmware, scalars.kmModel, scalars.kmCounterTotal, scalars.kmCounterScans],
  columns: [[columns.kmFunctionCount]],
  read: (sheet) => ({
    model: textIn(sheet.cell(scalars.kmModel)),
    firmware: textIn(sheet.cell(scalars.kmFirmware)),
    counters: {
      total: countIn(sheet.cell(scalars.kmCounterTotal)),
      black: pages(sheet, [1], [1, 2]),
      color: pages(sheet, [2], [1, 2]),
      copies: pages(sheet, [1, 2], [1]),
      prints: pages(sheet, [1, 2], [2]),
      scans: countIn(sheet.cell(scalars.kmCounterScans)),
    },
  }),
};

/** Index: colour (1 black, 2 colour), function (1 copy, 2 print). */
function pages(sheet: Sheet, colors: readonly number[], functions: readonly number[]): number | null {
  const rows = colors.flatMap((color) => functions.map((fn) => `${color}.${fn}`));
  return sumOf(...rows.map((row) => countIn(sheet.column(columns.kmFunctionCount).get(row))));
}
