import { expect, test } from 'vitest';
import { nameRanges } from '../../cli/address-ranges.ts';

test.each([
  [[], ''],
  [['copier-2f'], 'copier-2f'],
  [['10.0.0.254', '10.0.0.255', '10.0.1.0', '10.0.1.2'], '10.0.0.254 to 10.0.1.0, 10.0.1.2'],
  [['10.0.0.1:1161', '10.0.0.2:1161', '10.0.0.3'], '10.0.0.1:1161 to 10.0.0.2:1161, 10.0.0.3'],
  [['2001:db8::1', '2001:db8::2'], '2001:db8::1, 2001:db8::2'],
])('%j', (addresses, text) => {
  expect(nameRanges(addresses)).toBe(text);
});

test('beyond eight runs only how many more', () => {
  expect(nameRanges(Array.from({ length: 20 }, (_, n) => `10.0.0.${n * 2}`))).toMatch(/10\.0\.0\.14 and 12 more$/);
});
