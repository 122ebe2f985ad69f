/** Xerox: XCMI serial number, counters, alert and job tables (enterprise 253.8). */
import { cells } from '../printer/cells.ts';
import { severities } from '../printer/codes.ts';
import type { Maker } from '../printer/description.ts';
import type { Alert, Printer, ScanJob } from '../printer/printer.ts';
import type { Row } from '../snmp/value.ts';
import { integer, objectId, octets, text } from '../snmp/value.ts';

const xcmi = '1.3.6.1.4.1.253.8';

export const xerox: Maker = {
  vendor: 'xerox',
  words: {
    ready: 'Ready to scan your job',
    busy: 'Printing...',
    asleep: 'Energy Saver Mode',
    supply: ({ name }, state) => {
      const part = name.split(/[,;]/)[0];
      if (name.startsWith('Waste')) return state === 'low' ? `${part} is almost full` : `${part} is full. Replace it`;
      return state === 'low'
        ? `${part} is low. Keep a new one at hand`
        : `${part} must be replaced. Printing has stopped`;
    },
    tray: ({ name, media }, state) =>
      state === 'low' ? `${name} is low on paper` : `${name} is out of ${media} paper. Load ${name}`,
    cover: (name) => `${name} is open. Close it to continue`,
    output: ({ name }) => `${name} is full. Remove the paper`,
  },
  errorOctets: 2,
  asleepStatus: 3,
  emptyTrayStatus: 9,
  privateRows: (printer) => [
    ...cells(`${xcmi}.53.3.2.1`, 1, { 2: text(printer.description.model), 3: text(printer.description.serial) }),
    {
      oid: `${xcmi}.51.1.2.1.20.1`,
      value: text(`MFG:Xerox; CMD:PCL, PJL, PostScript; MDL:${printer.description.model}; CLS:Printer;`),
    },
    ...counterRows(printer),
    ...[...printer.alerts.values()].flatMap((alert) => alertRows(alert)),
    { oid: `${xcmi}.53.17.3.0`, value: integer(printer.events.all) },
    { oid: `${xcmi}.53.17.4.0`, value: integer(printer.events.critical) },
    ...printer.jobs.flatMap((job) => jobRows(job)),
  ],
};

/** xcmHrDevDetailValueInteger of deviceLifetimeUsage (20) by hrDeviceIndex: 1 the printer, 10 the scanner, 11 the copier. */
function counterRows({ counts, description }: Printer): Row[] {
  const { color, copies } = description.counters;
  const all = {
    '1.20.1': counts.total,
    ...(color !== undefined && { '1.20.33': counts.color, '1.20.34': counts.black }),
    ...(description.scanFrom !== undefined && {
      '10.20.11': counts.scansToEmail,
      '10.20.12': Math.floor(counts.scansToEmail / 3),
    }),
    ...(copies !== undefined && { '11.20.3': counts.copies }),
  };
  return Object.entries(all).map(([index, count]) => ({
    oid: `${xcmi}.53.13.2.1.6.${index}`,
    value: integer(count),
  }));
}

/** xcmHrDevAlertTable; severity and training are sums of bits, column 14 is the row's index in prtAlertTable. */
function alertRows({ index, since, trouble }: Alert): Row[] {
  const critical = trouble.severity === severities.critical;
  return cells(`${xcmi}.53.17.2.1`, `1.${index}`, {
    3: integer(critical ? 8 : 2),
    4: integer(trouble.training === 5 ? 16 : trouble.training === 4 ? 8 : 4),
    5: integer(trouble.code),
    6: text(trouble.vendorCode ?? ''),
    7: text(trouble.text),
    9: octets(dateAndTime(since)),
    10: text(trouble.text.slice(0, 16)),
    13: integer(trouble.location ?? -2),
    14: integer(index),
    15: integer(critical ? 1 : 2),
  });
}

/** RFC 2579 DateAndTime in UTC. */
function dateAndTime(at: number): Uint8Array {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  return Uint8Array.from([
    year >> 8,
    year & 0xff,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    Math.floor(date.getUTCMilliseconds() / 100),
  ]);
}

/** xcmJobGenBasicTable, indexed by the device and the job's id as a string with its length. */
function jobRows({ id, to, succeeded }: ScanJob): Row[] {
  const index = ['1', id.length, ...Buffer.from(id)].join('.');
  const sending = to === 'mail' ? 0x100 : 0x40;
  return cells(`${xcmi}.59.6.1.1`, index, {
    1: text(id),
    4: objectId(`${xcmi}.58.2.${to === 'mail' ? 4 : 1}`),
    9: integer(17),
    10: integer(succeeded ? 0x10 : 0x40),
    11: integer(0),
    12: integer(succeeded ? 0 : sending),
  });
}
