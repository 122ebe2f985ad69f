/** Canon: no public module; what several programs read. */
import { columns, scalars } from '../../mibs/oids.ts';
import { sumOf } from './counters.ts';
import type { Maker } from './maker.ts';
import { countIn, type Sheet, textIn } from './sheet.ts';

const serial = `${columns.canServInfoSerialNumberDeviceNumber}.1.1`;
/** The numbers that Canon prints beside its counters. */
const numbers = [101, 112, 113, 122, 123, 301, 501] as const;

export const canon: Maker = {
  scalars: [
    scalars.canPdInfoProductName,
    scalars.canPdInfoProductVersion,
    scalars.canServInfoSerialOld,
    serial,
    ...numbers.map((number) => `${columns.canCounterValue}.${number}`),
  ],
  columns: [[columns.canNamedCounterName, columns.canNamedCounterValue]],
  read: (sheet) => ({
    model: textIn(sheet.cell(scalars.canPdInfoProductName)),
    serial: textIn(sheet.cell(serial)) ?? textIn(sheet.cell(scalars.canServInfoSerialOld)),
    firmware: textIn(sheet.cell(scalars.canPdInfoProductVersion)),
    counters: {
      total: count(sheet, 101) ?? named(sheet, /^total 1$/i),
      // Large and small sheets are counted apart.
      black: sumOf(count(sheet, 112), count(sheet, 113)),
      color: sumOf(count(sheet, 122), count(sheet, 123)),
      prints: count(sheet, 301) ?? named(sheet, /^print \(total 1\)$/i),
      copies: named(sheet, /^copy \(total 1\)$/i),
      scans: count(sheet, 501) ?? named(sheet, /^scan \(total 1\)$/i),
    },
  }),
};

function count(sheet: Sheet, number: (typeof numbers)[number]): number | null {
  return countIn(sheet.cell(`${columns.canCounterValue}.${number}`));
}

/** Models that number their counters otherwise name them in English. */
function named(sheet: Sheet, name: RegExp): number | null {
  for (const [row, cell] of sheet.column(columns.canNamedCounterName)) {
    if (name.test(textIn(cell) ?? '')) return countIn(sheet.column(columns.canNamedCounterValue).get(row));
  }
  return null;
}
