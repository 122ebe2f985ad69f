/** Invented devices, told in names: text is octets, a number an integer, `oid(…)` an OID. */
import type { Cell, Oid } from '../../../agent/walk.ts';
import { columns, nodes, scalars } from '../../../mibs/oids.ts';
import { integer, octets, type Recording } from './recording.ts';

type Value = string | number | readonly number[] | Cell;

export const oid = (value: Oid): Cell => ({ type: 'oid', value });

export function device(values: Readonly<Record<Oid, Value>>): Recording {
  return new Map(Object.entries(values).map(([at, value]) => [at, asCell(value)]));
}

function asCell(value: Value): Cell {
  if (typeof value === 'number') return integer(value);
  if (typeof value === 'string' || Array.isArray(value)) return octets(value as string | number[]);
  return value as Cell;
}

/** Rows of one table: `rows({ '1.1': { prtInputName: 'Tray 1' } })`. */
export function rows(
  table: Readonly<Record<string, Partial<Record<keyof typeof columns, Value>>>>,
): Record<Oid, Value> {
  const values: Record<Oid, Value> = {};
  for (const [id, row] of Object.entries(table)) {
    for (const [name, value] of Object.entries(row)) values[`${columns[name as keyof typeof columns]}.${id}`] = value;
  }
  return values;
}

/** A printer by its texts; no trouble, idle. */
export function printer(description: string, objectId: Oid, model: string): Record<Oid, Value> {
  return {
    [scalars.sysDescr]: description,
    [scalars.sysObjectID]: oid(objectId),
    [scalars.sysUpTime]: { type: 'ticks', value: 123_456 },
    [scalars.sysName]: 'copier-2f',
    [scalars.sysLocation]: 'Second floor',
    ...rows({
      '1': {
        hrDeviceType: oid(nodes.hrDevicePrinter),
        hrDeviceDescr: model,
        hrDeviceStatus: 2,
        hrPrinterStatus: 3,
        hrPrinterDetectedErrorState: [0],
      },
    }),
  };
}

export const xeroxId = '1.3.6.1.4.1.253.8.62.1.35.9.9.1';
export const okiId = '1.3.6.1.4.1.2001.1.1.1.1';

/** What a row of prtAlertTable usually has. */
export function alertRow(row: {
  severity?: number;
  training?: number;
  group?: number;
  groupIndex?: number;
  location?: number;
  code?: number;
  text?: string;
}) {
  return {
    prtAlertSeverityLevel: row.severity ?? 3,
    prtAlertTrainingLevel: row.training ?? 3,
    prtAlertGroup: row.group ?? 5,
    prtAlertGroupIndex: row.groupIndex ?? -1,
    prtAlertLocation: row.location ?? -2,
    prtAlertCode: row.code ?? 1,
    prtAlertDescription: row.text ?? '',
  };
}

export const toners = rows({
  '1.1': supply('Black Toner', 1, 80),
  '1.2': supply('Cyan Toner', 2, 60),
  '1.3': supply('Magenta Toner', 3, 8),
});

export function supply(name: string, colorant: number, percent: number) {
  return {
    prtMarkerSuppliesColorantIndex: colorant,
    prtMarkerSuppliesClass: 3,
    prtMarkerSuppliesType: 3,
    prtMarkerSuppliesDescription: name,
    prtMarkerSuppliesSupplyUnit: 19,
    prtMarkerSuppliesMaxCapacity: 100,
    prtMarkerSuppliesLevel: percent,
  };
}

export const trays = rows({
  '1.1': tray('Tray 1', 520, 300),
  '1.2': tray('Tray 2', 520, 520),
  '1.5': tray('Bypass Tray', 100, 0),
});

export function tray(name: string, max: number, level: number) {
  return {
    prtInputType: name.includes('Bypass') ? 5 : 3,
    prtInputCapacityUnit: 8,
    prtInputMaxCapacity: max,
    prtInputCurrentLevel: level,
    prtInputStatus: 0,
    prtInputMediaName: 'A4',
    prtInputName: name,
    prtInputDescription: name,
  };
}
