import { describe, expect, test } from 'vitest';
import type { DeviceRow, Level } from '../../../contract/index.ts';
import {
  fillOf,
  inkOf,
  leadingSupplies,
  lowSupplies,
  selectSupplies,
} from '../../../dashboard/web/src/view/supplies.ts';
import { alertRow, deviceRow } from './rows.ts';

const at = (percent: number): Level => ({ kind: 'measured', percent, raw: percent, max: 100 });
const supply = (change: Partial<DeviceRow['supplies'][number]>): DeviceRow['supplies'][number] => ({
  id: '1.1',
  name: 'Black Toner',
  type: 'toner',
  class: 'consumed',
  color: 'black',
  level: at(50),
  ...change,
});

describe('a level', () => {
  test('is low at 20 percent and empty at 5, or where the office draws the line', () => {
    expect(fillOf(at(30), { low: 30, veryLow: 2 })).toBe('low');
    expect(fillOf(at(3), { low: 30, veryLow: 2 })).toBe('low');
    expect([0, 5, 6, 20, 21, 100].map((percent) => fillOf(at(percent)))).toEqual([
      'empty',
      'empty',
      'low',
      'low',
      'plenty',
      'plenty',
    ]);
  });

  test('that is not measured is never low or empty', () => {
    expect(fillOf({ kind: 'some' })).toBe('some');
    expect(fillOf({ kind: 'unknown', raw: -2 })).toBe('unknown');
    expect(fillOf({ kind: 'unlimited' })).toBe('unlimited');
  });
});

describe('an ink', () => {
  test('comes from the colour, and from the name where no colour is told', () => {
    expect(inkOf({ color: 'cyan', name: 'Black-looking name' })).toBe('cyan');
    expect(inkOf({ color: null, name: 'Magenta Toner' })).toBe('magenta');
    expect(inkOf({ color: 'photo black', name: '' })).toBe('black');
    expect(inkOf({ color: null, name: 'Image Drum' })).toBe('other');
  });

  test('stands for the device before drums and waste, from black to yellow, four at most', () => {
    const supplies = [
      supply({ id: '1', name: 'Yellow', color: 'yellow' }),
      supply({ id: '2', name: 'Drum', type: 'opc', color: null }),
      supply({ id: '3', name: 'Black', color: 'black' }),
    ];
    expect(leadingSupplies(supplies).map((s) => s.id)).toEqual(['3', '1']);
    expect(leadingSupplies([supply({ id: '9', type: 'opc', color: null })]).map((s) => s.id)).toEqual(['9']);
    expect(leadingSupplies(Array.from({ length: 9 }, (_, i) => supply({ id: String(i) })))).toHaveLength(4);
  });
});

describe('what is about to run out', () => {
  const device = deviceRow({
    supplies: [
      supply({ id: '1', name: 'Black Toner', level: at(14) }),
      supply({ id: '2', name: 'Cyan Toner', level: at(2) }),
      supply({ id: '3', name: 'Magenta Toner', level: { kind: 'some' } }),
      supply({ id: '4', name: 'Yellow Toner', level: at(80) }),
      supply({ id: '5', name: 'Waste', class: 'filled', type: 'wasteToner', level: at(5) }),
    ],
  });

  test('is emptiest first, with the space left of receptacles', () => {
    const low = lowSupplies([device], []);
    expect(low.map((s) => s.name)).toEqual(['Cyan Toner', 'Waste', 'Black Toner']);
    expect(low.map((s) => s.isReceptacle)).toEqual([false, true, false]);
  });

  test('holds what the device calls low without measuring it, once', () => {
    const told = alertRow({ kind: 'toner-low', where: 'Magenta Toner' });
    const known = alertRow({ id: 'b', kind: 'toner-low', where: 'Cyan Toner' });
    const low = lowSupplies([device], [told, known, { ...told, id: 'c' }]);
    expect(low.map((s) => s.name)).toEqual(['Cyan Toner', 'Waste', 'Magenta Toner', 'Black Toner']);
    expect(low.find((s) => s.name === 'Magenta Toner')).toMatchObject({ isTold: true, level: { kind: 'some' } });
  });

  test('leaves out resolved alerts, other kinds and devices it does not know', () => {
    const alerts = [
      alertRow({ id: 'a', kind: 'toner-low', where: 'Magenta Toner', state: 'resolved' }),
      alertRow({ id: 'b', kind: 'paper-jam', where: 'Magenta Toner' }),
      alertRow({ id: 'c', kind: 'toner-low', where: 'Magenta Toner', deviceId: 'elsewhere' }),
    ];
    expect(lowSupplies([device], alerts)).toHaveLength(3);
  });

  test('lists the whole fleet emptiest first, what is not measured last', () => {
    const rows = device.supplies.map((s) => ({
      ...s,
      deviceName: 'Kitchen',
      partNumber: s.id === '2' ? '006R01511' : null,
    }));
    expect(selectSupplies(rows, '').map((s) => s.id)).toEqual(['2', '5', '1', '4', '3']);
    expect(selectSupplies(rows, 'kitchen 006r01511').map((s) => s.id)).toEqual(['2']);
  });
});
