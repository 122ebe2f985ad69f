/** The makers of whom the office has one device each, with what recordings of such devices show. */
import { alertCodes, severities, trainings } from '../printer/codes.ts';
import type { Maker } from '../printer/description.ts';
import { panelLines } from '../printer/panel.ts';
import { counter, integer, octets, text } from '../snmp/value.ts';
import { resting, words } from './plain.ts';

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
