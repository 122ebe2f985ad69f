/** The whole MIB of a simulated device: system, interfaces, host resources, Printer-MIB, and the maker's own tree. */
import type { Row, Value } from '../snmp/value.ts';
import { counter, gauge, integer, objectId, octets, text, ticks } from '../snmp/value.ts';
import { cells } from './cells.ts';
import { writeErrorBits } from './codes.ts';
import type { Printer } from './printer.ts';
import { isHalted } from './printer.ts';
import { printerRows } from './printer-tables.ts';

/** `clock` is asked at each answer for the up-time; everything else is as of now. */
export function rowsOf(printer: Printer, clock: () => number): Row[] {
  return [
    ...systemRows(printer, clock),
    ...interfaceRows(printer),
    ...hostRows(printer, clock),
    ...printerRows(printer, clock()),
    ...printer.description.maker.privateRows(printer, clock()),
  ];
}

function upTime(printer: Printer, clock: () => number): () => Value {
  return () => ticks(Math.floor((clock() - printer.startedAt) / 10) % 2 ** 32);
}

function systemRows(printer: Printer, clock: () => number): Row[] {
  const { sysDescr, sysObjectId, contact, name, location } = printer.description;
  const system = '1.3.6.1.2.1.1';
  return [
    { oid: `${system}.1.0`, value: text(sysDescr) },
    { oid: `${system}.2.0`, value: objectId(sysObjectId) },
    { oid: `${system}.3.0`, value: upTime(printer, clock) },
    { oid: `${system}.4.0`, value: text(contact) },
    { oid: `${system}.5.0`, value: text(name) },
    { oid: `${system}.6.0`, value: text(location) },
    { oid: `${system}.7.0`, value: integer(72) },
  ];
}

function interfaceRows({ description }: Printer): Row[] {
  return [
    { oid: '1.3.6.1.2.1.2.1.0', value: integer(1) },
    ...cells('1.3.6.1.2.1.2.2.1', 1, {
      1: integer(1),
      2: text('Ethernet'),
      3: integer(6),
      4: integer(1500),
      5: gauge(1_000_000_000),
      6: octets(Buffer.from(description.mac, 'hex')),
      7: integer(1),
      8: integer(1),
    }),
  ];
}

const deviceTypes = { printer: 5, network: 4, disk: 6, scanner: 13, fax: 14 } as const;

function hostRows(printer: Printer, clock: () => number): Row[] {
  const { description } = printer;
  const { maker, model, otherDevices = [] } = description;
  const entry = '1.3.6.1.2.1.25.3.2.1';
  // RFC 2790 has no type for scanners and faxes: devices use hrDeviceOther (1) with a telling description.
  const typeOf = (type: number) => objectId(`1.3.6.1.2.1.25.3.1.${type > 6 ? 1 : type}`);
  const alerts = [...printer.alerts.values()];
  const warned = alerts.some(({ trouble }) => !trouble.resting);
  const bits = new Set(alerts.flatMap(({ trouble }) => trouble.bits));
  return [
    { oid: '1.3.6.1.2.1.25.1.1.0', value: upTime(printer, clock) },
    ...cells(entry, 1, {
      1: integer(1),
      2: typeOf(deviceTypes.printer),
      3: text(model),
      4: objectId(description.hrDeviceId),
      // RFC 3805 appendix E: down while it is halted, warning while it goes on in spite of a trouble.
      5: integer(isHalted(printer) ? 5 : warned ? 3 : 2),
      6: counter(printer.events.critical),
    }),
    ...otherDevices.flatMap((kind, i) =>
      cells(entry, i + 2, {
        1: integer(i + 2),
        2: typeOf(deviceTypes[kind]),
        3: text(`${model} ${kind}`),
        4: objectId('0.0'),
        5: integer(2),
        6: counter(0),
      }),
    ),
    { oid: '1.3.6.1.2.1.25.3.5.1.1.1', value: integer(printerStatus(printer, clock())) },
    { oid: '1.3.6.1.2.1.25.3.5.1.2.1', value: octets(writeErrorBits(bits, maker.errorOctets)) },
  ];
}

/** hrPrinterStatus: other(1), idle(3), printing(4). */
function printerStatus(printer: Printer, now: number): number {
  if (isHalted(printer)) return 1;
  if (printer.asleep) return printer.description.maker.asleepStatus;
  return printer.busyUntil > now ? 4 : 3;
}
