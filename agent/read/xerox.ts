/**
 * Xerox and Fuji Xerox: the XCMI tables. Their alert table holds the fault code of the manuals and also speaks for the
 * scanner and the fax, which prtAlertTable does not. Job and service tables tell of scans that failed.
 */
import { columns, scalars } from '../../mibs/oids.ts';
import { parseDeviceId } from './device-id.ts';
import { deviceOf } from './general.ts';
import type { Maker, MakerAlert, MakerContext } from './maker.ts';
import { countIn, numberIn, type RowId, rowsOf, type Sheet, textIn } from './sheet.ts';
import { xeroxJobs, xeroxServices } from './xerox-jobs.ts';

const alertColumns = [
  columns.xcmHrDevAlertSeverityLevel,
  columns.xcmHrDevAlertTrainingLevel,
  columns.xcmHrDevAlertCodeInteger,
  columns.xcmHrDevAlertCodeString,
  columns.xcmHrDevAlertDescription,
  columns.xcmHrDevAlertTitle,
  columns.xcmHrDevAlertDevAlertIndex,
];

export const xerox: Maker = {
  // Machines that Samsung built for Xerox keep model and firmware where Samsung does.
  scalars: [scalars.samsungModel, scalars.samsungFirmware],
  columns: [
    [columns.xcmHrDevInfoSerialNumber],
    [columns.xcmGenBaseSystem1284DeviceId],
    alertColumns,
    // deviceLifetimeUsage: of the details only this kind is asked for.
    [`${columns.xcmHrDevDetailValueInteger}.1.20`],
    [`${columns.xcmHrDevDetailValueInteger}.10.20`],
    [`${columns.xcmHrDevDetailValueInteger}.11.20`],
    xeroxJobs.columns,
    xeroxServices.columns,
  ],
  read: (sheet, device) => ({
    model: modelOf(sheet),
    serial: serialOf(sheet, device.printer),
    firmware: textIn(sheet.cell(scalars.samsungFirmware)),
    counters: {
      total: usage(sheet, 1, 1),
      color: usage(sheet, 1, 33),
      black: usage(sheet, 1, 34),
      copies: addUp(usage(sheet, 11, 3), usage(sheet, 11, 25)),
      scansToEmail: usage(sheet, 10, 11),
    },
    alerts: rowsOf(sheet, ...alertColumns).map((id) => readAlert(sheet, id, device)),
    troubles: [...xeroxJobs.read(sheet), ...xeroxServices.read(sheet)],
  }),
};

function modelOf(sheet: Sheet): string | null {
  const [first] = sheet.column(columns.xcmGenBaseSystem1284DeviceId).values();
  return parseDeviceId(textIn(first)).model ?? textIn(sheet.cell(scalars.samsungModel));
}

function serialOf(sheet: Sheet, printer: RowId | null): string | null {
  const serials = sheet.column(columns.xcmHrDevInfoSerialNumber);
  const [first] = serials.values();
  return textIn((printer === null ? undefined : serials.get(printer)) ?? first);
}

/** A lifetime counter: device 1 is the printer, 10 the scanner, 11 the copier (GLPI's map of XCMI details). */
function usage(sheet: Sheet, device: number, counter: number): number | null {
  return countIn(sheet.column(`${columns.xcmHrDevDetailValueInteger}.${device}.20`).get(`${counter}`));
}

function addUp(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}

/** Bits of XcmGenNotifySeverityFilter and -TrainingFilter, worst first, as the numbers of prtAlertTable. */
const severities = [
  [8, 3],
  [4, 4],
  [2, 4],
  [1, 1],
] as const;
const trainings = [
  [16, 5],
  [32, 6],
  [8, 4],
  [4, 3],
  [64, 7],
] as const;

function readAlert(sheet: Sheet, id: RowId, device: MakerContext): MakerAlert {
  const number = (column: string) => numberIn(sheet.column(column).get(id));
  const text = (column: string) => textIn(sheet.column(column).get(id), device.charset);
  const alertIndex = number(columns.xcmHrDevAlertDevAlertIndex);
  const code = text(columns.xcmHrDevAlertCodeString);
  const description = text(columns.xcmHrDevAlertDescription) ?? text(columns.xcmHrDevAlertTitle);
  return {
    alertIndex: alertIndex === null || alertIndex <= 0 ? null : `${deviceOf(id)}.${alertIndex}`,
    severity: worst(severities, number(columns.xcmHrDevAlertSeverityLevel)),
    training: worst(trainings, number(columns.xcmHrDevAlertTrainingLevel)),
    group: groupOf(device.types.get(deviceOf(id))),
    alertCode: number(columns.xcmHrDevAlertCodeInteger),
    code,
    description: description ?? '',
    evidence: `${columns.xcmHrDevAlertCodeString}.${id} = ${[code, description].filter(Boolean).join(' ')}`,
  };
}

function worst(bits: readonly (readonly [number, number])[], sum: number | null): number {
  return bits.find(([bit]) => ((sum ?? 0) & bit) !== 0)?.[1] ?? 0;
}

/** PrtAlertGroupTC by the kind of device that a row is about: XCMI numbers its scanners and faxes under 253.8.53.2. */
function groupOf(type: string | undefined): number {
  if (type === undefined || type.startsWith('1.3.6.1.2.1.25.3.1.')) return type?.endsWith('.14') ? 61 : 5;
  return 1;
}
