import { describe, expect, test } from 'vitest';
import { sampleBodies } from '../../../../dashboard/delivery/formats/sample.ts';
import { checkTemplate } from '../../../../dashboard/delivery/formats/template.ts';
import { renderIn } from './messages.ts';

const fired = sampleBodies['alert.fired'];
const filled = (template: unknown) => JSON.parse(renderIn('template', fired, JSON.stringify(template)));

describe('a placeholder', () => {
  test.each([
    ['{{data.alert.seq}}', 3],
    ['{{ data.alert.seq }}', 3],
    ['seq {{data.alert.seq}}', 'seq 3'],
    ['{{data.alert.stops}}', ['print']],
    ['{{data.alert.stops.0}}', 'print'],
    ['stops {{data.alert.stops}}', 'stops ["print"]'],
    ['{{data.alert.resolvedAt}}', null],
    ['at {{data.alert.resolvedAt}}', 'at '],
    ['{{data.alert.acknowledged.by}}', ''],
    ['{{id}} {{type}}', 'msg_1 alert.fired'],
    ['{{nothing.at.all}}', ''],
    ['{{__proto__.polluted}}', ''],
    ['{{constructor.name}}', ''],
    ['{{data.alert.title.length}}', ''],
    ['{{}}', ''],
    ['no { placeholder } here', 'no { placeholder } here'],
  ])('%s gives %j', (text, value) => {
    expect(filled({ text })).toEqual({ text: value });
  });

  test('may be all there is, and stands in lists too', () => {
    expect(filled('{{data.alert.severity}}')).toBe('critical');
    expect(filled([['{{data.alert.code}}', 1]])).toEqual([['173', 1]]);
  });
});

describe('saving', () => {
  test.each([
    ['{"a": }', 'a template is JSON'],
    ['', 'a template is JSON'],
    ['{{data}}', 'a template is JSON'],
    [`"${'x'.repeat(20_001)}"`, '20000 characters at most'],
    ['['.repeat(30) + ']'.repeat(30), '20 levels deep at most'],
    ['['.repeat(10_000) + ']'.repeat(10_000), 'levels deep'],
  ])('%.30s is refused', (text, words) => {
    expect(checkTemplate(text).fault).toContain(words);
  });

  test('warns of what no message has, and of nothing that some message has', () => {
    const text = JSON.stringify({
      good: '{{data.alert.acknowledged.note}} {{data.subscription.reason}} {{data.device.serial}} {{data.links.alert}}',
      bad: ['{{data.alert.titel}}', 'x {{alert.title}}'],
    });
    expect(checkTemplate(text)).toEqual({
      fault: null,
      warnings: [expect.stringContaining('{{data.alert.titel}}'), expect.stringContaining('{{alert.title}}')],
    });
  });
});
