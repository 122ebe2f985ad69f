/** The makers of whom the office has one device each, with what recordings of such devices show. */
import { alertCodes, groups, severities, trainings } from '../printer/codes.ts';
import type { Maker, SupplyDescription, Trouble } from '../printer/description.ts';
import { panelLines } from '../printer/panel.ts';
import type { Printer } from '../printer/printer.ts';
import { counter, integer, octets, text } from '../snmp/value.ts';

const resting: Omit<Trouble, 'key' | 'text'> = {
  severity: severities.other,
  training: trainings.untrained,
  group: groups.general,
  groupIndex: -1,
  code: alertCodes.powerSaver,
  bits: [],
  halts: false,
  resting: true,
};

const words: Maker['words'] = {
  ready: 'Ready',
  busy: 'Printing',
  asleep: 'Sleep',
  supply: ({ name }, state) => `${name} ${state === 'low' ? 'low' : 'empty'}`,
  tray: ({ name }, state) => `${name} ${state === 'low' ? 'low' : 'empty'}`,
  cover: (name) => `${name} open`,
  output: ({ name }) => `${name} full`,
};

/** JetDirect ends its texts with a NUL, and lists sleep as an alert; private strings begin with a symbol set (FDE8). */
export const hp: Maker = {
  vendor: 'hp',
  words: {
    ...words,
    asleep: 'Sleep mode on',
    supply: ({ name }, state) => `${name.replace(/ HP \S+$/, '')} ${state === 'low' ? 'low' : 'very low'}`,
    tray: ({ name, media }, state) => (state === 'low' ? `${name} low` : `${name} empty: ${media}`),
  },
  errorOctets: 1,
  asleepStatus: 1,
  emptyTrayStatus: 9,
  textEnd: '\0',
  restingRows: (printer) =>
    printer.asleep ? [{ ...resting, key: 'sleep', text: 'Sleep mode on', location: 35078 }] : [],
  privateRows: ({ description }) => {
    const strings = '1.3.6.1.4.1.11.2.3.9.4.2.1.1.3';
    const withSymbolSet = (value: string) => octets(Buffer.concat([Buffer.from([0xfd, 0xe8]), Buffer.from(value)]));
    return [
      { oid: `${strings}.3.0`, value: withSymbolSet(description.serial) },
      { oid: `${strings}.6.0`, value: withSymbolSet(description.firmware) },
      {
        oid: '1.3.6.1.4.1.11.2.3.9.1.1.7.0',
        value: text(`MFG:Hewlett-Packard;CMD:PJL,PCL,PDF,POSTSCRIPT;MDL:${description.model};CLS:PRINTER;`),
      },
    ];
  },
};

const brotherTree = '1.3.6.1.4.1.2435.2.3.9.4.2.1.5';

/** Toner is `some` in the standard table; the numbers are in records of its own tree. A sleeping one lists a row of zeros. */
export const brother: Maker = {
  vendor: 'brother',
  words: {
    ...words,
    supply: ({ color, name }, state) => {
      const what = color ? `Toner ${state === 'low' ? 'Low' : 'Empty'}: ${color[0]?.toUpperCase()}` : name;
      return color ? what : `${name} ${state === 'low' ? 'End Soon' : 'Stop'}`;
    },
    tray: ({ name }, state) => (state === 'low' ? `Paper Low ${name}` : `No Paper ${name}`),
    cover: () => 'Cover is Open',
  },
  errorOctets: 1,
  asleepStatus: 3,
  emptyTrayStatus: 19,
  padsPanel: true,
  restingRows: (printer) =>
    printer.asleep
      ? [
          {
            ...resting,
            key: 'sleep',
            text: 'Sleep',
            severity: 0,
            training: 0,
            group: 0,
            groupIndex: 0,
            code: 0,
            location: 40000,
          },
        ]
      : [],
  privateRows: (printer, now) => [
    { oid: `${brotherTree}.4.5.2.0`, value: text(panelLines(printer, now)[0] ?? '') },
    { oid: `${brotherTree}.5.1.0`, value: text(printer.description.serial) },
    { oid: `${brotherTree}.5.8.0`, value: octets(maintenance(printer)) },
    { oid: `${brotherTree}.5.10.0`, value: octets(records([[0x00, printer.counts.total]])) },
    { oid: `${brotherTree}.5.17.0`, value: text(printer.description.firmware) },
  ],
};

/** Seven octets a record: id, 1, 4 and an unsigned number; FF ends the list. */
function records(list: readonly (readonly [number, number])[]): Uint8Array {
  const octetsOf = ([id, value]: readonly [number, number]) => {
    const record = Buffer.alloc(7);
    record.set([id, 1, 4]);
    record.writeUInt32BE(value, 3);
    return record;
  };
  return Buffer.concat([...list.map(octetsOf), Buffer.from([0xff])]);
}

/** Toner left in hundredths of a percent under the ids of black, cyan, magenta and yellow, of the drum under 41. */
function maintenance(printer: Printer): Uint8Array {
  const ids = { black: 0x6f, cyan: 0x70, magenta: 0x71, yellow: 0x72 } as const;
  const share = (supply: SupplyDescription, i: number) =>
    Math.round((10_000 * (printer.supplies[i] ?? 0)) / supply.max);
  return records(
    printer.description.supplies.flatMap((supply, i) => {
      const id = supply.color ? ids[supply.color] : supply.type === 'opc' ? 0x41 : undefined;
      return id === undefined ? [] : [[id, share(supply, i)] as const];
    }),
  );
}

const kyoceraTree = '1.3.6.1.4.1.1347';

/** Leaves the row of its last power-up in the alert table for as long as it runs; that row has no text. */
export const kyocera: Maker = {
  vendor: 'kyocera',
  words: {
    ...words,
    ready: 'Ready to print.',
    busy: 'Processing.',
    asleep: 'Sleeping',
    supply: ({ name }, state) => (state === 'low' ? `Toner is low. ${name}` : `Replace the toner. ${name}`),
    tray: ({ name, media }, state) => (state === 'low' ? `Paper is low in ${name}` : `Add paper in ${name} (${media})`),
    cover: (name) => `Close the ${name.toLowerCase()}.`,
  },
  errorOctets: 1,
  asleepStatus: 3,
  emptyTrayStatus: 19,
  restingRows: () => [
    {
      ...resting,
      key: 'power-up',
      text: '',
      severity: severities.event,
      training: trainings.management,
      groupIndex: 1,
      location: 0,
      code: alertCodes.powerUp,
    },
  ],
  privateRows: (printer, now) => [
    { oid: `${kyoceraTree}.43.5.1.1.28.1`, value: text(printer.description.serial) },
    { oid: `${kyoceraTree}.43.5.4.1.5.1.1`, value: text(printer.description.firmware) },
    { oid: `${kyoceraTree}.43.10.1.1.12.1.1`, value: integer(printer.counts.total - 90) },
    { oid: `${kyoceraTree}.43.18.2.1.2.1.1`, value: text(panelLines(printer, now)[0] ?? '') },
    { oid: `${kyoceraTree}.46.10.1.1.5.3`, value: counter(printer.counts.scansToEmail) },
  ],
};

export const canon: Maker = {
  vendor: 'canon',
  words: { ...words, tray: ({ name }, state) => `${name}: ${state === 'low' ? 'paper low' : 'out of paper'}` },
  errorOctets: 1,
  asleepStatus: 3,
  emptyTrayStatus: 9,
  privateRows: ({ description }) => [
    { oid: '1.3.6.1.4.1.1602.1.1.1.1.0', value: text(description.model.replace(/^Canon /, '')) },
    { oid: '1.3.6.1.4.1.1602.1.1.1.4.0', value: text(description.firmware) },
  ],
};

export const ricoh: Maker = {
  vendor: 'ricoh',
  words: {
    ...words,
    asleep: 'Energy Saver Mode',
    supply: ({ color, name }, state) =>
      color ? `${state === 'low' ? 'Toner Almost Empty' : 'No Toner'}: ${color}` : name,
    tray: ({ name }, state) => `${state === 'low' ? 'Paper Almost Out' : 'No Paper'}: ${name}`,
  },
  errorOctets: 1,
  asleepStatus: 3,
  emptyTrayStatus: 9,
  privateRows: ({ description }) => [{ oid: '1.3.6.1.4.1.367.3.2.1.2.1.4.0', value: text(description.serial) }],
};

/** Nothing of its own that is read here. */
const plain = { words, errorOctets: 2, asleepStatus: 3, emptyTrayStatus: 9, privateRows: () => [] } as const;
export const konicaMinolta: Maker = { ...plain, vendor: 'konica-minolta' };
export const epson: Maker = { ...plain, vendor: 'epson', errorOctets: 1 };
