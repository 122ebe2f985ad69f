import { describe, expect, test } from 'vitest';
import { parseDeviceId } from '../../../agent/read/device-id.ts';
import { modelIn } from '../../../agent/read/models.ts';
import { brandOf, vendorByOid, withoutBrand } from '../../../agent/read/vendors.ts';
import { columns, nodes, scalars } from '../../../mibs/oids.ts';
import { device, oid, okiId, printer, rows, xeroxId } from './devices.ts';
import { read } from './recording.ts';

const only = (sysDescr: string, objectId?: string) =>
  read(device({ [scalars.sysDescr]: sysDescr, ...(objectId ? { [scalars.sysObjectID]: oid(objectId) } : {}) }))
    .identity;

describe('maker, model and firmware by sysDescr alone', () => {
  test.each([
    [
      'Xerox AltaLink C8135; SS 111.002.000.00100, NC 111.002.00100, UI 111.002.00100',
      'xerox',
      'AltaLink C8135',
      '111.002.000.00100',
    ],
    [
      'Xerox WorkCentre 5875 v1 Multifunction System; System Software 073.190.003.00000, ESS 073.003.00000',
      'xerox',
      'WorkCentre 5875',
      '073.190.003.00000',
    ],
    ['Xerox Phaser 6280DN; OS 5.11, PS 4.2.0, Eng 9.1', 'xerox', 'Phaser 6280DN', '5.11'],
    ['FUJI XEROX DocuCentre-V C2263 ;ESS1.4.2,IOT 10.3.0,ADF 7.5.0', 'xerox', 'DocuCentre-V C2263', '1.4.2'],
    ['FUJIFILM Apeos C3060; ESS 1.2.3', 'fujifilm', 'Apeos C3060', '1.2.3'],
    ['Tektronix, Inc., Phaser 780, PhaserShare Series B', 'xerox', 'Phaser 780', null],
    ['XEROX 6279 WIDE FORMAT PRINTER; ACCXES 15.0 200', 'xerox', '6279 WIDE FORMAT', null],
    [
      'OKI OkiLAN 8450e Rev.02.10 10/100BASE Ethernet PrintServer: Attached to C610 Rev.N3.09 : Copyright',
      'oki',
      'C610',
      'N3.09',
    ],
    ['OKI OkiLAN 6130e Rev.01.00 10BASE Ethernet PrintServer', 'oki', null, null],
    ['OKI MC780', 'oki', 'MC780', null],
    ['OKI DATA CORP C610', 'oki', 'C610', null],
    ['OkiLAN 8200', 'oki', null, null],
    ['Lexmark International, Inc. MS810dn', 'lexmark', 'MS810dn', null],
    ['Dell Color Laser 5110cn', 'dell', '5110cn', null],
    ['Sindoh N602', 'sindoh', 'N602', null],
    [
      'HP ETHERNET MULTI-ENVIRONMENT,SN:CNXXXX0001,FN:MX00001,SVCID:20000,PID:HP Color LaserJet CP1515n',
      'hp',
      'Color LaserJet CP1515n',
      null,
    ],
    ['HP ETHERNET MULTI-ENVIRONMENT,SN:CNXXXX0001,FN:MX00001,SVCID:20000,PID:third floor', 'hp', null, null],
    ['HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD150,EEPROM V.40.01,CIDATE 01/02/2010', 'hp', null, null],
    [
      'RICOH Aficio MP C4501 1.30 / RICOH Network Printer C model / RICOH Network Scanner C model',
      'ricoh',
      'Aficio MP C4501',
      '1.30',
    ],
    ['LANIER MP 2852 1.02 / LANIER Network Printer C model', 'ricoh', 'MP 2852', '1.02'],
    ['Lexmark MX511de version NH61.SB.N700 kernel 3.0.0 All-N-1', 'lexmark', 'MX511de', 'NH61.SB.N700'],
    ['IBM Infoprint 1332 version 55.10.21 kernel 2.4.0 All-N-1', 'lexmark', 'Infoprint 1332', '55.10.21'],
    ['Dell 2150cn Color Laser; Net 16.40,Controller 201106241159,Engine 05.00.00', 'dell', '2150cn', '201106241159'],
    ['Samsung CLX-6220 Series; OS 1.50.00.10, Engine 1.02', 'samsung', 'CLX-6220', '1.50.00.10'],
    ['KYOCERA Document Solutions Printing System', 'kyocera', null, null],
    ['UTAX_TA Printing System', 'kyocera', null, null],
    ['KONICA MINOLTA bizhub C368', 'konica-minolta', 'bizhub C368', null],
    ['Develop ineo+ 258', 'konica-minolta', 'ineo+ 258', null],
    ['Brother NC-9000h, Firmware Ver.1.05 (12.03.01),MID 8CA-000', 'brother', null, '1.05'],
    ['Canon LBP7100C /P', 'canon', 'LBP7100C', null],
    ['EPSON Built-in 10Base-T/100Base-TX Print Server', 'epson', null, null],
    ['SHARP MX-3070N', 'sharp', 'MX-3070N', null],
    ['TOSHIBA e-STUDIO3008A', 'toshiba', 'e-STUDIO3008A', null],
    ['Lexmark MX722adhe 7099999999XYZ', 'lexmark', 'MX722adhe', null],
    ['InfoPrint 1880 version NH1.IR.N300 kernel 2.6', 'lexmark', 'InfoPrint 1880', 'NH1.IR.N300'],
    ['Zebra Technologies ZTC ZD420', 'zebra', 'ZD420', null],
    ['TEC B-SA4T', 'toshiba', 'B-SA4T', null],
    ['TOSHIBA TEC CORPORATION e-STUDIO448S', 'toshiba', 'e-STUDIO448S', null],
    ['Intermec PD43 (c) 2013 Honeywell', 'honeywell', 'PD43', null],
    ['Océ ColorWave 650', 'oce', 'ColorWave 650', null],
    ['FX DocuPrint P455 d; Net 17.50,ESS 201311011234', 'xerox', 'DocuPrint P455 d', '201311011234'],
    ['MINOLTA-QMS magicolor 2300 DL', 'konica-minolta', 'magicolor 2300 DL', null],
    ['IBM 6400 Printer', 'ibm', '6400', null],
    ['FUJITSU fi-7160', 'fujitsu', 'fi-7160', null],
    ['CopyStar CS 3252ci', 'kyocera', 'CS 3252ci', null],
    ['Linux fileserver 6.1.0-13-amd64 x86_64', 'unknown', null, null],
  ])('%s', (text, vendor, model, firmware) => {
    expect(only(text)).toMatchObject({ vendor, model, firmware, description: text });
  });
});

describe('maker', () => {
  test('the number decides only where the text does not', () => {
    expect(only('Xerox Phaser 3320; OS 2.50', '1.3.6.1.4.1.236.11.5.1').vendor).toBe('xerox');
    expect(only('HP ETHERNET MULTI-ENVIRONMENT,ROM A.01', '1.3.6.1.4.1.1347.41').vendor).toBe('hp');
    expect(only('Printer', '1.3.6.1.4.1.1602.4.7').vendor).toBe('canon');
  });

  test('a maker’s number must end where it ends', () => {
    expect(vendorByOid('1.3.6.1.4.1.2001')).toBe('oki');
    expect(vendorByOid('1.3.6.1.4.1.20010.1')).toBeNull();
    expect(vendorByOid('1.3.6.1.4.1.297.1.11.93.2.1')).toBe('fujifilm');
    expect(vendorByOid('1.3.6.1.4.1.297.1.11.93.1.1')).toBe('xerox');
    expect(vendorByOid(null)).toBeNull();
  });

  test('names are taken away, products stay', () => {
    expect(withoutBrand('Samsung Samsung SCX-8123')).toBe('SCX-8123');
    expect(withoutBrand('Hewlett-Packard HP LaserJet 4')).toBe('LaserJet 4');
    expect(withoutBrand('KONICA MINOLTA bizhub C250i')).toBe('bizhub C250i');
    expect(withoutBrand('ECOSYS P2040dw')).toBe('ECOSYS P2040dw');
    expect(brandOf('Okinawa Textiles')).toBeNull();
    expect(brandOf('HPE Switch')).toBeNull();
  });

  test('a model is never a network card or a kind of machine', () => {
    for (const text of ['Generic 28C-1', 'Printing System', 'NC-8700w', 'Ethernet 10/100', 'X', '', 'N/A'])
      expect(modelIn(text)).toBeNull();
  });
});

describe('from several objects', () => {
  test('Xerox: XCMI serial, 1284 id', () => {
    const { identity } = read(
      device({
        ...printer('Xerox VersaLink C505; SS 1.2.3', xeroxId, ''),
        ...rows({
          '1': {
            xcmHrDevInfoSerialNumber: '3370000001',
            xcmGenBaseSystem1284DeviceId: 'MFG:Xerox; MDL:VersaLink C505; CLS:Printer',
          },
        }),
      }),
    );
    expect(identity).toMatchObject({ vendor: 'xerox', model: 'VersaLink C505', serial: '3370000001' });
  });

  test('OKI: model and serial of the private tree, where sysDescr names the network card', () => {
    const { identity } = read(
      device({
        ...printer('OKI OkiLAN 8100e Rev.02.73', okiId, ''),
        [scalars.okiModelName]: 'ES8453',
        [scalars.okiSerialNumber]: 'AK00000001',
        [scalars.cfg2PrinterVersion1]: 'A5.02',
      }),
    );
    expect(identity).toMatchObject({ vendor: 'oki', model: 'ES8453', serial: 'AK00000001', firmware: 'A5.02' });
  });

  test('HP: two octets of symbol set stand in front of every private text', () => {
    const pml = (text: string) => [0xfd, 0xe8, ...new TextEncoder().encode(text)];
    const { identity } = read(
      device({
        ...printer('HP ETHERNET MULTI-ENVIRONMENT,ROM none', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607'),
        [scalars.hpSerialNumber]: pml('CNBXX00001'),
        [scalars.hpFirmwareRevision]: pml('2411097_060482'),
      }),
    );
    expect(identity).toMatchObject({ model: 'LaserJet M607', serial: 'CNBXX00001', firmware: '2411097_060482' });
  });

  test('Pantum: text where an OID belongs, and instances without .0', () => {
    const { identity } = read(
      device({
        ...rows({
          '1': {
            hrDeviceType: oid(nodes.hrDevicePrinter),
            hrDeviceDescr: 'BM5100ADW',
            hrDeviceID: 'MFG:Pantum;MDL:BM5100ADW;CLS:PRINTER;',
          },
        }),
        [scalars.pantumSerialNumber.replace(/\.0$/, '')]: 'CJ1X000001',
      }),
    );
    expect(identity).toMatchObject({ vendor: 'pantum', model: 'BM5100ADW', serial: 'CJ1X000001' });
  });

  test('placeholders are no serial numbers', () => {
    const standard = printer('SHARP MX-2651', '1.3.6.1.4.1.2385.3.1', 'SHARP MX-2651');
    for (const text of ['XXXXXXXXXX', '0000000000', 'NULL', ' ', 'N/A'])
      expect(read(device({ ...standard, [`${columns.prtGeneralSerialNumber}.1`]: text })).identity.serial).toBeNull();
  });

  test('the MAC is of the wired interface that works', () => {
    const { identity } = read(
      device({
        ...printer('Brother NC-1', '1.3.6.1.4.1.2435.2.3.9.1', 'Brother HL-L5100DN series'),
        ...rows({
          '0': { ifType: 24, ifPhysAddress: '' },
          '1': { ifType: 6, ifPhysAddress: [255, 255, 255, 255, 255, 255], ifOperStatus: 1 },
          '2': { ifType: 71, ifPhysAddress: [2, 0, 0, 0, 0, 1], ifOperStatus: 1 },
          '3': { ifType: 6, ifPhysAddress: [2, 0, 0, 0, 0, 2], ifOperStatus: 1 },
          '4': { ifType: 6, ifPhysAddress: [0, 0, 0, 0, 0, 0], ifOperStatus: 1 },
        }),
      }),
    );
    expect(identity).toMatchObject({ mac: '02:00:00:00:00:02', model: 'HL-L5100DN' });
  });
});

test('parseDeviceId: short and long keys, blanks after semicolons, nonsense', () => {
  expect(parseDeviceId('MFG:Xerox; CMD:PCL; MDL:AltaLink B8170; SN:1')).toEqual({
    maker: 'Xerox',
    model: 'AltaLink B8170',
    serial: '1',
  });
  expect(parseDeviceId('MANUFACTURER:OKI;COMMAND SET:PCL;MODEL:MC883')).toEqual({
    maker: 'OKI',
    model: 'MC883',
    serial: null,
  });
  expect(parseDeviceId(';;:;x')).toEqual({ maker: null, model: null, serial: null });
  expect(parseDeviceId(null)).toEqual({ maker: null, model: null, serial: null });
});
