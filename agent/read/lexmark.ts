/** Lexmark, and what Dell, IBM and others sell of theirs. Its own alert table also speaks for scanner, fax and mail. */
import { columns, scalars } from '../../mibs/oids.ts';
import { sumOf } from './counters.ts';
import type { Maker, MakerAlert, MakerContext } from './maker.ts';
import { countIn, firstText, numberIn, type RowId, rowsOf, type Sheet, textIn } from './sheet.ts';

const alertColumns = [
  columns.deviceAlertCode,
  columns.deviceAlertDescription,
  columns.deviceAlertSeverityLevel,
  columns.deviceAlertTrainingLevel,
  columns.deviceAlertPrtCode,
];

export const lexmark: Maker = {
  scalars: [
    scalars.pgTotal,
    scalars.pgMono,
    scalars.pgColor,
    scalars.pgMonoCopy,
    scalars.pgColorCopy,
    scalars.pgMonoFax,
    scalars.pgColorFax,
    scalars.pgSimplexADFScan,
    scalars.pgDuplexADFScan,
    scalars.pgFlatbedScan,
  ],
  columns: [
    [columns.prtgenPrinterName, columns.prtgenCodeRevision, columns.prtgenSerialNo],
    [columns.deviceModel, columns.deviceSerialNumber],
    [columns.scanCountType, columns.scanCountSides],
    alertColumns,
  ],
  read: (sheet, device) => {
    const count = (oid: string) => countIn(sheet.cell(oid));
    return {
      model: firstText(sheet, columns.deviceModel) ?? firstText(sheet, columns.prtgenPrinterName),
      serial: firstText(sheet, columns.deviceSerialNumber) ?? firstText(sheet, columns.prtgenSerialNo),
      firmware: firstText(sheet, columns.prtgenCodeRevision),
      counters: {
        total: count(scalars.pgTotal),
        black: count(scalars.pgMono),
        color: count(scalars.pgColor),
        copies: sumOf(count(scalars.pgMonoCopy), count(scalars.pgColorCopy)),
        faxes: sumOf(count(scalars.pgMonoFax), count(scalars.pgColorFax)),
        scans: sumOf(count(scalars.pgSimplexADFScan), count(scalars.pgDuplexADFScan), count(scalars.pgFlatbedScan)),
        scansToEmail: scansToEmail(sheet),
      },
      alerts: rowsOf(sheet, ...alertColumns).map((id) => readAlert(sheet, id, device)),
    };
  },
};

/** From the feeder, from the glass, and of both sides. */
const toEmail = new Set([3, 259, 771]);

function scansToEmail(sheet: Sheet): number | null {
  const sides = sheet.column(columns.scanCountSides);
  const types = [...sheet.column(columns.scanCountType)];
  return sumOf(...types.map(([row, cell]) => (toEmail.has(countIn(cell) ?? 0) ? countIn(sides.get(row)) : null)));
}

function readAlert(sheet: Sheet, id: RowId, device: MakerContext): MakerAlert {
  const number = (column: string) => numberIn(sheet.column(column).get(id));
  const description = textIn(sheet.column(columns.deviceAlertDescription).get(id), device.charset) ?? '';
  const code = number(columns.deviceAlertCode) ?? 0;
  return {
    alertIndex: null,
    severity: number(columns.deviceAlertSeverityLevel) ?? 0,
    training: number(columns.deviceAlertTrainingLevel) ?? 0,
    group: groupOf(code),
    alertCode: number(columns.deviceAlertPrtCode),
    code: null,
    description,
    evidence: `${columns.deviceAlertDescription}.${id} = ${description}`,
  };
}

/** PrtAlertGroupTC by the hundreds of Lexmark's code: 600 scanner, 700 fax, 900 mail. */
function groupOf(code: number): number {
  const groups: Readonly<Record<number, number>> = { 2: 11, 3: 8, 4: 9, 5: 13, 6: 50, 7: 60, 8: 15, 9: 70, 10: 3 };
  return groups[Math.floor(code / 100)] ?? 5;
}
