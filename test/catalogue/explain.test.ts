import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../catalogue/index.ts';
import { mailText } from '../../catalogue/mail-or-device.ts';
import { explanationSchema } from '../../contract/index.ts';

const first = (text: string, vendor: string | null = null) => explain(text, { vendor })[0];

describe('explain', () => {
  it.each([
    ['job canceled', 'xerox-job-canceled', 'info'],
    ["failure in the remote directory's lock", 'xerox-remote-directory-lock', 'warning'],
    ['Invalid protocol', 'xerox-invalid-protocol', 'warning'],
    ['File transfer failure', 'xerox-file-transfer-failure', 'warning'],
    ['system canceled job', 'xerox-system-canceled-job', 'warning'],
  ])('knows what Xerox says of scans: %s', (text, entry, severity) => {
    expect(first(text, 'xerox')).toMatchObject({ found: true, kind: 'device', entry, severity, code: null });
    expect(first(`Error message: ${text}`, 'xerox')?.entry).toBe(entry);
  });

  it('corrects what older lists say, and tells so', () => {
    expect(first('folder.ick', 'xerox')?.cause).toMatch(/misprint \.LCK as "\.ick"/);
    expect(first('directory lock failure', 'xerox')?.remedy).toMatch(/only when no device is scanning/);
    expect(first('020', 'oki')?.cause).toMatch(/only the mains can be meant.*Neither reading is confirmed/);
    expect(first('140', 'oki')?.cause).toMatch(/garbled/);
  });

  it('says which models an entry is known from, unless the model was given', () => {
    expect(first('08-100', 'xerox')?.cause).toMatch(/Known from: WorkCentre 5632–5687\.$/);
    expect(explain('08-100', { vendor: 'xerox', model: 'WorkCentre 5645' })[0]?.cause).not.toMatch(/Known from/);
  });

  it('leaves out what a better answer says already', () => {
    expect(explain('016-764', { vendor: 'xerox' })).toHaveLength(1);
    expect(explain('SERVICE CALL 173: FATAL ERROR')).toHaveLength(1);
    expect(explain('Toner Low for Cyan', { vendor: 'oki' })).toHaveLength(1);
    expect(explain('016-764, 016-765', { vendor: 'xerox' }).map(({ code }) => code)).toEqual(['016-764', '016-765']);
  });

  it.each([
    ['markerTonerEmpty', 'alert-1101', 'toner-empty'],
    ['marker-toner-empty-error', 'alert-1101', 'toner-empty'],
    ['prtAlertCode 1109', 'alert-1109', 'waste-full'],
    ['30213', 'alert-30213', 'staples-empty'],
    ['inputTrayEmpty', 'error-bit-13', 'tray-empty'],
    ['toner-empty', 'toner-empty', 'toner-empty'],
    ['printerReadyToPrint', 'alert-507', null],
    ['Energiesparen', 'resting', null],
  ])('knows the standard name %s', (text, entry, condition) => {
    expect(first(text)).toMatchObject({ found: true, kind: 'device', entry, condition, vendor: null });
  });

  it('takes a code that stands alone for one, not an address or a version in a text', () => {
    expect(explain('13.20.00')[0]).toMatchObject({ entry: 'hp-13', code: '13.20.00', condition: 'paper-jam' });
    expect(explain('49.4c02')[0]).toMatchObject({ entry: 'hp-49' });
    for (const text of ['10.0.0.1', 'Firmware 13.20.00', '13.2']) expect(explain(text)[0]?.entry ?? null).toBe(null);
  });

  it('finds nothing in what means nothing', () => {
    for (const text of ['', ' ', 'xyzzy', 'unknown', '42', 'Option 550 Paper Feeder', '\ufffd\u0000']) {
      expect(explain(text), text).toMatchObject([{ found: false, entry: null, title: null }]);
    }
    // The code at least is recognised.
    expect(explain('Service code 917', { vendor: 'oki' })).toMatchObject([{ found: false, code: '917' }]);
  });

  it('answers anything in the shape of the contract', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.stringMatching(/^(?:E|error |SERVICE CALL |\{)?\d{2,5}(?:-\d{2,4})?(?:[ :.-]{1,2}\w{0,12}){0,4}$/),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('xerox', 'oki', 'hp', null), (asked, vendor) => {
        const found = explain(asked, { vendor });
        expect(found.length).toBeGreaterThan(0);
        for (const each of found) expect(explanationSchema.parse(each).text).toBe(asked);
      }),
      { numRuns: 300 },
    );
  });

  it('is bounded, whatever it is given', () => {
    for (const text of ['9'.repeat(1e6), '12-'.repeat(3e5), 'paper '.repeat(2e5), 'fail lock '.repeat(1e5)]) {
      expect(explain(text)[0]?.text.length).toBeLessThanOrEqual(4000);
    }
  });
});

describe('mail or device', () => {
  it.each([
    '550',
    '550 Mail Relay not allowed',
    '550-5.7.1 Relaying denied',
    '220 Service ready',
    '220 mx.example.com ESMTP',
    '220 2.0.0 Ready to start TLS',
    '5.7.1',
    '#5.1.1 unknown user',
    'SMTP error: 535 Authentication failed',
    'host mx.example said: 451 4.7.1 Try again later',
    'Relay access denied',
    'connect to relay.example[192.0.2.1]:25: Connection timed out',
  ])('a mail server says %j', (text) => expect(mailText(text, null)).toBe(text));

  it('takes the E of OKI off', () => {
    expect(mailText('E550 Requested action not taken: mailbox unavailable.', 'oki')).toBe(
      '550 Requested action not taken: mailbox unavailable.',
    );
    expect(mailText('(E452)', 'oki')).toBe('452');
    // Canon's E-codes are its own.
    expect(mailText('E505', 'canon')).toBe(null);
  });

  it.each([
    '220 Xerox Phaser 6600DN',
    '220 FUJI XEROX DocuPrint CM305 df',
    '220 JetDirect FTP',
    '220 B431 Ver 1.04 FTP server ready.',
    '220 MC561',
    '230 User logged in',
    '226 Transfer complete',
    '550 sheets',
    '550-sheet feeder',
    '550 Paper Feeder',
    'Option 550 Paper Feeder',
    '500 GB hard disk',
    'Finisher 3.20.0, Scanner 4.9.0',
    'Panel 5.1.1',
    '192.168.5.5',
    '173',
    'SERVICE CALL 173: FATAL ERROR',
  ])('no mail server says %j', (text) => expect(mailText(text, null)).toBe(null));
});
