/** prtGeneralTable and prtLocalizationTable: serial number, and in which character set texts come. */
import { columns } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { byNumbers, countIn, type RowId, type Sheet, textIn } from './sheet.ts';

export const generalColumns: readonly Oid[] = [
  // Not read here: agent/snmp learns the rows of a device anew when it moves.
  columns.prtGeneralConfigChanges,
  columns.prtGeneralCurrentLocalization,
  columns.prtConsoleLocalization,
  columns.prtGeneralPrinterName,
  columns.prtGeneralSerialNumber,
];

export const languageColumns: readonly Oid[] = [columns.prtLocalizationCharacterSet];

export type General = {
  readonly serial: string | null;
  /** IANA MIBenum of the texts of a device's tables, `null` where it declares none. By hrDeviceIndex. */
  readonly charset: (device: RowId) => number | null;
  /** The same for panel lines. */
  readonly panelCharset: (device: RowId) => number | null;
};

export function readGeneral(sheet: Sheet, printer: RowId | null): General {
  const serials = sheet.column(columns.prtGeneralSerialNumber);
  const rows = [...serials.keys()].sort(byNumbers);
  const row = printer !== null && serials.has(printer) ? printer : rows[0];
  return {
    serial: row === undefined ? null : textIn(serials.get(row)),
    charset: (device) => charsetBy(sheet, columns.prtGeneralCurrentLocalization, device),
    panelCharset: (device) => charsetBy(sheet, columns.prtConsoleLocalization, device),
  };
}

/** The set of the language that is in use; where that is not told, of the only language there is. */
function charsetBy(sheet: Sheet, choice: Oid, device: RowId): number | null {
  const sets = sheet.column(columns.prtLocalizationCharacterSet);
  const chosen = countIn(sheet.column(choice).get(device));
  const declared = chosen === null ? undefined : sets.get(`${device}.${chosen}`);
  const only = sets.size === 1 ? [...sets.values()][0] : undefined;
  return countIn(declared ?? only);
}

/** hrDeviceIndex of a row of a printer table. */
export function deviceOf(row: RowId): RowId {
  const dot = row.indexOf('.');
  return dot < 0 ? row : row.slice(0, dot);
}
