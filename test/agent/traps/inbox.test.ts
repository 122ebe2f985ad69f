import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Member } from '../../../agent/fleet.ts';
import type { Trap } from '../../../agent/snmp/index.ts';
import { createInbox, type Letter } from '../../../agent/traps/inbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const trap = (n: number) => ({ oid: `1.3.${n}` }) as Trap;
const member = (key: string) => ({ key }) as Member;
const told = (letters: readonly Letter[]) =>
  letters.map(({ member: { key }, trap: { oid }, omitted }) => `${key} ${oid}${omitted ? ` +${omitted}` : ''}`);

function open() {
  const delivered: Letter[][] = [];
  return { delivered, inbox: createInbox({ deliver: (letters) => void delivered.push([...letters]) }) };
}

test('what comes within a moment is delivered together, in order', () => {
  const { inbox, delivered } = open();
  inbox.take(member('a'), trap(1), new Date(1));
  inbox.take(member('b'), trap(2), new Date(2));
  inbox.take(member('a'), trap(3), new Date(3));
  expect(delivered).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(delivered.map(told)).toEqual([['a 1.3.1', 'b 1.3.2', 'a 1.3.3']]);
  vi.advanceTimersByTime(10_000);
  expect(delivered.length).toBe(1);
});

test('of a storm its beginning and its end are kept, and how many came between', () => {
  const { inbox, delivered } = open();
  for (let n = 1; n <= 1000; n++) inbox.take(member('a'), trap(n), new Date(n));
  inbox.stop();
  expect(told(delivered[0] ?? [])).toEqual([
    'a 1.3.1',
    'a 1.3.2',
    'a 1.3.3',
    'a 1.3.4',
    'a 1.3.5',
    'a 1.3.998 +992',
    'a 1.3.999',
    'a 1.3.1000',
  ]);
});

test('a storm of a whole fleet is bounded, too', () => {
  const { inbox, delivered } = open();
  for (let n = 0; n < 10; n++) {
    for (let device = 0; device < 500; device++) inbox.take(member(`d${device}`), trap(n), new Date(n));
  }
  inbox.stop();
  expect(delivered[0]?.length).toBeLessThanOrEqual(200);
  expect(delivered[0]?.length).toBeGreaterThan(100);
});
