/** A trouble keeps its key from poll to poll, however the device numbers, orders and words its rows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertRow, device, okiId, printer, rows, toners, trays, xeroxId } from './devices.ts';
import { read } from './recording.ts';

const devices = [
  printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607'),
  printer('OKI OkiLAN 9450g Rev.00.69 PrintServer: Attached to C712 Rev.07.87', okiId, 'C712'),
  printer('Xerox AltaLink C8145; SS 1.2.3', xeroxId, 'Xerox AltaLink C8145'),
];

/** `#` is a number that moves. */
const told = fc.record({
  severity: fc.constantFrom(3, 4, 5),
  training: fc.constantFrom(3, 5),
  group: fc.constantFrom(1, 5, 6, 8, 10, 11, 13),
  groupIndex: fc.constantFrom(-1, 1, 2),
  code: fc.constantFrom(1, 2, 3, 8, 10, 13, 19, 30, 801, 1101, 1104),
  text: fc.constantFrom(
    '',
    'Paper jam, # sheets since',
    'Toner low: about # pages left',
    'Strange thing in # pages',
    'Please do something (#)',
    'Bitte warten: # Seiten',
  ),
});

const polls = fc.array(told, { maxLength: 6 }).chain((list) =>
  fc.record({
    list: fc.constant(list),
    order: fc.shuffledSubarray([...list.keys()], { minLength: list.length }),
    step: fc.integer({ min: 1, max: 50 }),
    numbers: fc.array(fc.integer({ min: 1000, max: 99_999 }), {
      minLength: list.length * 2,
      maxLength: list.length * 2,
    }),
  }),
);

test('whatever row index, order and numbers', () => {
  fc.assert(
    fc.property(fc.constantFrom(...devices), polls, (base, { list, order, step, numbers }) => {
      const keys = (places: readonly number[], indexOf: (place: number) => number, from: number) => {
        const table = places.map((place, i) => {
          const row = list[place];
          const text = row?.text.replace('#', String(numbers[from + place])) ?? '';
          return [`1.${indexOf(i)}`, alertRow({ ...row, text })] as const;
        });
        const reading = read(device({ ...base, ...toners, ...trays, ...rows(Object.fromEntries(table)) }));
        return reading.conditions.map(({ key }) => key).sort();
      };
      const first = keys([...list.keys()], (i) => i + 1, 0);
      expect(keys(order, (i) => 100 + i * step, list.length)).toEqual(first);
    }),
    { numRuns: 300 },
  );
});
