import { describe, expect, test } from 'vitest';
import type { Sender } from '../../agent/scans/attribute.ts';
import { canonicalAddress, createAttribution } from '../../agent/scans/attribute.ts';
import type { ScanResult } from '../../contract/index.ts';
import { scanResult } from './samples.ts';

function sender(device: string, change: Partial<Sender> = {}): Sender {
  return { device, address: device.replace(/:\d+$/, ''), login: null, from: null, names: [], ...change };
}

function deviceOf(senders: readonly Sender[], client: Partial<ScanResult['client']>, from: string | null = null) {
  const whole = { address: null, name: null, login: null, ...client };
  return createAttribution(senders)(scanResult('a@x', { client: whole, from })).device;
}

const office = [
  sender('10.0.4.21:161', { login: 'Scanner-21', from: 'kitchen@example.com', names: ['kitchen-mfp'] }),
  sender('10.0.4.22:161', { names: ['copier-2f.office.lan'] }),
  sender('10.0.4.23:161', { names: ['scanner'] }),
];

describe('whose scan it was', () => {
  test.each([
    ['the client’s address', { address: '10.0.4.22' }, null, '10.0.4.22:161'],
    ['the same address, mapped into IPv6', { address: '::ffff:10.0.4.22' }, null, '10.0.4.22:161'],
    ['the address before the login', { address: '10.0.4.22', login: 'scanner-21' }, null, '10.0.4.22:161'],
    ['the login', { address: '10.0.9.1', login: 'scanner-21' }, null, '10.0.4.21:161'],
    ['the login before the sender', { login: 'SCANNER-21' }, 'copier-2f@example.com', '10.0.4.21:161'],
    ['the sender’s address', {}, 'Kitchen@Example.com', '10.0.4.21:161'],
    ['the client’s host name', { name: 'copier-2f' }, null, '10.0.4.22:161'],
    ['a login that is the device’s name', { login: 'kitchen-mfp' }, null, '10.0.4.21:161'],
    ['a sender that is the device’s name', {}, 'copier-2f@example.com', '10.0.4.22:161'],
    ['a name that any device has', {}, 'scanner@example.com', null],
    ['nothing that is known', { address: '10.0.9.9', name: 'laptop', login: 'anna' }, 'anna@example.com', null],
    ['nothing at all', {}, null, null],
  ])('%s', (_what, client, from, device) => {
    expect(deviceOf(office, client, from)).toBe(device);
  });

  test('devices that share an address are told apart by what else they say, or not at all', () => {
    const shared = [
      sender('10.0.0.1:1161', { address: '10.0.0.1', names: ['first'] }),
      sender('10.0.0.1:1162', { address: '10.0.0.1', names: ['second'] }),
    ];
    expect(deviceOf(shared, { address: '10.0.0.1' })).toBeNull();
    expect(deviceOf(shared, { address: '10.0.0.1' }, 'second@example.com')).toBe('10.0.0.1:1162');
  });

  test('a hint against the address does not win', () => {
    expect(deviceOf(office, { address: '10.0.4.22', login: 'kitchen-mfp' }, 'kitchen@example.com')).toBe(
      '10.0.4.22:161',
    );
  });

  test('the rest of the result stays as it was', () => {
    const before = scanResult('a@x', { client: { address: '10.0.4.22', name: null, login: null } });
    expect(createAttribution(office)(before)).toEqual({ ...before, device: '10.0.4.22:161' });
    const stranger = scanResult('a@x');
    expect(createAttribution(office)(stranger)).toBe(stranger);
  });
});

describe('canonicalAddress', () => {
  test.each([
    ['10.0.4.21', '10.0.4.21'],
    [' 10.0.4.21 ', '10.0.4.21'],
    ['::FFFF:10.0.4.21', '10.0.4.21'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['copier-2f', 'copier-2f'],
    ['not:an:address', 'not:an:address'],
  ])('%s is %s', (given, expected) => {
    expect(canonicalAddress(given)).toBe(expected);
  });
});
