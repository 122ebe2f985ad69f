import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeRecording } from '../../agent/recording.ts';
import { redactCells } from '../../agent/redact.ts';
import type { Cell, Oid } from '../../agent/walk.ts';
import { readRecording } from '../../simulator/snmp/recording.ts';

const text = (value: string): Cell => ({ type: 'octets', value: Buffer.from(value, 'latin1') });
const shown = (cell: Cell | undefined) =>
  cell?.type === 'octets' ? Buffer.from(cell.value).toString('latin1') : cell?.value;

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ type: fc.constant('integer' as const), value: fc.integer() }),
  fc.record({ type: fc.constantFrom('counter' as const, 'gauge' as const, 'ticks' as const), value: fc.nat() }),
  fc.record({ type: fc.constant('counter64' as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({ type: fc.constant('octets' as const), value: fc.uint8Array() }),
  fc.string().map(text),
  fc.record({ type: fc.constant('opaque' as const), value: fc.uint8Array() }),
  fc.record({ type: fc.constant('oid' as const), value: fc.constant('1.3.6.1.4.1.2.999') }),
  fc.record({ type: fc.constant('ip' as const), value: fc.ipV4() }),
);

test('what is written, the simulator reads', () => {
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      const walk = cells.map((each, i) => [`1.3.6.1.4.1.9.${i}`, each] as const);
      const { rows, problems } = readRecording(writeRecording(walk));
      expect(problems).toEqual([]);
      const plain = (value: Cell) =>
        value.value instanceof Uint8Array ? [value.type, [...value.value]] : [value.type, value.value];
      expect(rows.map((row) => plain(row.value as Cell))).toEqual(cells.map(plain));
    }),
  );
});

test('octets that an editor would harm are hexadecimal', () => {
  const lines = ['20', '4120', '00ff', '4142'].map(
    (hex, i) => [`1.3.${i}`, { type: 'octets', value: Buffer.from(hex, 'hex') }] as const,
  );
  expect(writeRecording(lines as readonly (readonly [Oid, Cell])[])).toBe(
    '1.3.0|4x|20\n1.3.1|4x|4120\n1.3.2|4x|00ff\n1.3.3|4|AB\n',
  );
});

describe('a redacted recording', () => {
  const cells = new Map<Oid, Cell>([
    ['1.3.6.1.2.1.1.1.0', text('Example C80; SN XK7A01234, 10.0.4.21, 9c:93:4e:01:02:03')],
    ['1.3.6.1.2.1.1.3.0', { type: 'ticks', value: 7 }],
    ['1.3.6.1.2.1.1.4.0', text('anna@example.org')],
    ['1.3.6.1.2.1.1.5.0', text('COPIER-2f')],
    ['1.3.6.1.2.1.2.2.1.6.1', { type: 'octets', value: Buffer.from('9c934e010203', 'hex') }],
    ['1.3.6.1.2.1.4.20.1.1.10.0.4.21', { type: 'ip', value: '10.0.4.21' }],
    ['1.3.6.1.2.1.43.5.1.1.17.1', text('XK7A01234')],
    ['1.3.6.1.2.1.43.18.1.1.8.1.4', text('SERVICE CALL 173: FATAL ERROR')],
    ['1.3.6.1.4.1.9.1', text('host copier-2f, COPIER-2f.example.org, community s3cret, http://intern.example.org/a?b')],
    ['1.3.6.1.4.1.9.2', { type: 'octets', value: Buffer.from('00009c934e010203ff', 'hex') }],
    ['1.3.6.1.4.1.9.3', { type: 'ip', value: '10.0.4.1' }],
    ['1.3.6.1.4.1.9.4', text('firmware 2.0.1.17.4 of 100.002.057.09608')],
  ]);
  const redacted = redactCells(cells, ['s3cret']);

  test('tells nobody whose it is', () => {
    const all = [...redacted].map(([oid, each]) => `${oid} ${shown(each)}`).join('\n');
    for (const secret of ['XK7A01234', '10.0.4', '9c:93', 'anna', 'COPIER-2f', 's3cret', 'intern.', '\x9c\x93\x4e']) {
      expect(all).not.toContain(secret);
    }
  });

  test('keeps what tells how it behaves', () => {
    expect(shown(redacted.get('1.3.6.1.2.1.1.1.0'))).toBe('Example C80; SN XX0X00000, 192.0.2.1, 02:00:00:00:00:01');
    expect(shown(redacted.get('1.3.6.1.2.1.43.5.1.1.17.1'))).toBe('XX0X00000');
    expect(redacted.get('1.3.6.1.2.1.1.3.0')).toEqual({ type: 'ticks', value: 7 });
    expect(shown(redacted.get('1.3.6.1.2.1.43.18.1.1.8.1.4'))).toBe('SERVICE CALL 173: FATAL ERROR');
    expect(shown(redacted.get('1.3.6.1.4.1.9.4'))).toBe('firmware 2.0.1.17.4 of 100.002.057.09608');
    expect(redacted.size).toBe(cells.size - 1);
  });
});
