import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideStatus } from '../../../agent/read/status.ts';
import { type AlertRow, type Condition, deviceStatuses } from '../../../contract/index.ts';
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

describe('whatever is told', () => {
  const row = fc.record<AlertRow>({
    index: fc.constantFrom('1.1', '1.2', '1.347'),
    severity: fc.constantFrom(0, 1, 3, 4, 5, 99),
    training: fc.nat(6),
    group: fc.constantFrom(-1, 1, 5, 10, 11),
    groupIndex: fc.constantFrom(-1, 1),
    location: fc.constant(-2),
    code: fc.constantFrom(0, 1, 8, 19, 23, 503, 1104),
    description: fc.constantFrom('', 'Sleep mode on', 'Ready', 'Toner low', 'Paper jam'),
    timeTicks: fc.constant(null),
    vendorCode: fc.constant(null),
  });
  const condition = fc.record<Condition>({
    kind: fc.constantFrom('paper-jam', 'toner-low', 'offline'),
    key: fc.constantFrom('a', 'b', 'c'),
    entry: fc.constant('x'),
    code: fc.constant(null),
    severity: fc.constantFrom('critical', 'warning', 'info'),
    stops: fc.constantFrom([], ['print'], ['scan']),
    title: fc.constant(''),
    cause: fc.constant(''),
    remedy: fc.constant(''),
    who: fc.constant('user'),
    where: fc.constant(null),
    source: fc.constantFrom('alert-row', 'error-bits', 'supply'),
    evidence: fc.constant(''),
  });
  const number = fc.option(fc.integer({ min: -1, max: 7 }));
  const told = fc.record({
    host: fc.record({ deviceStatus: number, printerStatus: number }),
    conditions: fc.array(condition, { maxLength: 6 }),
    alertRows: fc.array(row, { maxLength: 6 }),
    panel: fc.array(fc.constantFrom('Sleep', 'Ready', 'Toner low', ''), { maxLength: 4 }),
    isTold: fc.boolean(),
  });
  type ToldOf = typeof told extends fc.Arbitrary<infer T> ? T : never;
  const sourcesOf = ({ host, ...rest }: ToldOf) => ({
    ...rest,
    host: {
      printer: '1',
      description: null,
      product: null,
      productText: null,
      errorBits: [],
      types: new Map(),
      others: [],
      ...host,
    },
  });
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const twice = told.chain((each) =>
    fc.tuple(
      fc.constant(each),
      fc.record({
        conditions: shuffled(each.conditions),
        alertRows: shuffled(each.alertRows),
        panel: shuffled(each.panel),
      }),
    ),
  );

  test('the status is one of the contract, with a reason unless nothing is known', () => {
    fc.assert(
      fc.property(told, (each) => {
        const { status, reasons } = decideStatus(sourcesOf(each));
        expect(deviceStatuses).toContain(status);
        expect(status).not.toBe('unreachable');
        expect(reasons.length > 0).toBe(status !== 'unknown');
        if (status === 'unknown') expect(each.isTold).toBe(false);
      }),
    );
  });

  test('the order in which it is told changes nothing', () => {
    fc.assert(
      fc.property(twice, ([each, order]) => {
        const first = decideStatus(sourcesOf(each));
        expect(decideStatus(sourcesOf(each))).toEqual(first);
        const second = decideStatus(sourcesOf({ ...each, ...order }));
        expect(second.status).toBe(first.status);
        // Of two that say the same, either may be named.
        expect(second.reasons.length).toBe(first.reasons.length);
      }),
    );
  });

  test('what stops goes before what asks for attention, and that before everything else', () => {
    fc.assert(
      fc.property(told, (each) => {
        const { status } = decideStatus(sourcesOf(each));
        const isStopping = each.conditions.some(({ severity, stops }) => severity === 'critical' && stops.length > 0);
        const isAsking = each.conditions.some(({ severity }) => severity !== 'info');
        if (isStopping) expect(status).toBe('stopped');
        else if (isAsking) expect(['stopped', 'attention']).toContain(status);
        else expect(status).not.toBe('attention');
      }),
    );
  });
});
