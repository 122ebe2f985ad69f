import { describe, expect, it } from 'vitest';
import { finisherUnits, genericCodes, specificCodes } from '../../catalogue/alert-code-table.ts';
import { alertCodeMeaning, errorBitOf, errorBits, isConditionKind, isRestingText } from '../../catalogue/index.ts';

const [cover, input, output, marker, supply, finisher, scanPath] = [6, 8, 9, 10, 11, 30, 52] as const;

describe('prtAlertCode', () => {
  it('knows the whole registry', () => {
    // IANA-PRINTER-MIB: 38 general codes, 57 of one part, 17 finishing units of 36 codes each; the rest is PWG 5107.3.
    expect(Object.keys(genericCodes).map(Number)).toEqual(Array.from({ length: 38 }, (_, i) => i + 1));
    const ranges: [number, number][] = [
      [501, 507],
      [801, 813],
      [901, 904],
      [1001, 1005],
      [1101, 1115],
      [1301, 1304],
      [1333, 1334],
      [1501, 1507],
      [1509, 1509],
      [1801, 1801],
      [5101, 5104],
      [5111, 5114],
      [5201, 5203],
      [5205, 5206],
    ];
    const wanted = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    expect(wanted.filter((code) => alertCodeMeaning(code, marker) === null)).toEqual([]);
    expect(Object.keys(finisherUnits).map(Number)).toEqual(Array.from({ length: 17 }, (_, i) => 302 + i));
    for (const unit of Object.keys(finisherUnits)) {
      const known = Array.from({ length: 100 }, (_, n) => n).filter((n) =>
        alertCodeMeaning(Number(unit) * 100 + n, 30),
      );
      expect(known).toEqual(Array.from({ length: 36 }, (_, i) => i + 3));
    }
  });

  it('names a kind that exists, or none, with words for both', () => {
    for (const code of [...Object.keys(genericCodes), ...Object.keys(specificCodes)].map(Number)) {
      for (let group = -1; group <= 80; group++) {
        const meaning = alertCodeMeaning(code, group, 3);
        expect(meaning?.kind === 'none' || isConditionKind(meaning?.kind ?? ''), `${code} ${group}`).toBe(true);
        expect(meaning?.title).toMatch(/^[A-Z].{3,}/);
        expect(meaning?.entry).toBe(`alert-${code}`);
      }
    }
  });

  it.each([
    [13, input, 'tray-empty', 'warning'],
    [13, supply, 'supply-empty', 'critical'],
    [12, supply, 'supply-low', 'warning'],
    [15, output, 'output-full', 'warning'],
    [15, supply, 'waste-full', 'critical'],
    [8, marker, 'paper-jam', 'critical'],
    [8, scanPath, 'original-jam', 'critical'],
    [3, cover, 'cover-open', 'critical'],
    [30, marker, 'engine-fault', 'critical'],
    [38, marker, 'fuser-fault', 'critical'],
    [1101, supply, 'toner-empty', 'critical'],
    [1105, supply, 'ink-low', 'warning'],
    [1112, supply, 'drum-empty', 'critical'],
    [808, input, 'tray-empty', 'warning'],
    [5206, scanPath, 'original-jam', 'critical'],
    [30208, finisher, 'paper-jam', 'critical'],
    [30213, finisher, 'staples-empty', 'warning'],
    [30813, finisher, 'supply-empty', 'critical'],
    [30815, finisher, 'waste-full', 'critical'],
    [30614, finisher, 'waste-almost-full', 'warning'],
    [31615, finisher, 'output-full', 'warning'],
  ])('%i of group %i is %s', (code, group, kind, severity) => {
    expect(alertCodeMeaning(code, group)).toMatchObject({ kind, severity });
  });

  it.each([4, 7, 19, 20, 23, 24, 25, 502, 503, 504, 507, 802, 1005, 1503, 1801, 30204, 30224])(
    '%i is no trouble',
    (code) => {
      expect(alertCodeMeaning(code, 5)?.kind).toBe('none');
    },
  );

  it('takes a cold fuser for a fault only where the device does', () => {
    expect(alertCodeMeaning(1001, marker, 5)?.kind).toBe('none');
    expect(alertCodeMeaning(1001, marker, 3)).toMatchObject({ kind: 'fuser-fault', severity: 'critical' });
  });

  it('gives the label of the registry', () => {
    expect(alertCodeMeaning(31238, finisher)?.name).toBe('imprinterThermistorFailure');
    expect(alertCodeMeaning(1109, supply)?.name).toBe('markerWasteTonerReceptacleFull');
  });

  it('knows nothing of numbers outside it', () => {
    for (const code of [0, -1, 39, 500, 1116, 1131, 1508, 30201, 30239, 31938, 40000, 1.5, Number.NaN, 2 ** 31]) {
      expect(alertCodeMeaning(code, supply), `${code}`).toBe(null);
    }
  });
});

it('has the fifteen error bits in their order', () => {
  expect(errorBits.map(({ name }) => name)).toEqual(
    'lowPaper noPaper lowToner noToner doorOpen jammed offline serviceRequested inputTrayMissing outputTrayMissing markerSupplyMissing outputNearFull outputFull inputTrayEmpty overduePreventMaint'.split(
      ' ',
    ),
  );
  expect(errorBitOf('jammed')?.kind).toBe('paper-jam');
  expect(errorBitOf('toString')).toBe(null);
});

describe('resting texts', () => {
  it.each([
    'Sleep',
    'Sleep mode on',
    'Sleeping',
    'Deep Sleep',
    'Idle',
    'Ready',
    'READY   ',
    'Ready for paper',
    'Ready to print',
    'Standby',
    'Warming up',
    'Warm-up',
    'Power Saver',
    'deleted',
    '',
    '---',
    'Energiesparen',
    'Energiesparmodus',
    'Bereitschafts-\nmodus ein',
    'Bereit',
    'Ruhezustand',
    'Veille',
    'Prêt',
    'Listo',
    'In attesa',
    'Pronta',
    'TRYB UŚPIENIA      ',
    'OCZEKIWANIE     ',
    '请等待                ',
    'スリープ',
  ])('%j', (text) => expect(isRestingText(text)).toBe(true));

  it.each([
    'Tray 1 not ready',
    'ENERGIESPAREN   \rTROMMEL ERSETZ. ',
    '卡纸 Ready',
    'Ready. Toner low',
    'Sleep error',
    'Off-line',
    'Not ready',
    `${'-'.repeat(200)}x`,
  ])('not %j', (text) => expect(isRestingText(text)).toBe(false));
});
