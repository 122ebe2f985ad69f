import { describe, expect, test } from 'vitest';
import { countFilters, readFilter, selectFleet } from '../../../dashboard/web/src/view/fleet.ts';
import { deviceRow } from './rows.ts';

const devices = [
  deviceRow({ id: 'a', name: 'Printer 10', status: 'ok' }),
  deviceRow({ id: 'b', name: 'Printer 9', status: 'asleep', location: 'Übungsraum' }),
  deviceRow({ id: 'c', name: 'Café', status: 'stopped', console: ['SERVICE CALL 173'] }),
  deviceRow({ id: 'd', name: 'Hall', status: 'unreachable', vendor: 'oki', address: '10.0.4.99' }),
];
const found = (query: string, filter = 'all'): string[] =>
  selectFleet(devices, readFilter(filter), query).map((device) => device.id);

describe('the fleet', () => {
  test('is worst first, then by name with numbers as numbers', () => {
    const same = [deviceRow({ id: '10', name: 'Printer 10' }), deviceRow({ id: '9', name: 'printer 9' })];
    expect(selectFleet(same, 'all', '').map((device) => device.id)).toEqual(['9', '10']);
    expect(found('')).toEqual(['c', 'd', 'a', 'b']);
  });

  test('is searched by every word, in any field, without case and accents', () => {
    expect(found('CAFE')).toEqual(['c']);
    expect(found('service 173')).toEqual(['c']);
    expect(found('oki 4.99')).toEqual(['d']);
    expect(found('ubungsraum  printer')).toEqual(['b']);
    expect(found('printer stapler')).toEqual([]);
  });

  test('is filtered by what state amounts to', () => {
    expect(found('', 'working')).toEqual(['a', 'b']);
    expect(found('', 'unreachable')).toEqual(['d']);
    expect(found('', 'no such filter')).toHaveLength(4);
    expect(countFilters(devices)).toEqual({ all: 4, stopped: 1, attention: 0, unreachable: 1, working: 2, unknown: 0 });
  });

  test('takes a search text that is no pattern as it is', () => {
    expect(found('.*(')).toEqual([]);
    expect(found(' \t ')).toHaveLength(4);
  });
});
