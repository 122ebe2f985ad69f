import { expect, test } from 'vitest';
import type { Member } from '../../../agent/fleet.ts';
import { canonicalAddress, createWhereabouts } from '../../../agent/traps/whereabouts.ts';

const member = (address: string, port = 161) => ({ key: `${address}:${port}`, address, port }) as Member;
const keys = (members: readonly Member[]) => members.map(({ key }) => key);

test.each([
  ['10.0.4.21', '10.0.4.21'],
  ['::ffff:10.0.4.21', '10.0.4.21'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fe80:0::1%eth0', 'fe80::1%eth0'],
])('%s is %s', (address, canonical) => {
  expect(canonicalAddress(address)).toBe(canonical);
});

test('several at one address are told apart by their port, or all meant', () => {
  const places = createWhereabouts({
    members: [member('10.0.0.1'), member('10.0.0.1', 1161), member('10.0.0.2')],
    now: () => 0,
  });
  expect(keys(places.find({ address: '::ffff:10.0.0.1', port: 1161 }))).toEqual(['10.0.0.1:1161']);
  expect(keys(places.find({ address: '10.0.0.1', port: 50_000 }))).toEqual(['10.0.0.1:161', '10.0.0.1:1161']);
  expect(keys(places.find({ address: '10.0.0.2', port: 50_000 }))).toEqual(['10.0.0.2:161']);
  expect(places.find({ address: '10.0.0.3', port: 161 })).toEqual([]);
});

test('names are looked up, at most once a minute, and one that resolves to nothing harms no other', async () => {
  let now = 0;
  let address = '10.0.0.7';
  let asked = 0;
  const resolve = async (name: string) => {
    asked++;
    if (name === 'gone') throw new Error('ENOTFOUND');
    return [address, '2001:db8::7'];
  };
  const places = createWhereabouts({ members: [member('gone'), member('copier-2f')], now: () => now, resolve });
  expect(places.find({ address, port: 161 })).toEqual([]);
  await places.resolveNames();
  await places.resolveNames();
  expect(asked).toBe(2);
  expect(keys(places.find({ address, port: 9 }))).toEqual(['copier-2f:161']);
  expect(keys(places.find({ address: '2001:DB8::7', port: 9 }))).toEqual(['copier-2f:161']);
  address = '10.0.0.8';
  now += 60_000;
  await places.resolveNames();
  expect(keys(places.find({ address, port: 9 }))).toEqual(['copier-2f:161']);
  expect(places.find({ address: '10.0.0.7', port: 9 })).toEqual([]);
});
