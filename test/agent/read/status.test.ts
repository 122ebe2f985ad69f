import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideStatus } from '../../../agent/read/status.ts';
import type { Condition } from '../../../contract/index.ts';
import { columns } from '../../../mibs/oids.ts';
import { alertRow, device, printer, rows, toners } from './devices.ts';
import { read } from './recording.ts';

const hp = printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607');
const states = (deviceStatus: number, printerStatus: number, octets: readonly number[] = [0]) => ({
  [`${columns.hrDeviceStatus}.1`]: deviceStatus,
  [`${columns.hrPrinterStatus}.1`]: printerStatus,
  [`${columns.hrPrinterDetectedErrorState}.1`]: octets,
});
const statusOf = (more: Parameters<typeof device>[0]) => read(device({ ...hp, ...more })).status;
const panel = (text: string) => ({ [`${columns.prtConsoleDisplayBufferText}.1.1`]: text });

/** RFC 3805 Appendix E. */
describe('the three status objects', () => {
  test.each([
    ['normal', states(2, 3), 'ok'],
    ['busy', states(2, 4), 'busy'],
    ['moving on-line', states(5, 5), 'busy'],
    ['warm-up', states(2, 5), 'busy'],
    ['stand-by', states(2, 1), 'asleep'],
    ['non-critical alert', states(3, 4, [0x20]), 'attention'],
    ['critical alert', states(5, 1, [0x04]), 'stopped'],
    ['unavailable', states(5, 1), 'stopped'],
    ['off-line', states(5, 1, [0x02]), 'stopped'],
    ['a warning without any trouble', states(3, 3), 'ok'],
    ['self test', states(4, 3), 'busy'],
  ])('%s', (_, objects, status) => {
    expect(statusOf(objects)).toBe(status);
  });
});

describe('sleep', () => {
  test.each(['Sleep', 'Sleeping', 'Energiesparmodus', 'Mode veille', 'Tryb uśpienia', 'スリープ中', 'Power Save'])(
    '%s',
    (text) => {
      expect(statusOf(panel(text))).toBe('asleep');
    },
  );

  test('is not a fault, and does not hide one', () => {
    const asleep = rows({ '1.347': alertRow({ severity: 1, code: 23, text: 'Sleep mode on' }) });
    expect(statusOf(asleep)).toBe('asleep');
    expect(statusOf({ ...asleep, ...toners })).toBe('attention');
    expect(statusOf({ ...asleep, ...rows({ '1.2': alertRow({ code: 30, group: 10, text: 'Laser failed' }) }) })).toBe(
      'stopped',
    );
  });

  test('ready is not asleep', () => {
    expect(statusOf(panel('Ready'))).toBe('ok');
    expect(statusOf(panel('Sleep timer 15 min'))).toBe('ok');
  });
});

test('reasons begin with what decided', () => {
  const reading = read(device({ ...hp, ...states(3, 4, [0x04]), ...toners }));
  expect(reading.status).toBe('stopped');
  expect(reading.statusReasons).toEqual([
    'error-bits: paper-jam',
    'supply: toner-low/1.3',
    'hrPrinterStatus: printing',
    'hrDeviceStatus: warning',
  ]);
});

test('a device that tells nothing is unknown', () => {
  const reading = read(device({ '1.3.6.1.2.1.1.1.0': 'SHARP MX-2651' }));
  expect(reading).toMatchObject({ status: 'unknown', statusReasons: [], errorBits: null });
});

test('a critical condition that stops something is never outvoted', () => {
  const stopping: Condition = {
    kind: 'paper-jam',
    key: 'paper-jam',
    entry: 'paper-jam',
    code: null,
    severity: 'critical',
    stops: ['print'],
    title: 'Paper jam',
    cause: '',
    remedy: '',
    who: 'user',
    where: null,
    source: 'alert-row',
    evidence: '',
  };
  const small = fc.option(fc.nat(6));
  fc.assert(
    fc.property(
      small,
      small,
      fc.array(fc.constantFrom('Sleep', 'Ready', 'Toner low')),
      (deviceStatus, printerStatus, lines) => {
        const host = {
          printer: '1',
          description: null,
          product: null,
          productText: null,
          deviceStatus,
          printerStatus,
          errorBits: [],
          types: new Map(),
          others: [],
        };
        const sources = { host, alertRows: [], panel: lines, isTold: true };
        expect(decideStatus({ ...sources, conditions: [stopping] }).status).toBe('stopped');
        expect(
          decideStatus({ ...sources, conditions: [{ ...stopping, severity: 'info', stops: [] }] }).status,
        ).not.toBe('attention');
      },
    ),
  );
});
