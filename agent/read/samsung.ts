/** Samsung, old tree (236.11.5.1) and new (236.11.5.11); also inside machines that Xerox and Dell sell. */
import { columns, scalars } from '../../mibs/oids.ts';
import type { Maker } from './maker.ts';
import { countIn, rowsOf, type Sheet, textIn } from './sheet.ts';

export const samsung: Maker = {
  scalars: [
    scalars.samsungModel,
    scalars.samsungFirmware,
    scalars.samsungSerialNumber,
    scalars.scmPrtGeneralPrnModelName,
    scalars.scmPrtGeneralPrnOSFWVer,
  ],
  columns: [[columns.scmHrDevCountJobType, columns.scmHrDevCountColor, columns.scmHrDevCountValue]],
  read: (sheet) => ({
    model: textIn(sheet.cell(scalars.samsungModel)) ?? textIn(sheet.cell(scalars.scmPrtGeneralPrnModelName)),
    serial: textIn(sheet.cell(scalars.samsungSerialNumber)),
    firmware: textIn(sheet.cell(scalars.samsungFirmware)) ?? textIn(sheet.cell(scalars.scmPrtGeneralPrnOSFWVer)),
    counters: {
      prints: jobs(sheet, [1]),
      copies: jobs(sheet, [2]),
      faxes: jobs(sheet, [3]),
      scans: jobs(sheet, [5]),
    },
  }),
};

/** ScmHrDevCountJobTypeTC: 1 print, 2 copy, 3 fax received, 5 scan. */
function jobs(sheet: Sheet, types: readonly number[]): number | null {
  let sum: number | null = null;
  for (const row of rowsOf(sheet, columns.scmHrDevCountValue)) {
    const type = countIn(sheet.column(columns.scmHrDevCountJobType).get(row));
    const count = countIn(sheet.column(columns.scmHrDevCountValue).get(row));
    if (type !== null && types.includes(type) && count !== null) sum = (sum ?? 0) + count;
  }
  return sum;
}
