/** Unusual devices, read by first principles: what each object means, one condition for each trouble, at its place. */
import { describe, expect, test } from 'vitest';
import { readingSchema } from '../../../contract/index.ts';
import * as odd from '../../fixtures/devices/odd.ts';
import { alertRow, device, printer, rows, trays } from './devices.ts';
import { type Recording, read } from './recording.ts';

const keys = (recording: Recording) => read(recording).conditions.map(({ key }) => key);

test.each(Object.entries(odd))('%s gives a reading of the contract', (_, recording) => {
  expect(readingSchema.safeParse(read(recording)).error?.issues ?? []).toEqual([]);
});

test('Xerox: codes joined by number and by words; scanner and job of their own', () => {
  const { alertRows, conditions, supplies } = read(odd.xeroxWithFinisher);
  expect(alertRows?.map(({ vendorCode }) => vendorCode)).toEqual(['008-175', '016-402']);
  expect(conditions.map(({ key }) => key).sort()).toEqual([
    'network-fault/016-402',
    'paper-jam/008-175',
    'scan-server/016-764',
  ]);
  // The job that failed says the same as the code, and less.
  const server = conditions.find(({ key }) => key === 'scan-server/016-764');
  expect(server).toMatchObject({ who: 'admin', evidence: expect.stringContaining('while sending mail') });
  expect(supplies).toMatchObject([
    { name: 'Black Toner', partNumber: '006R01746', serial: '0A0B0C0D', color: 'black', level: { percent: 55 } },
    { name: 'Drum Cartridge (R1)', type: 'opc', color: null, serial: null },
    { class: 'filled', level: { percent: 5 } },
  ]);
});

test('OKI: model behind the print server, supplies as texts, a PJL code and the panel as one trouble', () => {
  const { conditions, counters, identity, supplies } = read(odd.okiPrivateOnly);
  expect(identity).toMatchObject({ model: 'C610', serial: 'AK00000001', firmware: 'N3.09' });
  expect(counters.total).toBe(12345);
  expect(supplies?.map(({ color, level }) => [color, level.kind === 'measured' ? level.percent : null])).toEqual([
    ['black', 12],
    ['cyan', 80],
    ['magenta', 70],
    ['yellow', 60],
  ]);
  expect(conditions.map(({ key, severity }) => [key, severity])).toEqual([
    ['cover-open', 'critical'],
    ['toner-low/toner.1', 'warning'],
  ]);
  expect(conditions[0]?.evidence).toMatch(/COVER OPEN.*40021|40021.*COVER OPEN/);
});

test('OKI built by Toshiba: the builder’s code', () => {
  expect(keys(odd.okiByToshiba)).toEqual(['service-needed/C940']);
});

test('HP: alerts under another device than the inks; panel, level and alert are one trouble', () => {
  const { conditions, console, identity, supplies } = read(odd.hpIndexZero);
  expect(identity.serial).toBe('CN00000001');
  expect(supplies?.map(({ id, name }) => [id, name])).toEqual([
    ['0.1', 'black ink'],
    ['0.2', 'cyan ink'],
  ]);
  expect(console).toEqual(['Order cyan cartridge']);
  expect(conditions).toMatchObject([{ key: 'ink-low/0.2', where: 'cyan ink', source: 'alert-row' }]);
  expect(conditions[0]?.evidence).toContain('Order cyan cartridge');
});

test('one word for toner and ink: the cartridge that is there decides', () => {
  const { conditions } = read(
    device({
      ...printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP OfficeJet Pro 9020'),
      ...rows({
        '0.2': {
          prtMarkerSuppliesDescription: 'Tintenpatrone Cyan',
          prtMarkerSuppliesType: 6,
          prtMarkerSuppliesLevel: -3,
        },
        '1.1': { prtConsoleDisplayBufferText: 'Cyan Patrone fast leer' },
      }),
    }),
  );
  expect(conditions).toMatchObject([{ key: 'ink-low/0.2', where: 'Tintenpatrone Cyan', source: 'console' }]);
});

test('a row that points to the wrong table is placed by its words', () => {
  const { conditions } = read(
    device({
      ...printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M611'),
      ...trays,
      ...rows({ '1.9': alertRow({ severity: 4, group: 13, groupIndex: 1, code: 808, text: 'Tray 2 empty' }) }),
    }),
  );
  expect(conditions).toMatchObject([{ key: 'tray-empty/1.2', where: 'Tray 2' }]);
});

test('Brother: asleep is no fault, a cold fuser neither; the private percentage instead of "some"', () => {
  const { alertRows, conditions, status, supplies } = read(odd.brotherAsleep);
  expect([status, conditions]).toEqual(['asleep', []]);
  expect(alertRows?.[0]).toMatchObject({ severity: 0, location: 40000 });
  expect(supplies?.[0]?.level).toMatchObject({ kind: 'measured', percent: 40 });
});

test('Kyocera: a row without words and the panel are one empty cassette; the bypass may be empty', () => {
  const { conditions, counters, inputs } = read(odd.kyoceraWordless);
  expect(inputs?.map(({ name }) => name)).toEqual(['Cassette 1', 'Cassette 2', 'MP tray']);
  expect(conditions).toMatchObject([{ key: 'tray-empty/1.4', where: 'Cassette 2' }]);
  expect(conditions[0]?.evidence).toContain('Add paper in cassette 2.');
  expect(counters.total).toBe(4711);
});

test('Ricoh: supplies of the private table, −100 is empty, SC is a call for service', () => {
  const { conditions, supplies } = read(odd.ricohPrivateOnly);
  expect(supplies).toMatchObject([
    { color: 'black', level: { percent: 40 } },
    { color: 'cyan', level: { percent: 0 } },
    { class: 'filled', level: { kind: 'some' } },
  ]);
  expect(conditions.map(({ key }) => key).sort()).toEqual(['service-needed/SC542', 'toner-empty/toner.2']);
});

test('Samsung: numbers as text, zeros and blanks behind the serial, NULL is nothing', () => {
  const { counters, identity, inputs, supplies } = read(odd.samsungSloppy);
  expect(identity).toMatchObject({ model: 'ML-3750', serial: 'Z0000000001', firmware: '2.00.01.10' });
  expect(supplies).toMatchObject([{ class: 'consumed', serial: 'CRUM-00000000001', level: { percent: 45 } }]);
  expect(inputs?.[0]?.level).toMatchObject({ kind: 'measured', percent: 40 });
  expect(counters.total).toBe(9001);
});

test('Konica Minolta: a finisher’s codes, a bin and a door by their rows; a row that went is nothing', () => {
  const { conditions } = read(odd.konicaWithFinisher);
  expect(conditions.map(({ key, where }) => [key, where]).sort()).toEqual([
    ['cover-open/1.2', 'Door B'],
    ['output-full/1.2', 'Finisher Tray 2'],
    ['staples-low', null],
    ['waste-full', null],
  ]);
});

test('Epson: the same words of two inks are two troubles; no octets are no bits', () => {
  const { conditions, errorBits, status } = read(odd.epsonSameWords);
  expect(errorBits).toEqual([]);
  expect(status).toBe('attention');
  expect(conditions.map(({ key }) => key)).toEqual(['ink-low/1.2', 'ink-low/1.3']);
});

test('Lexmark: a letter cut in two is left out, Latin-1 without a declaration is read', () => {
  const { conditions, console } = read(odd.lexmarkSwedish);
  expect(console?.[0]).toMatch(/^Cyan patron mycket låg, 412 återstående sidor/);
  expect(console?.[1]).toBe('Kassett slut: fack på väg');
  expect(conditions.map(({ key }) => key)).toEqual(['toner-low/1.2']);
});

test('a waste box that is called full while it reads 96 % is read the other way round, with a warning', () => {
  const { conditions, supplies, warnings } = read(odd.wasteUpsideDown);
  expect(supplies?.[0]?.level).toMatchObject({ percent: 4 });
  expect(warnings).toEqual([expect.stringContaining('calls it full')]);
  expect(conditions).toMatchObject([{ kind: 'waste-full' }]);
});

test('two printers: counters of the first, the other one and the scanner as troubles of their own', () => {
  const { conditions, counters, errorBits } = read(odd.twoPrinters);
  expect([counters.total, errorBits]).toEqual([150, []]);
  expect(conditions.map(({ kind, where }) => [kind, where]).sort()).toEqual([
    ['attention-needed', 'Envelope printer'],
    ['scanner-fault', 'Scanner Unit'],
  ]);
});

test('the system group alone: who it is, and no opinion', () => {
  expect(read(odd.systemGroupOnly)).toMatchObject({
    identity: { vendor: 'canon', model: 'iR-ADV C3720', serial: null },
    status: 'unknown',
    errorBits: null,
    conditions: [],
  });
});

describe('panel text in the declared character set', () => {
  /** IANA MIBenum, octets, text, kind. */
  const cases: readonly (readonly [number, readonly number[], string, string])[] = [
    [5, [0x4d, 0x61, 0xb3, 0x6f, 0x20, 0x74, 0x6f, 0x6e, 0x65, 0x72, 0x75], 'Mało toneru', 'toner-low'],
    [8, [0xbd, 0xd5, 0xe2, 0x20, 0xd1, 0xe3, 0xdc, 0xd0, 0xd3, 0xd8], 'Нет бумаги', 'tray-empty'],
    [12, [0x4b, 0x61, 0xf0, 0xfd, 0x74, 0x20, 0x79, 0x6f, 0x6b], 'Kağıt yok', 'tray-empty'],
    [17, [0x8e, 0x86, 0x8b, 0x6c, 0x82, 0xdc, 0x82, 0xe8], '紙詰まり', 'paper-jam'],
    [2004, [0x4c, 0x75, 0x63, 0x6b, 0x61, 0x20, 0xce, 0x70, 0x70, 0x65, 0x6e], 'Lucka öppen', 'cover-open'],
    [2025, [0xbf, 0xa8, 0xd6, 0xbd], '卡纸', 'paper-jam'],
  ];
  test.each(cases)('%i', (charset, octets, text, kind) => {
    const { conditions, console } = read(
      device({
        ...printer('Brother HL-1', '1.3.6.1.4.1.2435.2.3.9.1', 'Brother HL-1'),
        ...rows({
          '1': { prtGeneralCurrentLocalization: 1, prtConsoleLocalization: 2 },
          '1.1': { prtLocalizationCharacterSet: 106, prtConsoleDisplayBufferText: octets },
          '1.2': { prtLocalizationCharacterSet: charset },
        }),
      }),
    );
    expect(console).toEqual([text]);
    expect(conditions.map((condition) => condition.kind)).toEqual([kind]);
  });
});
