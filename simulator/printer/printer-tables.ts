/** The Printer-MIB (RFC 3805) of a simulated device. */
import type { Row, Value } from '../snmp/value.ts';
import { counter, integer, text, ticks } from '../snmp/value.ts';
import { cells } from './cells.ts';
import { markTechs, supplyTypes, supplyUnits } from './codes.ts';
import type { SupplyDescription, TrayDescription } from './description.ts';
import { fixedRows } from './fixed-tables.ts';
import { panelLines } from './panel.ts';
import type { Printer } from './printer.ts';

const mib = '1.3.6.1.2.1.43';
const off = 5;
const micrometres = 4;
const sheets = 8;
const available = 0;

export function printerRows(printer: Printer, now: number): Row[] {
  return [
    ...generalRows(printer),
    ...coverRows(printer),
    ...printer.description.inputs.flatMap((tray, i) => inputRows(printer, tray, i)),
    ...outputRows(printer),
    ...markerRows(printer),
    ...printer.description.supplies.flatMap((supply, i) => supplyRows(printer, supply, i)),
    ...colorantRows(printer),
    ...mediaPathRows(printer),
    ...fixedRows(),
    ...consoleRows(printer, now),
    ...alertRows(printer),
  ];
}

const describe = (printer: Printer, words: string): Value => text(words + (printer.description.maker.textEnd ?? ''));

function generalRows(printer: Printer): Row[] {
  const { model, serial, contact, panel } = printer.description;
  return cells(`${mib}.5.1.1`, 1, {
    1: counter(1),
    2: integer(1),
    3: integer(3),
    4: text(contact),
    5: text(''),
    6: integer(1),
    7: integer(1),
    8: integer(1),
    9: integer(1),
    10: integer(1),
    11: integer(panel.lines),
    12: integer(panel.width),
    13: integer(3),
    14: integer(off),
    15: integer(off),
    16: text(model),
    17: text(serial),
    18: counter(printer.events.critical),
    19: counter(printer.events.all),
  });
}

function coverRows(printer: Printer): Row[] {
  return printer.description.covers.flatMap((name, i) =>
    cells(`${mib}.6.1.1`, `1.${i + 1}`, { 2: describe(printer, name), 3: integer(printer.openCovers.has(i) ? 3 : 4) }),
  );
}

const inputTypes = { tray: 3, bypass: 5, tractor: 7 } as const;

function inputRows(printer: Printer, tray: TrayDescription, i: number): Row[] {
  const level = printer.trays[i] ?? 0;
  const low = level > 0 && level <= tray.capacity / 10;
  return cells(`${mib}.8.2.1`, `1.${i + 1}`, {
    2: integer(inputTypes[tray.kind ?? 'tray']),
    3: integer(micrometres),
    4: integer(297_000),
    5: integer(210_000),
    6: integer(297_000),
    7: integer(210_000),
    8: integer(sheets),
    9: integer(tray.capacity),
    10: integer(tray.coarse && level > 0 ? -3 : level),
    11: integer(level === 0 ? printer.description.maker.emptyTrayStatus : low ? 8 : available),
    12: text(tray.media),
    13: describe(printer, tray.name),
    14: text(''),
    15: text(''),
    16: text(''),
    17: text(''),
    18: describe(printer, tray.name),
    19: integer(off),
    20: integer(80),
    21: text('Plain'),
    22: text('White'),
  });
}

function outputRows(printer: Printer): Row[] {
  return printer.description.outputs.flatMap((output, i) =>
    cells(`${mib}.9.2.1`, `1.${i + 1}`, {
      2: integer(4),
      3: integer(sheets),
      4: integer(output.capacity),
      5: integer(-3),
      6: integer(available),
      7: describe(printer, output.name),
      12: describe(printer, output.name),
      13: integer(off),
      14: integer(micrometres),
      19: integer(3),
      20: integer(4),
    }),
  );
}

function markerRows(printer: Printer): Row[] {
  const { tech, supplies } = printer.description;
  const colors = new Set(supplies.flatMap(({ color }) => color ?? []));
  return cells(`${mib}.10.2.1`, '1.1', {
    2: integer(markTechs[tech]),
    3: integer(7),
    4: counter(printer.counts.total),
    5: counter(printer.counts.total % 1000),
    6: integer(colors.size),
    7: integer(0),
    8: integer(3),
    9: integer(600),
    10: integer(600),
    15: integer(available),
  });
}

function supplyRows(printer: Printer, supply: SupplyDescription, i: number): Row[] {
  const level = printer.supplies[i] ?? 0;
  const filled = supply.type === 'wasteToner' || supply.type === 'wasteInk';
  return cells(`${mib}.11.1.1`, `1.${i + 1}`, {
    2: integer(1),
    3: integer(supply.color ? colorsOf(printer).indexOf(supply.color) + 1 : 0),
    4: integer(filled ? 4 : 3),
    5: integer(supplyTypes[supply.type]),
    6: describe(printer, supply.name),
    7: integer(supplyUnits[supply.unit ?? 'percent']),
    8: integer(supply.coarse ? -2 : supply.max),
    9: integer(supply.coarse && level > 0 ? -3 : level),
  });
}

const colorsOf = (printer: Printer): string[] => [
  ...new Set(printer.description.supplies.flatMap(({ color }) => color ?? [])),
];

function colorantRows(printer: Printer): Row[] {
  return colorsOf(printer).flatMap((color, i) =>
    cells(`${mib}.12.1.1`, `1.${i + 1}`, { 2: integer(1), 3: integer(3), 4: text(color), 5: integer(2) }),
  );
}

function mediaPathRows(printer: Printer): Row[] {
  const speed = integer(printer.description.pagesPerMinute * 60);
  return cells(`${mib}.13.4.1`, '1.1', {
    2: integer(7),
    3: integer(micrometres),
    4: speed,
    5: integer(431_800),
    6: integer(297_000),
    7: integer(148_000),
    8: integer(98_000),
    9: integer(5),
    10: describe(printer, 'Main paper path'),
    11: integer(available),
  });
}

function consoleRows(printer: Printer, now: number): Row[] {
  const attention = [...printer.alerts.values()].some(({ trouble }) => trouble.bits.length > 0);
  const lights = [
    { name: 'Ready', lit: !attention, color: 5 },
    { name: 'Attention', lit: attention, color: 10 },
  ];
  return [
    ...panelLines(printer, now).flatMap((line, i) => cells(`${mib}.16.5.1`, `1.${i + 1}`, { 2: text(line) })),
    ...lights.flatMap(({ name, lit, color }, i) =>
      cells(`${mib}.17.6.1`, `1.${i + 1}`, {
        2: integer(lit ? 1000 : 0),
        3: integer(lit ? 0 : 1000),
        4: integer(color),
        5: describe(printer, name),
      }),
    ),
  ];
}

/** prtAlertIndex (column 1) is not readable; prtAlertTime counts from the start of the agent. */
function alertRows(printer: Printer): Row[] {
  return [...printer.alerts.values()].flatMap(({ index, since, trouble }) =>
    cells(`${mib}.18.1.1`, `1.${index}`, {
      2: integer(trouble.severity),
      3: integer(trouble.training),
      4: integer(trouble.group),
      5: integer(trouble.groupIndex),
      6: integer(trouble.location ?? -2),
      7: integer(trouble.code),
      8: describe(printer, trouble.text),
      9: ticks(Math.max(0, Math.floor((since - printer.startedAt) / 10)) % 2 ** 32),
    }),
  );
}
