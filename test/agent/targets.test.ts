import { describe, expect, test } from 'vitest';
import { expandHosts, HostError, mostHosts } from '../../agent/targets.ts';

const port = 161;
const expand = (...texts: string[]) => expandHosts(texts, { port }).map((host) => `${host.address} ${host.port}`);
const codeOf = (text: string, readFile?: (file: string) => string) => {
  try {
    expandHosts([text], { port, ...(readFile && { readFile }) });
    return null;
  } catch (error) {
    return error instanceof HostError ? error.code : error;
  }
};

describe('one device', () => {
  test.each([
    ['10.0.4.21', '10.0.4.21 161'],
    ['10.0.4.21:1161', '10.0.4.21 1161'],
    ['printer-2f', 'printer-2f 161'],
    ['printer_2f.office.example.:9161', 'printer_2f.office.example. 9161'],
    ['2001:db8::21', '2001:db8::21 161'],
    ['[2001:db8::21]:1161', '2001:db8::21 1161'],
    ['[fe80::1%eth0]', 'fe80::1%eth0 161'],
    ['  10.0.4.21 ', '10.0.4.21 161'],
  ])('%s', (text, host) => {
    expect(expand(text)).toEqual([host]);
  });
});

describe('ranges', () => {
  test('a block leaves out its network and broadcast address', () => {
    expect(expand('10.0.4.9/29')).toEqual([9, 10, 11, 12, 13, 14].map((n) => `10.0.4.${n} 161`));
    expect(expand('10.0.4.0/24:1161')).toHaveLength(254);
    expect(expand('10.0.0.0/16')).toHaveLength(65_534);
  });

  test('the smallest blocks have none (RFC 3021)', () => {
    expect(expand('10.0.4.6/31')).toEqual(['10.0.4.6 161', '10.0.4.7 161']);
    expect(expand('10.0.4.6/32')).toEqual(['10.0.4.6 161']);
  });

  test('from and to', () => {
    expect(expand('10.0.4.254-10.0.5.1')).toEqual(['10.0.4.254 161', '10.0.4.255 161', '10.0.5.0 161', '10.0.5.1 161']);
    expect(expand('10.0.4.8-9:99')).toEqual(['10.0.4.8 99', '10.0.4.9 99']);
    expect(expand('224.0.0.1-2')).toHaveLength(2);
  });
});

test('order stays, and twice stays twice', () => {
  expect(expand('b', '10.0.4.2-3', 'b')).toEqual(['b 161', '10.0.4.2 161', '10.0.4.3 161', 'b 161']);
});

test('a file has one a line, with comments', () => {
  const content = '\uFEFF# second floor\r\n10.0.4.21:1161\r\n\r\n  printer-2f   # the loud one\n10.0.4.0/30\n';
  const readFile = (file: string) => (file === 'list.txt' ? content : '');
  expect(expandHosts(['@list.txt'], { port, readFile }).map((host) => host.address)).toEqual([
    '10.0.4.21',
    'printer-2f',
    '10.0.4.1',
    '10.0.4.2',
  ]);
});

describe('what is refused', () => {
  test.each([
    ['', 'HOST_EMPTY'],
    ['10.0.4', 'HOST_MALFORMED'],
    ['10.0.4.256', 'HOST_MALFORMED'],
    ['10.0.4.0/33', 'HOST_MALFORMED'],
    ['10.0.4.0/x', 'HOST_MALFORMED'],
    ['10.0.4.5-300', 'HOST_MALFORMED'],
    ['-printer', 'HOST_MALFORMED'],
    ['two words', 'HOST_MALFORMED'],
    ['[printer]:161', 'HOST_MALFORMED'],
    ['10.0.4.1:', 'HOST_PORT'],
    ['10.0.4.1:0', 'HOST_PORT'],
    ['10.0.4.1:65536', 'HOST_PORT'],
    ['10.0.4.9-10.0.4.2', 'HOST_RANGE'],
    ['2001:db8::/64', 'HOST_RANGE'],
    ['10.0.0.0/8', 'HOST_TOO_MANY'],
    ['10.0.0.0-10.2.0.0', 'HOST_TOO_MANY'],
    ['@list.txt', 'HOST_FILE'],
  ])('%s: %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('more than a /16 altogether', () => {
    expect(() => expand('10.0.0.0/16', '10.1.0.0/24')).toThrow(mostHosts.toLocaleString('en'));
  });

  test('control characters do not reach the message', () => {
    expect(() => expand('\u001b[31mred')).toThrow(/"\?\[31mred"/);
  });
});
