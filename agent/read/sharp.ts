/** Sharp: no public module; what recordings show. Counters carry their names in English. */
import { columns } from '../../mibs/oids.ts';
import { sumOf } from './counters.ts';
import type { Maker } from './maker.ts';
import { countIn, firstText, type Sheet, textIn } from './sheet.ts';

const modelAttribute = `${columns.sharpAttributeText}.13501.1302.1`;

export const sharp: Maker = {
  scalars: [modelAttribute],
  columns: [[columns.sharpFirmware], [columns.sharpCounterValue, columns.sharpCounterName]],
  // Sharp leaves the maximum unknown and gives the level in percent.
  quirks: { isPercentWithoutMax: true },
  read: (sheet) => ({
    model: textIn(sheet.cell(modelAttribute)),
    firmware: firstText(sheet, columns.sharpFirmware),
    counters: {
      black: byName(sheet, totals, /^black & white/i),
      color: byName(sheet, totals, /colou?r/i),
      prints: byName(sheet, prints, /^prints$/i),
      copies: byName(sheet, copies, /^copies$/i),
      scansToEmail: byName(sheet, scans, /e-?mail/i),
    },
  }),
};

/** First arc of the index. */
const prints = 1;
const copies = 4;
const totals = 5;
const scans = 8;

function byName(sheet: Sheet, group: number, name: RegExp): number | null {
  const values = sheet.column(columns.sharpCounterValue);
  const rows = [...sheet.column(columns.sharpCounterName)].filter(
    ([row, cell]) => row.startsWith(`${group}.4.`) && name.test(textIn(cell) ?? ''),
  );
  return sumOf(...rows.map(([row]) => countIn(values.get(row))));
}
