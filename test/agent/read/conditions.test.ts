/** From what a device tells to conditions: one for each real trouble. */
import { describe, expect, test } from 'vitest';
import { isConditionKind } from '../../../catalogue/index.ts';
import type { Reading } from '../../../contract/index.ts';
import { columns } from '../../../mibs/oids.ts';
import { alertRow, device, okiId, printer, rows, supply, toners, tray, trays, xeroxId } from './devices.ts';
import { type Recording, read } from './recording.ts';

const xerox = printer('Xerox AltaLink C8145; SS 1.2.3', xeroxId, 'Xerox AltaLink C8145');
const oki = printer('OKI OkiLAN 9450g Rev.00.69 PrintServer: Attached to C712 Rev.07.87', okiId, 'C712');
const hp = printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607');
const panel = (...lines: string[]) =>
  Object.fromEntries(lines.map((line, i) => [`${columns.prtConsoleDisplayBufferText}.1.${i + 1}`, line]));
const bits = (...octets: number[]) => ({ [`${columns.hrPrinterDetectedErrorState}.1`]: octets });
const keys = (reading: Reading) => reading.conditions.map(({ key }) => key);
const conditionsOf = (recording: Recording) => read(recording).conditions;

describe('alert rows', () => {
  test('a code in the text names the fault; the panel and the bits are kept as evidence', () => {
    const reading = read(
      device({
        ...oki,
        ...rows({
          '1.4': alertRow({ group: 10, groupIndex: 1, code: 1001, training: 5, text: 'SERVICE CALL 173: FATAL ERROR' }),
        }),
        ...panel('SERVICE CALL 173', 'FATAL ERROR'),
        ...bits(0x01),
      }),
    );
    expect(reading.conditions).toHaveLength(1);
    expect(reading.conditions[0]).toMatchObject({
      kind: 'fuser-fault',
      key: 'fuser-fault/173',
      entry: 'oki-173',
      code: '173',
      severity: 'critical',
      stops: ['print'],
      source: 'alert-row',
    });
    expect(reading.conditions[0]?.evidence).toContain(
      `${columns.prtAlertDescription}.1.4 = SERVICE CALL 173: FATAL ERROR`,
    );
    expect(reading.conditions[0]?.evidence).toContain('serviceRequested');
    expect(reading.alertRows?.[0]?.vendorCode).toBe('173');
    expect(reading.status).toBe('stopped');
  });

  test('Xerox keeps the code in its own table, joined by column 14', () => {
    const reading = read(
      device({
        ...xerox,
        ...rows({
          '1.2': alertRow({ group: 13, groupIndex: 1, code: 8, text: 'Clear the paper from exit 2' }),
          '1.7': {
            xcmHrDevAlertCodeString: '77-109-00',
            xcmHrDevAlertDescription: 'Jam',
            xcmHrDevAlertSeverityLevel: 8,
            xcmHrDevAlertDevAlertIndex: 2,
          },
        }),
        [`${columns.prtMediaPathDescription}.1.1`]: 'Main path',
      }),
    );
    expect(reading.conditions).toMatchObject([
      { kind: 'paper-jam', key: 'paper-jam/077-109', code: '077-109', where: 'Main path', severity: 'critical' },
    ]);
    expect(reading.alertRows).toMatchObject([{ index: '1.2', vendorCode: '077-109' }]);
  });

  test('a Xerox row that prtAlertTable lacks (scanner) is a condition of its own', () => {
    const reading = read(
      device({
        ...xerox,
        ...rows({
          '11.3': {
            xcmHrDevAlertCodeString: '016-781',
            xcmHrDevAlertDescription: 'Unable to reach the server',
            xcmHrDevAlertSeverityLevel: 4,
            xcmHrDevAlertTrainingLevel: 32,
          },
        }),
      }),
    );
    expect(reading.conditions).toMatchObject([{ code: '016-781', source: 'alert-row' }]);
    expect(reading.alertRows).toEqual([]);
  });

  test('rows of the same text about different supplies are different troubles', () => {
    const row = (index: number) =>
      alertRow({ severity: 5, group: 11, groupIndex: index, code: 1104, text: 'Toner is low.' });
    const reading = read(device({ ...hp, ...toners, ...rows({ '1.21': row(1), '1.22': row(2), '1.23': row(3) }) }));
    expect(keys(reading)).toEqual(['toner-low/1.3', 'toner-low/1.1', 'toner-low/1.2'].sort());
    expect(reading.conditions.map(({ where }) => where).sort()).toEqual(['Black Toner', 'Cyan Toner', 'Magenta Toner']);
  });

  test('keys stay when the running index, the severity or the values move', () => {
    const at = (index: number, severity: number, text: string, percent: number) =>
      keys(
        read(
          device({
            ...hp,
            ...rows({
              '1.3': supply('Magenta Toner', 3, percent),
              [`1.${index}`]: alertRow({ severity, group: 11, groupIndex: 3, code: 1104, text }),
              [`1.${index + 1}`]: alertRow({ severity, code: 1, text: `Strange thing in ${percent} pages` }),
            }),
          }),
        ),
      ).sort();
    expect(at(7, 4, 'Magenta low, 412 pages', 9)).toEqual(at(350, 3, 'Magenta low, 380 pages', 8));
  });

  test.each([
    ['sleep', alertRow({ severity: 1, code: 23, text: 'Sleep mode on' })],
    ['idle', alertRow({ severity: 1, code: 1, group: 1, text: 'Idle' })],
    ['power-up, weeks ago', alertRow({ severity: 4, training: 6, code: 503 })],
    ['a cold fuser of a sleeping printer', alertRow({ severity: 5, group: 10, groupIndex: 1, code: 1001 })],
    ['a row that tells of another row', alertRow({ severity: 5, group: 18, groupIndex: 4, code: 1801 })],
    ['zeros', alertRow({ severity: 0, training: 0, group: 0, groupIndex: 0, location: 40000, code: 0, text: 'Sleep' })],
    ['nothing at all', alertRow({ severity: 0, training: 0, group: 0, groupIndex: 0, code: 0 })],
    ['a closed cover', alertRow({ severity: 5, group: 6, groupIndex: 1, code: 4, text: 'Cover closed' })],
  ])('no condition: %s', (_, row) => {
    expect(conditionsOf(device({ ...hp, ...rows({ '1.1': row }) }))).toEqual([]);
  });

  test('what nobody knows is told in its own words, each by itself', () => {
    const reading = read(
      device({
        ...hp,
        ...rows({
          '1.1': alertRow({ severity: 3, training: 5, code: 1, text: 'Flux capacitor misaligned' }),
          '1.2': alertRow({ severity: 4, code: 1, text: 'Quantum drawer entangled' }),
          '1.3': alertRow({ severity: 4, group: -1, code: 1_111_111, text: '' }),
        }),
      }),
    );
    expect(reading.conditions).toMatchObject([
      {
        kind: 'unknown-fault',
        entry: 'unknown',
        title: 'Flux capacitor misaligned',
        severity: 'critical',
        who: 'service',
      },
      { kind: 'unknown-fault', entry: 'unknown', severity: 'warning' },
      { kind: 'unknown-fault', entry: 'unknown', severity: 'warning' },
    ]);
    expect(reading.conditions.map(({ title }) => title).sort()).toEqual([
      'Alert code 1111111',
      'Flux capacitor misaligned',
      'Quantum drawer entangled',
    ]);
    expect(new Set(keys(reading)).size).toBe(3);
    expect(keys(reading).join()).not.toMatch(/flux|quantum/i);
  });

  test('an unknown code of the maker is kept as the code', () => {
    const [condition] = conditionsOf(
      device({ ...oki, ...rows({ '1.1': alertRow({ code: 1, text: 'SERVICE CALL 999: FATAL ERROR' }) }) }),
    );
    expect(condition).toMatchObject({ code: '999', source: 'alert-row' });
    expect(condition?.key).toMatch(/\/999$/);
  });

  test('a general code about a supply speaks of that supply', () => {
    const waste = { ...supply('Waste Toner Box', 0, -3), prtMarkerSuppliesClass: 4, prtMarkerSuppliesType: 4 };
    const drum = { ...supply('Drum', 0, -3), prtMarkerSuppliesType: 9 };
    const row = (groupIndex: number, code: number) => alertRow({ severity: 4, group: 11, groupIndex, code, text: '' });
    const reading = read(
      device({ ...hp, ...rows({ '1.1': waste, '1.2': drum, '1.8': row(1, 14), '1.9': row(2, 10) }) }),
    );
    expect(keys(reading)).toEqual(['drum-low/1.2', 'waste-almost-full/1.1']);
  });

  test('who can mend it: the entry, else the training level, else the kind', () => {
    const who = (training: number) =>
      conditionsOf(
        device({
          ...hp,
          ...rows({ '1.1': alertRow({ training, group: 13, groupIndex: 1, code: 8, text: 'Something stuck' }) }),
        }),
      )[0]?.who;
    expect([3, 4, 5, 6, 0, 99].map(who)).toEqual(['user', 'admin', 'service', 'admin', 'user', 'user']);
  });

  test('a warning does not stop the device; a critical row does', () => {
    const told = (severity: number, code: number) =>
      conditionsOf(
        device({
          ...hp,
          ...toners,
          ...rows({ '1.9': alertRow({ severity, group: 11, groupIndex: 1, code, text: '' }) }),
        }),
      ).find(({ source }) => source === 'alert-row');
    expect(told(3, 1101)).toMatchObject({ severity: 'critical', stops: ['print'] });
    expect(told(4, 1101)).toMatchObject({ severity: 'warning', stops: [] });
    expect(told(3, 1104)).toMatchObject({ kind: 'toner-low', severity: 'warning', stops: [] });
  });
});

describe('error bits', () => {
  test('a bit by itself is a condition of its kind', () => {
    expect(conditionsOf(device({ ...hp, ...bits(0x04) }))).toMatchObject([
      { key: 'paper-jam', source: 'error-bits', severity: 'critical' },
    ]);
    expect(conditionsOf(device({ ...hp, ...bits(0x00, 0x02) }))).toMatchObject([{ key: 'maintenance-due' }]);
  });

  test('low toner is about the one supply that is low, and is not told twice', () => {
    expect(conditionsOf(device({ ...hp, ...toners, ...bits(0x20) }))).toMatchObject([
      {
        key: 'toner-low/1.3',
        where: 'Magenta Toner',
        source: 'error-bits',
        evidence: expect.stringContaining('8 of 100'),
      },
    ]);
  });

  test('no toner is more than a cartridge that is low', () => {
    const two = rows({ '1.1': supply('Black Toner', 1, 3), '1.2': supply('Cyan Toner', 2, 2) });
    expect(keys(read(device({ ...hp, ...two, ...bits(0x10) })))).toEqual([
      'toner-empty',
      'toner-low/1.1',
      'toner-low/1.2',
    ]);
  });

  test('on a device that prints with ink, toner is ink', () => {
    const ink = rows({ '1.1': { ...supply('Black Ink', 1, 50), prtMarkerSuppliesType: 6 } });
    expect(keys(read(device({ ...hp, ...ink, ...bits(0x20) })))).toEqual(['ink-low']);
  });

  test('off-line while asleep is sleep', () => {
    const asleep = {
      ...hp,
      ...rows({ '1.1': alertRow({ severity: 1, code: 23, text: 'Sleep mode on' }) }),
      ...bits(0x02),
    };
    expect(read(device(asleep))).toMatchObject({ status: 'asleep', conditions: [] });
    expect(keys(read(device({ ...hp, ...bits(0x02) })))).toEqual(['offline']);
  });

  test('an open cover, told three times, is one condition', () => {
    const cover = { '1.2': { prtCoverDescription: 'Right door', prtCoverStatus: 3 } };
    const alert = { '1.40': alertRow({ group: 6, groupIndex: 2, code: 501, text: 'Right door open' }) };
    expect(
      conditionsOf(device({ ...hp, ...rows(cover), ...rows(alert), ...bits(0x08), ...panel('Right door open') })),
    ).toMatchObject([{ key: 'cover-open/1.2', where: 'Right door', source: 'alert-row' }]);
  });
});

describe('levels', () => {
  test('20 % is low, 5 % is urgent, nothing left is empty; none of them stops the device by itself', () => {
    const at = (percent: number) =>
      conditionsOf(device({ ...hp, ...rows({ '1.1': supply('Black Toner', 1, percent) }) }));
    expect(at(21)).toEqual([]);
    expect(at(20)).toMatchObject([{ key: 'toner-low/1.1', severity: 'warning', stops: [] }]);
    expect(at(5)).toMatchObject([{ key: 'toner-low/1.1', severity: 'critical', stops: [] }]);
    expect(at(0)).toMatchObject([{ key: 'toner-empty/1.1', severity: 'critical', stops: [] }]);
    expect(read(device({ ...hp, ...rows({ '1.1': supply('Black Toner', 1, 0) }) })).status).toBe('attention');
  });

  test('"some left" is no trouble by itself', () => {
    expect(conditionsOf(device({ ...hp, ...rows({ '1.1': supply('Black Toner', 1, -3) }) }))).toEqual([]);
  });

  test('a full output and an empty tray', () => {
    const output = { '1.1': { prtOutputName: 'Bin 1', prtOutputMaxCapacity: 250, prtOutputRemainingCapacity: 0 } };
    expect(keys(read(device({ ...hp, ...rows({ '1.2': tray('Tray 2', 500, 0) }), ...rows(output) })))).toEqual([
      'output-full/1.1',
      'tray-empty/1.2',
    ]);
  });

  test('an empty tray stops printing only where the device is down', () => {
    const empty = {
      ...hp,
      ...trays,
      ...rows({ '1.9': alertRow({ severity: 3, group: 8, groupIndex: 1, code: 808, text: 'Load paper' }) }),
    };
    expect(read(device(empty))).toMatchObject({
      status: 'attention',
      conditions: [{ key: 'tray-empty/1.1', severity: 'warning', stops: [] }],
    });
    const down = { ...empty, [`${columns.hrDeviceStatus}.1`]: 5, [`${columns.hrPrinterStatus}.1`]: 1 };
    expect(read(device(down))).toMatchObject({
      status: 'stopped',
      conditions: [{ key: 'tray-empty/1.1', severity: 'critical', stops: ['print'] }],
    });
  });
});

describe('panel', () => {
  test('words that the catalogue knows, with the sub-unit that they name', () => {
    expect(conditionsOf(device({ ...hp, ...toners, ...panel('Cyan toner low') }))).toMatchObject([
      { key: 'toner-low/1.2', where: 'Cyan Toner', source: 'console' },
      { key: 'toner-low/1.3', source: 'supply' },
    ]);
  });

  test('anything else on a panel is no trouble', () => {
    expect(conditionsOf(device({ ...hp, ...panel('Welcome to Example Ltd', '12:41  24.11.', 'Copies 1') }))).toEqual(
      [],
    );
  });

  test('a sentence that the panel has broken into lines', () => {
    expect(keys(read(device({ ...oki, ...panel('SERVICE CALL', '140: FATAL ERROR') })))).toEqual(['drum-fault/140']);
  });
});

describe('jobs of Xerox', () => {
  const job = (reasons: number) => ({
    [`${columns.xcmJobServiceType}.1.3.65.66.67`]: { type: 'oid' as const, value: '1.3.6.1.4.1.253.8.58.2.4' },
    [`${columns.xcmJobStateReasons}.1.3.65.66.67`]: reasons,
  });

  test('a scan to mail that ended with errors', () => {
    expect(conditionsOf(device({ ...xerox, ...job(0x40) }))).toMatchObject([
      { key: 'scan-failed/scan-to-mail', source: 'job', where: 'Scan to mail' },
    ]);
    expect(conditionsOf(device({ ...xerox, ...job(0x10) }))).toEqual([]);
  });

  test('is told by the message that says why', () => {
    const why = { '1.1': alertRow({ severity: 4, text: 'Failure in the remote directory’s lock' }) };
    const conditions = conditionsOf(device({ ...xerox, ...job(0x200), ...rows(why) }));
    expect(conditions).toMatchObject([
      { kind: 'scan-lock', evidence: expect.stringContaining('aborted by the system') },
    ]);
  });
});

describe('other devices of the machine', () => {
  const scanner = (status: number) => rows({ '4': { hrDeviceDescr: 'Scanner Unit', hrDeviceStatus: status } });

  test('a scanner that is down', () => {
    expect(conditionsOf(device({ ...xerox, ...scanner(5) }))).toMatchObject([
      {
        key: 'scanner-fault/device-4',
        where: 'Scanner Unit',
        severity: 'warning',
        evidence: expect.stringContaining('= 5'),
      },
    ]);
  });

  test('is no trouble while it runs or the machine sleeps', () => {
    expect(conditionsOf(device({ ...xerox, ...scanner(2) }))).toEqual([]);
    expect(conditionsOf(device({ ...xerox, ...scanner(5), ...panel('Sleep mode') }))).toEqual([]);
  });
});

test('every condition has a kind of the closed list and a key that begins with it', () => {
  const everything = device({
    ...xerox,
    ...toners,
    ...trays,
    ...panel('Paper jam', 'Call service'),
    ...bits(0xff, 0xff),
    ...rows(
      Object.fromEntries(
        [3, 8, 13, 30, 808, 903, 1101, 1109, 1306, 30208].map((code, i) => [`1.${i}`, alertRow({ code, group: 5 })]),
      ),
    ),
  });
  const { conditions } = read(everything);
  expect(conditions.length).toBeGreaterThan(8);
  for (const { kind, key } of conditions) {
    expect(isConditionKind(kind)).toBe(true);
    expect(key === kind || key.startsWith(`${kind}/`)).toBe(true);
  }
  expect(new Set(conditions.map(({ key }) => key)).size).toBe(conditions.length);
});
