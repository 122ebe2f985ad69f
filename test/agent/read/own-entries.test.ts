/** An office's own entries decide what a device's alert rows and panel mean. */
import { describe, expect, test } from 'vitest';
import { readDevice } from '../../../agent/read/index.ts';
import { catalogueWith, parseOwnEntries } from '../../../catalogue/index.ts';
import { columns } from '../../../mibs/oids.ts';
import { alertRow, device, okiId, printer, rows } from './devices.ts';
import { read, walkOf, where } from './recording.ts';

const oki = printer('OKI OkiLAN 9450g Rev.00.69 PrintServer: Attached to C712 Rev.07.87', okiId, 'C712');
const hp = printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607');
const entriesOf = (...written: readonly object[]) => catalogueWith(parseOwnEntries(written).entries).devices;
const panel = (text: string) => ({ [`${columns.prtConsoleDisplayBufferText}.1.1`]: text });

const ben = entriesOf(
  { vendor: 'oki', code: '173', title: 'The old fuser again', remedy: 'Call Ben.', condition: 'fuser-fault' },
  { text: 'badge reader', title: 'The badge reader hangs', condition: 'paper-jam', severity: 'warning', stops: [] },
);

describe('own entries', () => {
  const recording = device({ ...oki, ...rows({ '1.4': alertRow({ text: 'SERVICE CALL 173: FATAL ERROR' }) }) });

  test('go before ours, and nobody else sees them', () => {
    const walk = walkOf(recording);
    const own = readDevice({ ...where, walk, entries: ben }).conditions;
    expect(own).toMatchObject([{ entry: 'own-oki-173', title: 'The old fuser again', remedy: 'Call Ben.' }]);
    // The same walk again, without them: nothing that was found with them is remembered.
    expect(readDevice({ ...where, walk }).conditions).toMatchObject([{ entry: 'oki-173' }]);
    expect(readDevice({ ...where, walk, entries: ben }).conditions).toEqual(own);
  });

  test('keep the key of the trouble', () => {
    const key = read(recording).conditions[0]?.key;
    expect(readDevice({ ...where, walk: walkOf(recording), entries: ben }).conditions[0]?.key).toBe(key);
  });

  test('know a row that has only a number', () => {
    const recording = device({ ...hp, ...rows({ '1.4': alertRow({ group: -1, code: 1_111_111, text: '' }) }) });
    const walk = walkOf(recording);
    const title = readDevice({ ...where, walk }).conditions[0]?.title ?? '';
    const entries = entriesOf({ vendor: 'hp', text: title, title: 'The flux capacitor' });
    expect(readDevice({ ...where, walk, entries }).conditions).toMatchObject([{ title: 'The flux capacitor' }]);
  });

  test('of no maker go before the standard code of the row, and stand on the panel too', () => {
    const row = alertRow({ group: 6, groupIndex: 1, code: 3, severity: 4, text: 'Badge reader: no answer' });
    const told = [device({ ...hp, ...rows({ '1.4': row }) }), device({ ...hp, ...panel('BADGE  READER') })];
    for (const each of told) {
      expect(readDevice({ ...where, walk: walkOf(each), entries: ben }).conditions).toMatchObject([
        { entry: 'own-badge-reader', title: 'The badge reader hangs' },
      ]);
    }
  });
});
