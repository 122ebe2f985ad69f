import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDevice } from '../../../agent/read/index.ts';
import { columns } from '../../../mibs/oids.ts';
import { device, printer, rows } from './devices.ts';
import { read, walkOf, where } from './recording.ts';

const hp = printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607');
const light = (on: number, off: number, color: number, name: string) => ({
  prtConsoleOnTime: on,
  prtConsoleOffTime: off,
  prtConsoleColor: color,
  prtConsoleDescription: name,
});
const lit = device({
  ...hp,
  ...rows({
    '1.1': light(500, 500, 5, 'Ready'),
    '1.2': light(0, 250, 5, 'Data'),
    '1.3': light(2_147_483_647, 0, 10, 'Attention'),
    '1.4': light(-1, 0, 99, ''),
  }),
});

test('lit, dark or blinking, by its two times (RFC 3805 prtConsoleOnTime)', () => {
  expect(read(lit).consoleLights).toEqual([
    { id: '1.1', name: 'Ready', color: 'green', state: 'blinking' },
    { id: '1.2', name: 'Data', color: 'green', state: 'off' },
    { id: '1.3', name: 'Attention', color: 'orange', state: 'on' },
    { id: '1.4', name: '', color: null, state: 'off' },
  ]);
});

test('a device without lights has none; a table that broke off is not known', () => {
  expect(read(device(hp)).consoleLights).toEqual([]);
  const walk = walkOf(lit, [columns.prtConsoleOnTime]);
  expect(readDevice({ ...where, walk }).consoleLights).toBeNull();
});

test('no light changes what the device is said to do or to lack', () => {
  const dark = read(device(hp));
  const times = fc.integer({ min: -5, max: 3000 });
  fc.assert(
    fc.property(
      times,
      times,
      fc.nat(12),
      fc.constantFrom('Ready', 'Attention', 'Error', ''),
      (on, off, color, name) => {
        const { status, statusReasons, conditions } = read(
          device({ ...hp, ...rows({ '1.1': light(on, off, color, name) }) }),
        );
        expect({ status, statusReasons, conditions }).toEqual({
          status: dark.status,
          statusReasons: dark.statusReasons,
          conditions: dark.conditions,
        });
      },
    ),
  );
});
