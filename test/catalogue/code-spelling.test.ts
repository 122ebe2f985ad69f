import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalCode, findCode, findCodes } from '../../catalogue/index.ts';

describe('the spelling of a code', () => {
  it.each([
    ['12-305', '012-305'],
    ['012-305', '012-305'],
    ['93-887-00', '093-887'],
    ['11-473-171', '011-473'],
    ['05-330A', '005-330'],
    ['{16-503}', '016-503'],
    ['016–757', '016-757'],
    ['Status Code: 077-905.', '077-905'],
    ['C1-04 Media registration sensor error', 'C1-04'],
    ['(016-726 / 106-726)', '016-726'],
    // Not in our table of chains, but called a code.
    ['Fault 117-331', '117-331'],
  ])('Xerox %j is %s', (text, code) => expect(findCode(text, 'xerox')).toBe(code));

  it.each([
    ['SERVICE CALL\n140: FATAL ERROR', '140'],
    ['Error Code:071', '071'],
    ['Error code: 71', '71'],
    ['a feed jam (380) occurs', '380'],
    ['Service Call 150~153', '150'],
    ['Papierstau 381', '381'],
    ['OPEN FRONT COVER 381:PAPER JAM', '381'],
    ['126: FATAL ERROR', '126'],
  ])('OKI %j is %s', (text, code) => expect(findCode(text, 'oki')).toBe(code));

  it.each([
    ['hp', '49.4C02 ERROR To continue turn off then on', '49.4C02'],
    ['hp', '13.b2.d1 Jam in right door', '13.B2.D1'],
    ['hp', '50.3 Fuser Error', '50.3'],
    ['hp', '79 Service error', '79'],
    ['hp', 'Error 59.F0', '59.F0'],
    ['hp', 'Error: 0xC4EB9301', '0xc4eb9301'],
    ['ricoh', 'Functional Problem SC 542', 'SC542'],
    ['ricoh', 'Call Service Center SC670-01', 'SC670-01'],
    ['kyocera', 'Machine failure. C6000', 'C6000'],
    ['kyocera', 'Call service. CF030', 'CF030'],
    ['kyocera', 'Paper jam J0501', 'J0501'],
    ['konica-minolta', 'Trouble code: C-2557', 'C2557'],
    ['canon', 'Error Code: E225-0002', 'E225-0002'],
    ['canon', 'E000007-0000', 'E000007-0000'],
    ['canon', '#801 TX error', '#801'],
    ['canon', 'Error b200', 'B200'],
    ['brother', 'Print Unable 46', '46'],
    ['brother', 'Unable to Print 7a', '7A'],
    ['lexmark', '200.05 Paper jam', '200.05'],
    ['lexmark', 'Replace cartridge [88.10]', '88.10'],
    ['lexmark', '88 Cartridge low', '88'],
    ['samsung', 'Fuser Unit Failure: #U1-2320', 'U1-2320'],
    ['sharp', 'Call for service. Code:H4-00', 'H4-00'],
    ['toshiba', 'Call for service C940', 'C940'],
    ['epson', 'Printer error. 0X9a', '0x9A'],
    ['dell', '092-661 Density sensor', '092-661'],
    // What nothing else looks like, also where no maker is named.
    [null, 'SC542', 'SC542'],
    [null, '49.4C02 error', '49.4C02'],
  ])('%s %j is %s', (vendor, text, code) => expect(findCodes(text, vendor)).toEqual([code]));

  it('follows who built the machine', () => {
    expect(findCodes('Error: #U1-2320', 'xerox', 'WorkCentre 3345')).toEqual(['U1-2320']);
    expect(findCodes('[88.10] Cartridge low', 'xerox', 'C315')).toEqual(['88.10']);
    expect(findCodes('Call for service C940', 'oki', 'MB770')).toEqual(['C940']);
    expect(findCodes('Error: #U1-2320', 'xerox', 'AltaLink C8045')).toEqual([]);
  });

  it('takes lists apart', () => {
    expect(findCodes('03-395, 396, 852, 853', 'xerox')).toEqual(['003-395', '003-396', '003-852', '003-853']);
    expect(findCodes('016 769 016 773 018 400', 'xerox')).toEqual(['016-769', '016-773', '018-400']);
    expect(findCodes('go to the 05-330, 05-331 Entry RAP.', 'xerox')).toEqual(['005-330', '005-331']);
  });

  it('keeps a code given on its own, whatever it looks like', () => {
    expect(canonicalCode(' 09-342-00 ', 'xerox')).toBe('009-342');
    expect(canonicalCode('173', 'oki')).toBe('173');
    expect(canonicalCode('SC542', 'ricoh')).toBe('SC542');
    expect(canonicalCode(' \u0000', 'xerox')).toBe(null);
    expect(canonicalCode('x'.repeat(5000), null)?.length).toBe(40);
  });
});

describe('what is no code', () => {
  const cases: Record<string, readonly string[]> = {
    xerox: [
      'Xerox AltaLink C8045; SS 100.002.057.09608, NC 100.002.09608, FI ------, SC 013.014.002',
      'Black Toner, PN 006R01509;SN48178080E0000481',
      'WorkCentre 7845; System 072.040.004.09100',
      'Execute Component Control [071-110 Exit 2 Sensor].',
      'Alternately execute Component Control[012-060 Stacker Motor up ON] and',
      'Enter dC330 code 08-100 wait sensor, Q08-100.',
      'Check the ink load sensors dC330 - 93- 026 to 93-041',
      'NVM location 740-061 (CRUM mode) should be set to 0',
      '950-801 Fusing Unit 17,500,000',
      '(xx,yyy.zz:123)',
      '08-XXX or 09-XXX',
      'tel. 020-123 456',
      '1-800-821-2797',
      '10.20.016-254',
      '2016-786',
      'installed 2026-012',
      'Tray 2 (550 sheets)',
      'P/J 402-1',
    ],
    oki: [
      'OKI OkiLAN 9450g Rev.00.69 10/100/1000BASE Ethernet PrintServer: Attached to MC873 Rev.07.87',
      'the first tray of Option 550 Paper Feeder as "Tray 3"',
      'MFG:OKI DATA CORP;MDL:ML320/1TURBO;CMD:EPSON,IBM',
      'Duplex feed jam1 re-move the paper',
      'Duplex feed jam 1',
      'Error log: 123 pages',
      'Image Drum Unit 30%',
      'jam counter 140',
      'User ID 173',
      '43856301TH Rev.3',
      // A panel may show no more than a count.
      '300',
      '12:30 jam',
    ],
    hp: [
      '12.05.24 Ready',
      '10.0.0.1',
      'FutureSmart 5.6.0.2 error log',
      'HP LaserJet 400',
      'Black Cartridge 507A HP CE400A',
      '49 pages left',
      'Tray 2 empty 21.0 x 29.7',
    ],
    ricoh: ['SCX-8123', 'MP C3002', 'Tray 2: SC'],
    kyocera: ['FS-C5150DN', 'TASKalfa 2552ci', 'TK-5240C', 'Cassette 1 C5', '2XD_S000.002.101'],
    'konica-minolta': ['bizhub C3350', 'bizhub C3110 Ready', 'TN-512C'],
    canon: ['iR-ADV C3330', 'Canon #1', 'PG-540'],
    brother: ['Cannot scan AF', 'Unable to print face', 'HL-L8260CDW', 'TN-421'],
    lexmark: ['12 Pages left', '58D2H00', 'MX622ade', '10.0.0.12'],
    sharp: ['Tray A4-01 loaded', 'MX-3070N', 'MX-61GTBA'],
    unknown: ['SC542 49.4C02 error', 'Error 173'],
  };
  for (const [vendor, texts] of Object.entries(cases)) {
    it.each(texts)(`${vendor} %j`, (text) => expect(findCodes(text, vendor)).toEqual([]));
  }

  it('asks nothing of makers that write no such codes', () => {
    expect(findCodes('Error 173 016-764', 'hp')).toEqual([]);
    expect(findCodes('Error 173', 'xerox')).toEqual([]);
    expect(findCodes('016-764', 'oki')).toEqual([]);
  });
});

it('reads any text, and finds again what it found', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom('xerox', 'oki', null),
      (text, vendor) => {
        for (const code of findCodes(text, vendor)) expect(canonicalCode(code, vendor)).toBe(code);
      },
    ),
  );
});
