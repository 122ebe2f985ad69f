/** Private tables, maker by maker. */
import { describe, expect, test } from 'vitest';
import { columns, scalars } from '../../../mibs/oids.ts';
import { alertRow, device, oid, okiId, printer, rows, xeroxId } from './devices.ts';
import { read } from './recording.ts';

test('Lexmark: alerts of scanner and mail, which the standard table does not have', () => {
  const reading = read(
    device({
      ...printer('Lexmark CX725 version CB.075.279 kernel 4.11 All-N-1', '1.3.6.1.4.1.641.6.1', 'Lexmark CX725'),
      [scalars.pgTotal]: 9000,
      [scalars.pgMonoCopy]: 10,
      [scalars.pgColorCopy]: 5,
      ...rows({
        '1.1': { scanCountType: 3, scanCountSides: 40 },
        '1.2': {
          scanCountType: 259,
          scanCountSides: 2,
          deviceAlertCode: 604,
          deviceAlertDescription: 'ADF jam',
          deviceAlertSeverityLevel: 3,
          deviceAlertTrainingLevel: 3,
          deviceAlertPrtCode: 8,
        },
        '1.3': {
          deviceAlertCode: 207,
          deviceAlertDescription: 'Cyan toner low',
          deviceAlertSeverityLevel: 4,
          deviceAlertPrtCode: 1104,
        },
        '1.9': alertRow({ severity: 4, group: 11, groupIndex: 2, code: 1104, text: 'Cyan toner low' }),
      }),
    }),
  );
  expect(reading.identity).toMatchObject({ vendor: 'lexmark', model: 'CX725', firmware: 'CB.075.279' });
  expect(reading.counters).toMatchObject({ total: 9000, copies: 15, scansToEmail: 42 });
  expect(reading.conditions.map(({ key }) => key)).toEqual(['original-jam', 'toner-low/1.2']);
});

test('HP: scans of feeder and glass together, copies and faxes apart', () => {
  const { counters } = read(
    device({
      ...printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet MFP M528'),
      [scalars.hpTotalPages]: 5000,
      [scalars.hpFeederScans]: 700,
      [scalars.hpFlatbedScans]: 50,
      [scalars.hpCopyImpressions]: 120,
    }),
  );
  expect(counters).toMatchObject({ total: 5000, scans: 750, copies: 120, faxes: null });
});

test('models that keep their counters elsewhere: Canon by name, Epson in older columns', () => {
  const canon = read(
    device({
      ...printer('Canon iR-ADV C3930', '1.3.6.1.4.1.1602.4.7', 'Canon iR-ADV C3930'),
      ...rows({
        '1': { canNamedCounterName: 'Total 1', canNamedCounterValue: 900 },
        '7': { canNamedCounterName: 'Scan (Total 1)', canNamedCounterValue: 300 },
      }),
    }),
  );
  expect(canon.counters).toMatchObject({ total: 900, scans: 300, copies: null });
  const epson = read(
    device({
      ...printer('EPSON AL-M400', '1.3.6.1.4.1.1248.1.1.2.1', 'EPSON AL-M400'),
      ...rows({ '1.1': { epsonMonoPagesOld: 70, epsonTotalPagesOld: 75 } }),
    }),
  );
  expect(epson.counters).toMatchObject({ total: 75, black: 70 });
});

test('Kyocera: model, serial, firmware, panel and functions', () => {
  const reading = read(
    device({
      ...printer('KYOCERA Document Solutions Printing System', '1.3.6.1.4.1.1347.41', ''),
      ...rows({
        '1': { kcprtGeneralModelName: 'TASKalfa 4053ci', kcprtSerialNumber: 'VGX0000001' },
        '1.1': {
          kcprtFirmwareVersion: '2XD_S000.002.101',
          kcprtAlertStateDisplay: 'Add paper in cassette 2.',
          kmMfpCounterItem: 500,
        },
        '1.2': { kmMfpCounterItem: 300 },
        '1.4': { kmMfpCounterItem: 20 },
      }),
      [`${columns.kyoceraScanCount}.3`]: 77,
    }),
  );
  expect(reading.identity).toMatchObject({
    vendor: 'kyocera',
    model: 'TASKalfa 4053ci',
    serial: 'VGX0000001',
    firmware: '2XD_S000.002.101',
  });
  expect(reading.counters).toMatchObject({ prints: 500, copies: 300, faxes: 20, scans: 77 });
  expect(reading.console).toEqual(['Add paper in cassette 2.']);
});

test('Konica Minolta: counters by colour and function', () => {
  const { counters, identity } = read(
    device({
      ...printer('KONICA MINOLTA bizhub C308', '1.3.6.1.4.1.18334.1.1.1.2.1.1', 'KONICA MINOLTA bizhub C308'),
      [scalars.kmFirmware]: 'A79M30G00',
      ...Object.fromEntries(
        [
          ['1.1', 100],
          ['1.2', 200],
          ['2.1', 30],
          ['2.2', 40],
        ].map(([row, count]) => [`${columns.kmFunctionCount}.${row}`, Number(count)]),
      ),
    }),
  );
  expect(identity.firmware).toBe('A79M30G00');
  expect(counters).toMatchObject({ black: 300, color: 70, copies: 130, prints: 240 });
});

test('Sharp: counters by their names, a level without a maximum is a percentage', () => {
  const { counters, supplies } = read(
    device({
      ...printer('SHARP MX-3071', '1.3.6.1.4.1.2385.3.1', 'SHARP MX-3071'),
      [`${columns.sharpCounterName}.5.4.61`]: 'Black & White Total Count',
      [`${columns.sharpCounterValue}.5.4.61`]: 900,
      [`${columns.sharpCounterName}.5.4.63`]: 'Full Color Total Count',
      [`${columns.sharpCounterValue}.5.4.63`]: 80,
      [`${columns.sharpCounterName}.5.4.64`]: 'Two Color Total Count',
      [`${columns.sharpCounterValue}.5.4.64`]: 5,
      [`${columns.sharpCounterName}.8.4.50`]: 'Scan to E-mail/FTP',
      [`${columns.sharpCounterValue}.8.4.50`]: 33,
      ...rows({
        '1.1': { prtMarkerSuppliesDescription: 'Drum', prtMarkerSuppliesLevel: 9, prtMarkerSuppliesMaxCapacity: -2 },
      }),
    }),
  );
  expect(counters).toMatchObject({ black: 900, color: 85, scansToEmail: 33 });
  expect(supplies?.[0]?.level).toMatchObject({ kind: 'measured', percent: 9 });
});

test('Canon: numbered counters, serial by its place', () => {
  const { counters, identity } = read(
    device({
      ...printer('Canon iR-ADV C3530 /P', '1.3.6.1.4.1.1602.4.7', 'Canon iR-ADV C3530'),
      [`${columns.canServInfoSerialNumberDeviceNumber}.1.1`]: 'XUN00001',
      [`${columns.canCounterValue}.101`]: 5000,
      [`${columns.canCounterValue}.112`]: 10,
      [`${columns.canCounterValue}.113`]: 4000,
      [`${columns.canCounterValue}.501`]: 800,
    }),
  );
  expect(identity).toMatchObject({ model: 'iR-ADV C3530', serial: 'XUN00001' });
  expect(counters).toMatchObject({ total: 5000, black: 4010, color: null, scans: 800 });
});

test('Epson: functions by the last arc; Samsung: jobs by their type', () => {
  const epson = read(
    device({
      ...printer('EPSON Built-in Print Server', '1.3.6.1.4.1.1248.1.1.2', 'EPSON WF-C579R Series'),
      [`${columns.epsonFirmwareVersion}.1.1`]: 'AB01',
      [`${columns.epsonFirmwareName}.1.1`]: 'Main FW',
      [`${columns.epsonFunctionTotal}.1.1.2`]: 44,
      [`${columns.epsonFunctionTotal}.1.1.4`]: 55,
    }),
  );
  expect(epson.identity).toMatchObject({ model: 'WF-C579R', firmware: 'AB01' });
  expect(epson.counters).toMatchObject({ copies: 44, scans: 55, prints: null });
  const samsung = read(
    device({
      ...printer('Samsung K4300 Series; V11.01.05.10, Engine 1', '1.3.6.1.4.1.236.11.5.1', 'Samsung K4300 Series'),
      ...rows({
        '1.1': { scmHrDevCountJobType: 1, scmHrDevCountValue: 70 },
        '1.2': { scmHrDevCountJobType: 1, scmHrDevCountValue: 7 },
        '1.3': { scmHrDevCountJobType: 5, scmHrDevCountValue: 9 },
      }),
    }),
  );
  expect(samsung.counters).toMatchObject({ prints: 77, scans: 9, copies: null });
});

test('a Xerox that Samsung built is read with both makers’ tables', () => {
  const { identity } = read(
    device({
      ...printer('Xerox WorkCentre 3345', '1.3.6.1.4.1.236.11.5.1', ''),
      [scalars.samsungSerialNumber]: '8TB0000001',
      [scalars.samsungFirmware]: 'V50.003.00',
    }),
  );
  expect(identity).toMatchObject({
    vendor: 'xerox',
    model: 'WorkCentre 3345',
    serial: '8TB0000001',
    firmware: 'V50.003.00',
  });
});

describe('print servers by Extended Systems', () => {
  test('OKI: the state of the printer behind them', () => {
    const { conditions } = read(
      device({
        ...printer('OKI OkiLAN 6100e Rev.02.00 10BASE Ethernet PrintServer', okiId, ''),
        ...rows({ '1': { okiOutputExtendedStatus: 5, okiOutputPrinterModel: 'B4350' } }),
      }),
    );
    expect(conditions).toMatchObject([{ key: 'paper-jam', source: 'error-bits' }]);
  });

  test('a server that finds no printer', () => {
    const { conditions } = read(
      device({
        ...printer('OKI OkiLAN 6100e Rev.02.00 10BASE Ethernet PrintServer', okiId, ''),
        ...rows({ '1': { okiOutputExtendedStatus: 2 } }),
      }),
    );
    expect(conditions).toMatchObject([{ key: 'offline', source: 'error-bits' }]);
  });

  test('no trouble at rest', () => {
    const zebra = {
      '1.3.6.1.2.1.1.1.0': 'ZebraNet Wired PS',
      ...rows({ '1': { esiOutputExtendedStatus: 1, esiOutputPrinterModel: 'ZTC ZT230' } }),
    };
    expect(read(device(zebra))).toMatchObject({ identity: { vendor: 'zebra', model: 'ZT230' }, conditions: [] });
  });
});

describe('Xerox services', () => {
  const service = (type: number, detail: number | readonly number[]) =>
    read(
      device({
        ...printer('Xerox AltaLink C8145; SS 1.2.3', xeroxId, 'Xerox AltaLink C8145'),
        ...rows({
          '4': { xcmSvcMonServiceName: 'E-mail', xcmSvcMonServiceType: type, xcmSvcMonServiceStateDetail: detail },
        }),
      }),
    ).conditions;

  test('a mail service without contact, as a number and as octets', () => {
    expect(service(304, 27)).toMatchObject([{ key: 'scan-server/service-304', where: 'E-mail', source: 'job' }]);
    expect(service(104, [0, 40])).toMatchObject([{ key: 'scan-failed/service-104' }]);
  });

  test('not of services that do not scan, and not of healthy ones', () => {
    expect([...service(301, 27), ...service(304, 42), ...service(304, 15)]).toEqual([]);
  });
});

test('a product number may tell the maker where sysObjectID does not', () => {
  const { identity } = read(
    device({
      ...printer('Printer', '1.3.6.1.4.1.99999.1', 'X-100'),
      ...rows({ '1': { hrDeviceID: oid('1.3.6.1.4.1.1602.4.7.1') } }),
    }),
  );
  expect(identity.vendor).toBe('canon');
});
