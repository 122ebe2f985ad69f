/** Ricoh, and its badges Lanier, NRG, Savin, Gestetner. */
import type { Level, Supply } from '../../contract/index.ts';
import { columns, scalars } from '../../mibs/oids.ts';
import { colorIn } from './colors.ts';
import { sumOf } from './counters.ts';
import { decodeLevel } from './levels.ts';
import type { Maker, MakerTrouble } from './maker.ts';
import { countIn, numberIn, rowsOf, type Sheet, textIn } from './sheet.ts';
import { classOf, typeByWords } from './supply-names.ts';

export const ricoh: Maker = {
  scalars: [
    scalars.ricohSysName,
    scalars.ricohSysVers,
    scalars.ricohEngSerialNumber,
    scalars.ricohEngScanStatError,
    scalars.ricohEngCounterTotal,
    scalars.ricohEngCounterPrinter,
    scalars.ricohEngCounterFax,
    scalars.ricohEngCounterCopier,
  ],
  columns: [
    [columns.ricohEngTonerName, columns.ricohEngTonerLevel],
    [columns.ricohEngCounterType, columns.ricohEngCounterValue],
  ],
  quirks: { minus100IsEmpty: true },
  read: (sheet, device) => ({
    model: textIn(sheet.cell(scalars.ricohSysName)),
    serial: textIn(sheet.cell(scalars.ricohEngSerialNumber)),
    firmware: textIn(sheet.cell(scalars.ricohSysVers)),
    counters: {
      total: countIn(sheet.cell(scalars.ricohEngCounterTotal)) ?? byType(sheet, 10),
      prints: byType(sheet, 400) ?? countIn(sheet.cell(scalars.ricohEngCounterPrinter)),
      copies: byType(sheet, 200) ?? countIn(sheet.cell(scalars.ricohEngCounterCopier)),
      faxes: byType(sheet, 300) ?? countIn(sheet.cell(scalars.ricohEngCounterFax)),
      black: byType(sheet, 609) ?? sumOf(byType(sheet, 201), byType(sheet, 301), byType(sheet, 401)),
      color: byType(sheet, 608) ?? sumOf(byType(sheet, 203), byType(sheet, 403)),
    },
    // Many models say "some" in the standard table and keep the percentage here, under the same row number.
    levelOf: (supply) => tonerLevel(sheet, supply.id.split('.').at(-1) ?? ''),
    supplies: tonersOf(sheet, device.charset),
    troubles: scannerTroubles(sheet),
  }),
};

/** For models without prtMarkerSuppliesTable. */
function tonersOf(sheet: Sheet, charset: number | null): Supply[] {
  return rowsOf(sheet, columns.ricohEngTonerLevel).map((row): Supply => {
    const text = textIn(sheet.column(columns.ricohEngTonerName).get(row), charset);
    const type = typeByWords(text ?? '') ?? 'toner';
    const level = numberIn(sheet.column(columns.ricohEngTonerLevel).get(row));
    return {
      id: `toner.${row}`,
      name: text ?? `Toner ${row}`,
      type,
      class: classOf(null, type, text ?? ''),
      color: colorIn(text ?? ''),
      partNumber: null,
      serial: null,
      unit: null,
      level: decodeLevel({ level, max: 100, quirks: { minus100IsEmpty: true } }),
    };
  });
}

function tonerLevel(sheet: Sheet, row: string): Level | null {
  const level = numberIn(sheet.column(columns.ricohEngTonerLevel).get(row));
  if (level === null) return null;
  const decoded = decodeLevel({ level, max: 100, quirks: { minus100IsEmpty: true } });
  return decoded.kind === 'measured' ? decoded : null;
}

function byType(sheet: Sheet, type: number): number | null {
  for (const [row, cell] of sheet.column(columns.ricohEngCounterType)) {
    if (countIn(cell) === type) return countIn(sheet.column(columns.ricohEngCounterValue).get(row));
  }
  return null;
}

const scannerStates = { 2: 'feeder-fault', 3: 'scanner-fault', 4: 'scanner-fault' } as const;

function scannerTroubles(sheet: Sheet): MakerTrouble[] {
  const state = countIn(sheet.cell(scalars.ricohEngScanStatError));
  const kind = scannerStates[state as keyof typeof scannerStates];
  const evidence = `${scalars.ricohEngScanStatError} = ${state}`;
  return kind ? [{ kind, key: '', source: 'error-bits', where: null, evidence }] : [];
}
