import { expect, it } from 'vitest';
import { readRecording } from '../../simulator/snmp/recording.ts';

it('reads every type that a device can send', () => {
  const { rows, problems } = readRecording(
    [
      '# a comment',
      '1.3.6.1.2.1.1.1.0|4|Copier | with a bar',
      '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2001.1.1.1.1',
      '1.3.6.1.2.1.1.3.0|67|4294967295',
      '1.3.6.1.2.1.2.2.1.6.1|4x|002536D1A65E',
      '1.3.6.1.2.1.4.20.1.1.10.0.0.1|64|10.0.0.1',
      '1.3.6.1.2.1.4.20.1.1.10.0.0.2|64x|0A000002',
      '1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615',
      '1.3.6.1.2.1.43.8.2.1.10.1.1|2|-3',
      '',
    ].join('\r\n'),
  );
  expect(problems).toEqual([]);
  expect(rows.map(({ value }) => value)).toEqual([
    { type: 'octets', value: Buffer.from('Copier | with a bar') },
    { type: 'oid', value: '1.3.6.1.4.1.2001.1.1.1.1' },
    { type: 'ticks', value: 4294967295 },
    { type: 'octets', value: Buffer.from('002536d1a65e', 'hex') },
    { type: 'ip', value: '10.0.0.1' },
    { type: 'ip', value: '10.0.0.2' },
    { type: 'counter64', value: 2n ** 64n - 1n },
    { type: 'integer', value: -3 },
  ]);
});

it('names the lines that it leaves out, and keeps the others', () => {
  const { rows, problems } = readRecording(
    [
      '1.3.6.1|2|five',
      'rubbish',
      '1.3.6.1.2|4x|0g',
      '1.3.99999999999|2|1',
      '1.3.6.1.5|2:random|3',
      '1.3.6.1.6|2|3',
    ].join('\n'),
  );
  expect(rows).toHaveLength(1);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
});
