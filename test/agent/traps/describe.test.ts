import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadMibs } from '../../../agent/mib-files.ts';
import type { Trap } from '../../../agent/snmp/index.ts';
import { describeTrap } from '../../../agent/traps/describe.ts';
import type { Cell } from '../../../agent/walk.ts';
import { trapSchema } from '../../../contract/index.ts';
import { columns, notifications } from '../../../mibs/oids.ts';

const { names } = loadMibs(null);
const context = { address: '10.0.4.21', port: 161, at: new Date('2026-11-23T09:12:04.512Z'), omitted: 0, names };
const trap = (oid: string, values: Trap['values'] = [], change: Partial<Trap> = {}): Trap => ({
  from: { address: '10.0.4.21', port: 161 },
  version: 'v2c',
  isInform: false,
  oid,
  upTicks: 12_399,
  values,
  ...change,
});
const integer = (value: number): Cell => ({ type: 'integer', value });
const octets = (value: string): Cell => ({ type: 'octets', value: Buffer.from(value, 'latin1') });
const alert = (code: number, group = 8) => [
  { oid: `${columns.prtAlertSeverityLevel}.1.4`, cell: integer(3) },
  { oid: `${columns.prtAlertGroup}.1.4`, cell: integer(group) },
  { oid: `${columns.prtAlertCode}.1.4`, cell: integer(code) },
];

test('an alert of the printer without a text is told by its code', () => {
  const told = describeTrap(trap(notifications.printerV2Alert, alert(808)), context);
  expect(told).toMatchObject({
    name: 'printerV2Alert',
    title: expect.stringMatching(/empty|paper/i),
    uptimeSeconds: 123,
  });
  expect(told.bindings.map(({ name, text }) => `${name} ${text}`)).toEqual([
    'prtAlertSeverityLevel.1.4 critical (3)',
    'prtAlertGroup.1.4 input (8)',
    'prtAlertCode.1.4 inputMediaSupplyEmpty (808)',
  ]);
  expect(describeTrap(trap(notifications.printerV2Alert, alert(77_777)), context).title).toBe('Alert code 77777');
  expect(describeTrap(trap(notifications.printerV2Alert), context).title).toBe('A row came into its alert table');
});

test('what is known of it is said, what is not is said, too', () => {
  const title = (oid: string, values?: Trap['values']) => describeTrap(trap(oid, values), context).title;
  expect(title(notifications.coldStart)).toBe('The device was started');
  expect(title('1.3.6.1.4.1.253.8.59.19.4.0.7', [{ oid: '1.3.6.1.4.1.253.1', cell: octets('Job failed\0') }])).toBe(
    'Job failed',
  );
  expect(title('1.3.6.1.4.1.253.8.59.19.4.0.7')).toMatch(/^A message of the maker: xcmJobMonitoring/);
  expect(title('1.3.6.1.4.1.99999.0.7')).toBe('A message of the maker that no MIB here names');
});

test('values for people', () => {
  const cells: [Cell, string, string?][] = [
    [{ type: 'oid', value: notifications.linkUp }, 'linkUp'],
    [{ type: 'ticks', value: 250 }, '2.5 s'],
    [{ type: 'ip', value: '10.0.0.1' }, '10.0.0.1'],
    [{ type: 'counter64', value: 2n ** 64n - 1n }, '18446744073709551615'],
    [octets('\x9c\x93\x4e\x00\x01\x02'), '9c:93:4e:00:01:02'],
    [octets('\x14'), 'noToner, jammed', `${columns.hrPrinterDetectedErrorState}.1`],
    [octets('a\r\nb'), 'a b'],
  ];
  for (const [cell, text, oid = '1.3.6.1.4.1.99999.1'] of cells) {
    expect(describeTrap(trap('1.3', [{ oid, cell }]), context).bindings[0]?.text).toBe(text);
  }
});

const arcs = fc.array(fc.nat(4_294_967_295), { minLength: 1, maxLength: 128 }).map((list) => `1.3.${list.join('.')}`);
const cells: fc.Arbitrary<Cell> = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }).map((value): Cell => ({ type: 'octets', value })),
  fc.string({ unit: 'binary', maxLength: 2000 }).map((text): Cell => ({ type: 'octets', value: Buffer.from(text) })),
  fc.integer().map(integer),
  arcs.map((value): Cell => ({ type: 'oid', value })),
);

test('whatever comes fits the contract and is one clean line', () => {
  const values = fc.array(fc.record({ oid: arcs, cell: cells }), { maxLength: 80 });
  fc.assert(
    fc.property(arcs, values, (oid, list) => {
      const told = describeTrap(trap(oid, list), context);
      expect(trapSchema.safeParse(told).success).toBe(true);
      for (const { text } of told.bindings) expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(told.title).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
});
