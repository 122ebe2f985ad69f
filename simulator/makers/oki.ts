/** OKI: supplies, panel and identity once more as strings in its own tree (enterprise 2001). */
import { cells } from '../printer/cells.ts';
import type { Maker, SupplyDescription } from '../printer/description.ts';
import { panelLines } from '../printer/panel.ts';
import type { Printer } from '../printer/printer.ts';
import { isHalted } from '../printer/printer.ts';
import type { Row } from '../snmp/value.ts';
import { integer, text } from '../snmp/value.ts';

const tree = '1.3.6.1.4.1.2001.1.1.1.1';
const printServer = '1.3.6.1.4.1.2001.1.2.683.6.2.3.2.1';

export const oki: Maker = {
  vendor: 'oki',
  words: {
    ready: 'Online',
    busy: 'Printing',
    asleep: 'Power Save',
    supply: (supply, state) => {
      const part = partOf(supply);
      return state === 'low' ? `${part} low` : `Replace ${part.toLowerCase()}`;
    },
    tray: ({ name, media }, state) => (state === 'low' ? `Paper near end ${name}` : `Load ${media} ${name}`),
    cover: (name) => `Cover open: ${name}`,
    output: ({ name }) => `${name} full`,
  },
  errorOctets: 2,
  asleepStatus: 3,
  emptyTrayStatus: 9,
  padsPanel: true,
  privateRows: (printer, now) => [
    { oid: '1.3.6.1.4.1.11.2.3.9.1.1.7.0', value: text(deviceId(printer)) },
    { oid: `${tree}.2.20.0`, value: text(panelLines(printer, now).join(' ').trim().slice(0, 40)) },
    { oid: `${tree}.2.30.0`, value: text(isHalted(printer) ? 'OFF' : 'ON') },
    { oid: `${tree}.11.1.10.25.0`, value: text(printer.description.model) },
    { oid: `${tree}.11.1.10.45.0`, value: text(printer.description.serial) },
    { oid: `${tree}.11.1.10.50.1.2.0`, value: text(printer.description.firmware) },
    { oid: `${tree}.100.1.1.1.3.1`, value: text(String(printer.counts.total)) },
    ...copyRows(printer),
    ...usageRows(printer),
    ...cells(printServer, 1, {
      1: integer(1),
      2: text('PRN1'),
      3: text(isHalted(printer) ? 'Off-line' : 'On-line'),
      4: integer(isHalted(printer) ? 2 : 1),
      5: integer(extendedStatus(printer)),
      15: text(printer.description.model),
      16: text(panelLines(printer, now).join(' ').trim()),
    }),
  ],
};

/** `Magenta Toner Cartridge OKI DATA CORP` without the maker. */
const partOf = ({ name }: SupplyDescription): string => name.replace(/ OKI DATA CORP$/, '');

const deviceId = ({ description }: Printer): string =>
  `MANUFACTURER:OKI;COMMAND SET:PCL,POSTSCRIPT;MODEL:${description.model};CLASS:PRINTER;DESCRIPTION:${description.model};`;

const copyRows = ({ description, counts }: Printer): Row[] =>
  description.counters.copies === undefined
    ? []
    : [{ oid: `${tree}.11.1.10.170.1.17.1`, value: integer(counts.copies) }];

const usageTables = { toner: 3, opc: 4, transferUnit: 5, fuser: 6 } as const;

/** Levels and maxima are strings here. */
function usageRows(printer: Printer): Row[] {
  const seen = { toner: 0, opc: 0, transferUnit: 0, fuser: 0 };
  return printer.description.supplies.flatMap((supply, i) => {
    const type = supply.type;
    if (!(type in usageTables)) return [];
    const kind = type as keyof typeof usageTables;
    seen[kind] += 1;
    const unit = supply.unit === 'impressions' ? 'Sheets' : '%';
    return cells(`${tree}.100.${usageTables[kind]}.1.1`, seen[kind], {
      2: text(partOf(supply)),
      3: text(String(printer.supplies[i])),
      4: text(String(supply.max)),
      5: text(unit),
    });
  });
}

/** outputExtendedStatus: none 1, toner low 3, paper out 4, jam 5, door open 6, printer error 15. */
function extendedStatus(printer: Printer): number {
  const bits = new Set([...printer.alerts.values()].flatMap(({ trouble }) => trouble.bits));
  if (bits.has('jammed')) return 5;
  if (bits.has('doorOpen')) return 6;
  if (bits.has('serviceRequested')) return 15;
  if (bits.has('noPaper')) return 4;
  return bits.has('lowToner') ? 3 : 1;
}
