/** Brother: toner levels only in records of its own tree (enterprise 2435). */
import type { Maker, SupplyDescription } from '../printer/description.ts';
import { panelLines } from '../printer/panel.ts';
import type { Printer } from '../printer/printer.ts';
import { octets, text } from '../snmp/value.ts';
import { resting, words } from './plain.ts';

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
