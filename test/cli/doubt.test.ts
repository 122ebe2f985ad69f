/** What rests on one unconfirmed source says so wherever a person reads it at a terminal. */
import { expect, test } from 'vitest';
import { explain } from '../../catalogue/index.ts';
import { describeExplanations } from '../../cli/explanation-block.ts';
import { describeReading } from '../../cli/reading-block.ts';
import { describeResult } from '../../cli/scan-table.ts';
import type { Confidence } from '../../contract/index.ts';
import { sampleCondition, sampleReading, sampleScan } from '../dashboard/samples.ts';

const page = { width: 100, paint: (_: string, text: string) => text };
const unconfirmed = /one unconfirmed source/;

test.each<[Confidence, boolean]>([
  ['low', true],
  ['medium', false],
  ['high', false],
])('%s', (confidence, isTold) => {
  const conditions = [sampleCondition({ confidence })];
  expect(unconfirmed.test(describeReading(sampleReading({ conditions }), page))).toBe(isTold);
  expect(unconfirmed.test(describeResult(sampleScan({ outcome: 'refused', confidence })))).toBe(isTold);
  const [explanation] = explain('016-764', { vendor: 'xerox' });
  const shown = explanation ? describeExplanations('x', [{ ...explanation, confidence }], page) : '';
  expect(unconfirmed.test(shown)).toBe(isTold);
});

test('lights that shine are told with the panel', () => {
  const light = (id: string, name: string, state: 'on' | 'off' | 'blinking') => ({ id, name, color: 'green', state });
  const consoleLights = [
    light('1.1', 'Ready', 'on'),
    light('1.2', 'Data', 'off'),
    light('1.3', 'Attention', 'blinking'),
  ];
  const shown = describeReading(sampleReading({ consoleLights }), page);
  expect(shown).toContain('lights: Ready on green · Attention blinking green');
  expect(describeReading(sampleReading(), page)).not.toContain('lights:');
});
