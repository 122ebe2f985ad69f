import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GuardError, guardedAgent, guardLookup, refuseAddress, refuseUrl } from '../../../dashboard/delivery/guard.ts';

const closed = { allowPrivate: false, allowLoopback: false };
const office = { allowPrivate: true, allowLoopback: false };
const open = { allowPrivate: true, allowLoopback: true };

describe('a URL as it is written', () => {
  test.each([
    ['http://127.0.0.1:80/', 'plain'],
    ['http://2130706433/', 'decimal'],
    ['http://0x7f.1/', 'hexadecimal, short'],
    ['http://0177.0.0.1/', 'octal'],
    ['http://127.0.0.1./', 'with a dot at its end'],
    ['http://[::1]/', 'IPv6'],
    ['http://[::ffff:127.0.0.1]/', 'IPv4 as IPv6'],
    ['http://[64:ff9b::7f00:1]/', 'behind NAT64'],
    ['http://0/', 'unspecified'],
    ['http://[::]/', 'unspecified IPv6'],
    ['http://169.254.169.254/latest', 'metadata of clouds'],
    ['http://[fe80::1]/', 'link-local'],
    ['http://100.64.0.1/', 'carrier’s own'],
    ['http://224.0.0.1/', 'multicast'],
    ['http://255.255.255.255/', 'broadcast'],
    ['http://[2002:7f00:1::]/', '6to4'],
    ['ftp://example.com/', 'no http'],
    ['file:///etc/passwd', 'no http'],
    ['http://a:b@example.com/', 'with user and password'],
    ['http://example.com:99999/', 'no URL'],
    ['nonsense', 'no URL'],
  ])('%s is refused: %s', (url) => {
    expect(refuseUrl(url, office)).toEqual(expect.any(String));
  });

  test.each([
    'http://192.168.1.9/',
    'http://10.0.0.1/',
    'http://172.31.255.255/',
    'http://[fd00::1]/',
    'http://[::ffff:10.0.0.1]/',
  ])('%s is a private address: a choice, and the refusal names it', (url) => {
    expect(refuseUrl(url, closed)).toContain('allow_private');
    expect(refuseUrl(url, office)).toBeNull();
  });

  test('loopback is allowed by its own exception only, which opens nothing else', () => {
    expect(refuseUrl('http://127.0.0.1:9000/', office)).toContain('allow_loopback');
    expect(refuseUrl('http://127.0.0.1:9000/', open)).toBeNull();
    expect(refuseUrl('http://[::1]/', open)).toBeNull();
    expect(refuseUrl('http://169.254.169.254/', open)).not.toBeNull();
    expect(refuseUrl('http://0/', open)).not.toBeNull();
  });

  test.each(['https://hooks.example.com/x', 'http://8.8.8.8/', 'http://172.32.0.1/', 'http://[2606:4700::1]/'])(
    '%s is fine',
    (url) => {
      expect(refuseUrl(url, closed)).toBeNull();
    },
  );

  test('what is no address is refused', () => {
    expect(refuseAddress('example.com', open)).toEqual(expect.any(String));
  });
});

describe('a name when it is looked up', () => {
  const answer = (...addresses: string[]): LookupAddress[] =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  function look(addresses: LookupAddress[], all: boolean) {
    const lookup = guardLookup(closed, (_host, _options, callback) => callback(null, addresses));
    return new Promise((resolve, reject) => {
      lookup('receiver.example', { all }, (error, found, family) => (error ? reject(error) : resolve([found, family])));
    });
  }

  test('one bad address among good ones refuses the name', async () => {
    await expect(look(answer('93.184.216.34', '127.0.0.1'), true)).rejects.toThrow(GuardError);
    await expect(look(answer('93.184.216.34', '::1'), false)).rejects.toThrow(/this machine itself/);
    await expect(look([], true)).rejects.toThrow(GuardError);
  });

  test('the answer has the form that was asked for', async () => {
    await expect(look(answer('93.184.216.34', '93.184.216.35'), false)).resolves.toEqual(['93.184.216.34', 4]);
    await expect(look(answer('93.184.216.34'), true)).resolves.toEqual([answer('93.184.216.34'), undefined]);
  });

  test('a name whose second answer differs is refused the second time', async () => {
    const answers = [answer('93.184.216.34'), answer('127.0.0.1')];
    const lookup = guardLookup(closed, (_host, _options, callback) => callback(null, answers.shift() ?? []));
    const ask = () =>
      new Promise((resolve, reject) =>
        lookup('x.example', {}, (error, found) => (error ? reject(error) : resolve(found))),
      );
    await expect(ask()).resolves.toBe('93.184.216.34');
    await expect(ask()).rejects.toThrow(GuardError);
  });
});

describe('a real connection', () => {
  let hits = 0;
  const server = createServer((_request, response) => {
    hits++;
    response.end();
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  async function refusal(name: string): Promise<string> {
    const agent = guardedAgent(office, 2000);
    const failure = await request(`http://${name}:${port}/`, { dispatcher: agent }).catch((error: unknown) => error);
    await agent.destroy();
    return String(failure);
  }

  test.each(['localhost', 'LOCALHOST'])('%s does not reach this machine', async (name) => {
    expect(await refusal(name)).toContain('GuardError');
    expect(hits).toBe(0);
  });

  test('nor does its absolute name, which some systems do not know at all', async () => {
    expect(await refusal('localhost.')).toMatch(/GuardError|ENOTFOUND|EAI_AGAIN/);
    expect(hits).toBe(0);
  });

  test('with the exception it does', async () => {
    const agent = guardedAgent(open, 2000);
    const { statusCode } = await request(`http://localhost:${port}/`, { dispatcher: agent });
    await agent.destroy();
    expect(statusCode).toBe(200);
    expect(hits).toBe(1);
  });
});
