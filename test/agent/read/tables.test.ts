/** Supplies, trays, covers, counters, panel: table by table. */
import { describe, expect, test } from 'vitest';
import { records } from '../../../agent/read/brother.ts';
import { colorIn, colorOfColorant } from '../../../agent/read/colors.ts';
import { splitName, typeByWords } from '../../../agent/read/supply-names.ts';
import { columns, scalars } from '../../../mibs/oids.ts';
import { device, okiId, printer, rows, supply, toners, tray, trays, xeroxId } from './devices.ts';
import { integer, read } from './recording.ts';

const xeroxPrinter = printer('Xerox AltaLink C8145; SS 1.2.3', xeroxId, 'Xerox AltaLink C8145');

describe('supplies', () => {
  test.each([
    ['Black Toner, PN 006R01746;SN12345678A0000001', 'Black Toner', '006R01746', '12345678A0000001'],
    ['Fuser, PN unknown;SNunknown', 'Fuser', null, null],
    ['Toner S/N:CRUM-21010100001', 'Toner', null, 'CRUM-21010100001'],
    ['Cyan Toner Cartridge OKI DATA CORP', 'Cyan Toner Cartridge', null, null],
    ['Magenta Cartridge 508A HP CF363A', 'Magenta Cartridge 508A HP CF363A', 'CF363A', null],
    ['TK-1170', 'TK-1170', 'TK-1170', null],
    ['Waste Toner Box', 'Waste Toner Box', null, null],
  ])('%s', (text, name, partNumber, serial) => {
    expect(splitName(text)).toEqual({ name, partNumber, serial });
  });

  test.each([
    ['Resttonerbehälter', 'wasteToner'],
    ['Maintenance Box', 'wasteInk'],
    ['Black Drum Cartridge', 'opc'],
    ['Bildtrommel Cyan', 'opc'],
    ['Fixiereinheit', 'fuser'],
    ['Belt Unit', 'transferUnit'],
    ['Patrone Schwarz 508A', 'tonerCartridge'],
    ['Ozone Filter', null],
  ])('%s is a %s', (text, type) => {
    expect(typeByWords(text)).toBe(type);
  });

  test('colour by the one word, else by the colorant index, never by position', () => {
    expect(colorIn('Patrone Gelb 415A')).toBe('yellow');
    expect(colorIn('Tri-color: Cyan, Magenta, Yellow')).toBeNull();
    expect(colorIn('Photo Black Ink')).toBe('photo black');
    expect(colorOfColorant('none')).toBeNull();
    expect(colorOfColorant('Light-Gray')).toBe('light gray');
    const { supplies } = read(
      device({
        ...xeroxPrinter,
        ...rows({
          '1.1': supply('Cartridge A', 4, 10),
          '1.2': supply('Cartridge B', 0, 10),
          '1.4': { prtMarkerColorantValue: 'yellow' },
        }),
      }),
    );
    expect(supplies?.map(({ color }) => color)).toEqual(['yellow', null]);
  });

  test('a table that mixes pages and percent, a receptacle, and a row without words', () => {
    const { supplies } = read(
      device({
        ...xeroxPrinter,
        ...rows({
          '1.1': {
            ...supply('Black Toner', 1, 0),
            prtMarkerSuppliesSupplyUnit: 7,
            prtMarkerSuppliesMaxCapacity: 3000,
            prtMarkerSuppliesLevel: 2160,
          },
          '1.2': { ...supply('Waste Toner Container', 0, 5), prtMarkerSuppliesClass: 4, prtMarkerSuppliesType: 4 },
          '1.30': { prtMarkerSuppliesType: 15, prtMarkerSuppliesLevel: -3, prtMarkerSuppliesMaxCapacity: -2 },
        }),
      }),
    );
    expect(supplies).toMatchObject([
      { id: '1.1', class: 'consumed', unit: 'impressions', level: { percent: 72, raw: 2160 } },
      { id: '1.2', class: 'filled', type: 'wasteToner', level: { percent: 5 } },
      { id: '1.30', name: 'fuser', type: 'fuser', level: { kind: 'some' } },
    ]);
  });

  test('two black toners stay two', () => {
    const { supplies } = read(
      device({
        ...xeroxPrinter,
        ...rows({ '1.30': supply('Black Toner 1', 1, 90), '1.31': supply('Black Toner 2', 1, 10) }),
      }),
    );
    expect(supplies?.map(({ id, level }) => [id, level.kind === 'measured' && level.percent])).toEqual([
      ['1.30', 90],
      ['1.31', 10],
    ]);
  });

  test('printer tables may have another device index than the device table', () => {
    const reading = read(device({ ...xeroxPrinter, ...rows({ '0.1': supply('black ink', 1, 50) }) }));
    expect(reading.supplies?.map(({ id }) => id)).toEqual(['0.1']);
    expect(reading.errorBits).toEqual([]);
  });

  test('a waste box that the device calls full is read the other way round, and says so', () => {
    const waste = { ...supply('Waste Toner Box', 0, 98), prtMarkerSuppliesClass: 4, prtMarkerSuppliesType: 4 };
    const alert = {
      prtAlertSeverityLevel: 4,
      prtAlertGroup: 11,
      prtAlertGroupIndex: 5,
      prtAlertCode: 1107,
      prtAlertDescription: 'Waste toner nearly full',
    };
    const told = read(device({ ...xeroxPrinter, ...rows({ '1.5': waste, '1.9': alert }) }));
    expect(told.supplies?.[0]?.level).toMatchObject({ percent: 2 });
    expect(told.warnings.join()).toContain('supply 1.5: read as how full it is');
    const silent = read(device({ ...xeroxPrinter, ...rows({ '1.5': waste }) }));
    expect(silent.supplies?.[0]?.level).toMatchObject({ percent: 98 });
    expect(silent.conditions).toEqual([]);
  });

  test('Ricoh: "some" gives way to the maker’s own percentage, −100 is empty', () => {
    const ricoh = printer(
      'RICOH IM C2500 1.05 / RICOH Network Printer C model',
      '1.3.6.1.4.1.367.1.1',
      'RICOH IM C2500',
    );
    const { supplies } = read(
      device({
        ...ricoh,
        ...rows({
          '1.1': supply('Black Toner', 1, -3),
          '1.2': supply('Cyan Toner', 2, -3),
          '1.3': supply('Magenta Toner', 3, -100),
        }),
        [`${columns.ricohEngTonerLevel}.1`]: 60,
        [`${columns.ricohEngTonerLevel}.2`]: -3,
      }),
    );
    expect(supplies?.map(({ level }) => level)).toMatchObject([{ percent: 60 }, { kind: 'some' }, { percent: 0 }]);
  });

  test('OKI: the private tree, whose numbers are texts, stands in for a missing table', () => {
    const { supplies } = read(
      device({
        ...printer('OKI OkiLAN 9450g Rev.00.1: Attached to C712 Rev.1', okiId, ''),
        ...rows({
          '1': {
            usageTonerCurrentLevel: '40',
            usageTonerMaxLevel: '100',
            usageFuserCurrentLevel: '88000',
            usageFuserMaxLevel: '100000',
          },
          '2': { usageTonerCurrentLevel: '70', usageTonerMaxLevel: '100' },
        }),
      }),
    );
    expect(supplies).toMatchObject([
      { name: 'black Toner', color: 'black', level: { percent: 40 } },
      { name: 'cyan Toner', color: 'cyan', level: { percent: 70 } },
      { name: 'Fuser', type: 'fuser', level: { percent: 88 } },
    ]);
  });
});

describe('Brother records', () => {
  test('tag, 01, length, octets; FF ends', () => {
    const octets = Uint8Array.from([
      0x63, 1, 1, 3, 0x6f, 1, 4, 0, 0, 0x1b, 0xbc, 0xa1, 1, 2, 4, 20, 0xff, 0x70, 1, 4, 0, 0, 0, 1,
    ]);
    expect([...records(octets)]).toEqual([
      [0x6f, { raw: 7100, max: null }],
      [0xa1, { raw: 4, max: 20 }],
    ]);
    expect(records(Uint8Array.of(0x6f, 1, 4, 0)).size).toBe(0);
    expect(records(null).size).toBe(0);
  });

  test('a toner that says "some" gets its percentage from the records', () => {
    const { supplies, counters } = read(
      device({
        ...printer('Brother NC-9000w', '1.3.6.1.4.1.2435.2.3.9.1', 'Brother HL-L3270CDW series'),
        ...rows({ '1.1': supply('Black Toner Cartridge', 1, -3), '1.2': supply('Cyan Toner Cartridge', 2, -3) }),
        [scalars.brInfoMaintenance]: [0x6f, 1, 4, 0, 0, 0x23, 0x8c, 0x70, 1, 4, 0, 0, 0x07, 0xd0, 0xff],
        [scalars.brInfoCounter]: [0x00, 1, 4, 0, 0, 0x10, 0, 0x02, 1, 4, 0, 0, 0x0f, 0, 0xff],
      }),
    );
    expect(supplies?.map(({ level }) => level)).toMatchObject([{ percent: 91 }, { percent: 20 }]);
    expect(counters).toMatchObject({ total: 4096, color: 3840 });
  });
});

describe('trays', () => {
  test('name, media, capacity, level, state', () => {
    const { inputs } = read(device({ ...xeroxPrinter, ...trays, [`${columns.prtInputStatus}.1.2`]: 19 }));
    expect(inputs).toEqual([
      {
        id: '1.1',
        name: 'Tray 1',
        media: 'A4',
        capacity: 520,
        unit: 'sheets',
        level: { kind: 'measured', percent: 58, raw: 300, max: 520 },
        available: true,
        fault: 'none',
      },
      {
        id: '1.2',
        name: 'Tray 2',
        media: 'A4',
        capacity: 520,
        unit: 'sheets',
        level: { kind: 'measured', percent: 100, raw: 520, max: 520 },
        available: false,
        fault: 'critical',
      },
      {
        id: '1.5',
        name: 'Bypass Tray',
        media: 'A4',
        capacity: 100,
        unit: 'sheets',
        level: { kind: 'measured', percent: 0, raw: 0, max: 100 },
        available: true,
        fault: 'none',
      },
    ]);
  });

  test('an empty bypass is no trouble, by name, by type, or by its size beside a cassette', () => {
    const quiet = (name: string, type: number, max: number) =>
      read(
        device({
          ...xeroxPrinter,
          ...rows({ '1.1': tray('Tray 1', 520, 300), '1.2': { ...tray(name, max, 0), prtInputType: type } }),
        }),
      ).conditions;
    expect(quiet('MP Tray', 3, 300)).toEqual([]);
    expect(quiet('Tray 2', 5, 300)).toEqual([]);
    expect(quiet('Tray 5', 4, 150)).toEqual([]);
    expect(quiet('Tray 2', 3, 520)).toMatchObject([{ key: 'tray-empty/1.2', where: 'Tray 2', source: 'input' }]);
  });

  test('a small tray that is the only one is no bypass', () => {
    const { conditions } = read(
      device({ ...xeroxPrinter, ...rows({ '1.1': { ...tray('Tray', 150, 0), prtInputType: 4 } }) }),
    );
    expect(conditions).toMatchObject([{ key: 'tray-empty/1.1' }]);
  });
});

describe('counters', () => {
  test('the largest marker count goes before the maker’s total; a plain integer is a count too', () => {
    const { counters, warnings } = read(
      device({
        ...xeroxPrinter,
        [`${columns.prtMarkerLifeCount}.1.1`]: integer(6466),
        [`${columns.prtMarkerLifeCount}.1.2`]: { type: 'counter', value: 12 },
        [`${columns.prtMarkerCounterUnit}.1.1`]: 7,
        [`${columns.xcmHrDevDetailValueInteger}.1.20.1`]: 6462,
        [`${columns.xcmHrDevDetailValueInteger}.1.20.33`]: 1000,
        [`${columns.xcmHrDevDetailValueInteger}.10.20.11`]: 77,
      }),
    );
    expect(counters).toMatchObject({ total: 6466, color: 1000, black: null, scansToEmail: 77 });
    expect(warnings).toEqual([]);
  });

  test('a unit that is no page is told', () => {
    const { counters, warnings } = read(
      device({
        ...xeroxPrinter,
        [`${columns.prtMarkerLifeCount}.1.1`]: 300,
        [`${columns.prtMarkerCounterUnit}.1.1`]: 17,
      }),
    );
    expect(counters.total).toBe(300);
    expect(warnings).toEqual(['prtMarkerLifeCount counts meters, not pages']);
  });

  test('text where an integer belongs is a number if it is one, else nothing', () => {
    const count = (text: string) =>
      read(device({ ...xeroxPrinter, [`${columns.prtMarkerLifeCount}.1.1`]: text })).counters.total;
    expect(count('1512')).toBe(1512);
    expect(count('NULL')).toBeNull();
    expect(count('-5')).toBeNull();
  });
});

describe('panel', () => {
  const line = (row: number) => `${columns.prtConsoleDisplayBufferText}.1.${row}`;

  test('in the order of its lines, trimmed, without the empty ones', () => {
    const { console } = read(
      device({ ...xeroxPrinter, [line(10)]: 'third  ', [line(2)]: '  second', [line(1)]: 'first', [line(3)]: '   ' }),
    );
    expect(console).toEqual(['first', 'second', 'third']);
  });

  test('in the character set of the panel, not of the descriptions', () => {
    const { console } = read(
      device({
        ...xeroxPrinter,
        ...rows({ '1': { prtGeneralCurrentLocalization: 1, prtConsoleLocalization: 2 } }),
        ...rows({ '1.1': { prtLocalizationCharacterSet: 2250 }, '1.2': { prtLocalizationCharacterSet: 2004 } }),
        [line(1)]: [0x54, 0xcf, 0x72],
      }),
    );
    expect(console).toEqual(['Tür']);
  });

  test('the maker’s place counts only where there is no standard one', () => {
    const oki = printer('OKI OkiLAN 9450g Rev.1: Attached to C712 Rev.1', okiId, '');
    expect(read(device({ ...oki, [scalars.stLcdMessage]: 'ONLINE' })).console).toEqual(['ONLINE']);
    expect(read(device({ ...oki, [scalars.stLcdMessage]: 'ONLINE', [line(1)]: ' ' })).console).toEqual([]);
  });
});

test('covers: open, closed, interlock, unknown', () => {
  const { covers } = read(
    device({
      ...xeroxPrinter,
      ...rows({
        '1.1': { prtCoverDescription: 'Front Door', prtCoverStatus: 4 },
        '1.2': { prtCoverDescription: 'Side Door', prtCoverStatus: 3 },
        '1.3': { prtCoverStatus: 5 },
        '1.4': { prtCoverDescription: 'Lid', prtCoverStatus: 2 },
      }),
    }),
  );
  expect(covers).toEqual([
    { id: '1.1', name: 'Front Door', open: false },
    { id: '1.2', name: 'Side Door', open: true },
    { id: '1.3', name: 'Cover 3', open: true },
    { id: '1.4', name: 'Lid', open: null },
  ]);
});

test('lists that were read but are empty are empty; those that were not are null', () => {
  const recording = device({ ...xeroxPrinter, ...toners });
  const whole = read(recording);
  expect(whole).toMatchObject({ inputs: [], covers: [], alertRows: [], console: [] });
  const torn = read(recording, [
    columns.prtInputCurrentLevel,
    columns.prtAlertDescription,
    columns.prtMarkerSuppliesLevel,
  ]);
  expect(torn).toMatchObject({ inputs: null, alertRows: null, supplies: null, covers: [] });
  expect(torn.warnings.join('\n')).toContain('alert rows could not be read whole');
});
