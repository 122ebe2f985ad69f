/** Host resources (RFC 2790): which of the machine's devices is the printer, and its three status objects. */
import { columns, nodes } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { decodeErrorBits } from './error-bits.ts';
import { byNumbers, countIn, octetsIn, oidIn, type RowId, rowsOf, type Sheet, textIn } from './sheet.ts';

export const deviceColumns: readonly Oid[] = [
  columns.hrDeviceType,
  columns.hrDeviceDescr,
  columns.hrDeviceID,
  columns.hrDeviceStatus,
];

export const printerColumns: readonly Oid[] = [columns.hrPrinterStatus, columns.hrPrinterDetectedErrorState];

export type OtherDevice = {
  readonly row: RowId;
  readonly name: string;
  readonly isDown: boolean;
  /** Another printer behind the same address. */
  readonly isPrinter: boolean;
  readonly evidence: string;
};

export type Host = {
  /** hrDeviceIndex of the printer; `null` where the machine names none. */
  readonly printer: RowId | null;
  /** hrDeviceDescr of the printer. */
  readonly description: string | null;
  /** hrDeviceID: a product number, or an IEEE 1284 text on makers that put one there. */
  readonly product: Oid | null;
  readonly productText: string | null;
  /** hrDeviceStatus: 1 unknown, 2 running, 3 warning, 4 testing, 5 down. */
  readonly deviceStatus: number | null;
  /** hrPrinterStatus: 1 other, 2 unknown, 3 idle, 4 printing, 5 warmup. */
  readonly printerStatus: number | null;
  /** By name; `null` where the object was not read. */
  readonly errorBits: readonly string[] | null;
  /** hrDeviceType of every device. */
  readonly types: ReadonlyMap<RowId, Oid>;
  /** The devices of the machine beside the printer: scanner, fax, disk, network. */
  readonly others: readonly OtherDevice[];
};

/**
 * The printer is the row whose type is hrDevicePrinter. Its index is 1 almost always, but not by any rule, and the printer
 * tables may even use another one (0 on some HP): then the only row there is counts.
 */
export function readHost(sheet: Sheet): Host {
  const types = new Map<RowId, Oid>();
  for (const [row, cell] of sheet.column(columns.hrDeviceType)) types.set(row, oidIn(cell) ?? '');
  const states = rowsOf(sheet, columns.hrPrinterStatus, columns.hrPrinterDetectedErrorState);
  const printers = [...types.keys()].filter((row) => types.get(row) === nodes.hrDevicePrinter).sort(byNumbers);
  const printer = printers.find((row) => states.includes(row)) ?? printers[0] ?? states[0] ?? null;
  const state = printer !== null && states.includes(printer) ? printer : states[0];
  const at = (column: Oid, row: RowId | null | undefined) => (row == null ? undefined : sheet.column(column).get(row));
  const [firstDevice] = rowsOf(sheet, columns.hrDeviceDescr);
  // A scan server has devices, but no printer among them: the first one is what the machine is.
  const main = printer !== null && at(columns.hrDeviceDescr, printer) !== undefined ? printer : firstDevice;
  const product = at(columns.hrDeviceID, main);
  const bits = octetsIn(at(columns.hrPrinterDetectedErrorState, state));
  return {
    printer,
    description: textIn(at(columns.hrDeviceDescr, main)),
    product: oidIn(product),
    productText: textIn(product),
    deviceStatus: countIn(at(columns.hrDeviceStatus, printer ?? onlyRow(sheet, columns.hrDeviceStatus))),
    printerStatus: countIn(at(columns.hrPrinterStatus, state)),
    errorBits: bits === null ? null : decodeErrorBits(bits),
    types,
    others: othersOf(sheet, printer),
  };
}

const down = 5;

function othersOf(sheet: Sheet, printer: RowId | null): OtherDevice[] {
  return rowsOf(sheet, columns.hrDeviceDescr).flatMap((row): OtherDevice[] => {
    const name = textIn(sheet.column(columns.hrDeviceDescr).get(row));
    if (row === printer || name === null) return [];
    const status = countIn(sheet.column(columns.hrDeviceStatus).get(row));
    const isPrinter = oidIn(sheet.column(columns.hrDeviceType).get(row)) === nodes.hrDevicePrinter;
    return [
      { row, name, isDown: status === down, isPrinter, evidence: `${columns.hrDeviceStatus}.${row} = ${status}` },
    ];
  });
}

function onlyRow(sheet: Sheet, column: Oid): RowId | null {
  const rows = [...sheet.column(column).keys()];
  return rows.length === 1 ? (rows[0] ?? null) : null;
}
