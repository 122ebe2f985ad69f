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
  ])('OKI %j is %s', (text, code) => expect(findCode(text, 'oki')).toBe(code));

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
    ],
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
