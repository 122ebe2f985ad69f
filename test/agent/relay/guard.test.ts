import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { makeAllowList } from '../../../agent/relay/allow.ts';
import { Secret } from '../../../contract/secret.ts';
import { type Device, openDevice, sendScan } from '../smtp/device.ts';
import { pem, type Script, type ScriptedServer, startScriptedServer } from '../smtp/scripted-server.ts';
import { linesOf, type Office, openOffice, type RelayParts, relayConfigOf } from './office.ts';

let stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

async function setUp(parts: RelayParts = {}, script: Script = {}): Promise<Office & { upstream: ScriptedServer }> {
  const upstream = await startScriptedServer(script);
  const office = await openOffice(relayConfigOf(upstream.port, { listen: { host: '0.0.0.0', port: 0 }, ...parts }));
  stops.push(upstream.stop, () => office.relay.stop());
  return { ...office, upstream };
}

async function device(port: number, address?: string, secure?: boolean): Promise<Device> {
  const opened = await openDevice(port, address, secure);
  stops.push(() => opened.leave());
  return opened;
}

const mailLines = (upstream: ScriptedServer) => upstream.lines.filter((line) => /^(MAIL|RCPT|DATA|AUTH)/.test(line));

describe('addresses outside the list', () => {
  const foreign = [
    'anna@gmail.example',
    'root@localhost',
    'a%b@office.example',
    '"x@y"@z.example',
    'postmaster',
    'boss@office.example',
  ];

  test.each(foreign)('RCPT TO:<%s> is refused', async (to) => {
    const { port, upstream } = await setUp();
    const stranger = await device(port, '127.0.0.9');
    expect(await stranger.say('EHLO spam')).toMatch(/^250/);
    expect(await stranger.say('MAIL FROM:<copier@office.example>')).toMatch(/^250/);
    const said = await stranger.say(`RCPT TO:<${to}>`);
    expect(said).toMatch(/^(550 5\.7\.1|501) /);
    expect(await stranger.say('DATA')).toMatch(/^503/);
    expect(mailLines(upstream)).toEqual([]);
  });

  test('neither a login nor other commands open the door', async () => {
    const login = { user: 'scanner', password: new Secret('right'), unencrypted: true };
    const { port, upstream } = await setUp({ login });
    const stranger = await device(port, '127.0.0.9');
    await stranger.say('EHLO spam');
    const right = Buffer.from('\0scanner\0right').toString('base64');
    expect(await stranger.say(`AUTH PLAIN ${right}`)).toMatch(/^535 5\.7\.8/);
    expect(await stranger.say('XCLIENT ADDR=127.0.0.1')).toMatch(/^5/);
    expect(await stranger.say('MAIL FROM:<copier@office.example>')).toMatch(/^530/);
    expect(mailLines(upstream)).toEqual([]);
  });

  test('the first attempt is told, a hundred are told once', async () => {
    const { port, results } = await setUp();
    const stranger = await device(port, '127.0.0.9');
    await stranger.say('EHLO new-copier');
    await stranger.say('MAIL FROM:<new@office.example>');
    for (let i = 0; i < 100; i++) await stranger.say(`RCPT TO:<a${i}@partner.example>`);
    expect(linesOf(results)).toEqual(['a0@partner.example rcpt refused relay-denied 550']);
    expect(results[0]?.client).toEqual({ address: '127.0.0.9', name: 'new-copier', login: null });
  });

  test('a crowd of them does not keep the devices out', async () => {
    const { port } = await setUp({ connections: 50 });
    for (let i = 0; i < 10; i++) await device(port, '127.0.0.9');
    const refused = await openDevice(port, '127.0.0.10').catch(() => null);
    if (refused) await expect(refused.say('EHLO x')).rejects.toThrow();
    expect(await sendScan(await device(port), {})).toMatch(/^250/);
  });
});

describe('the list', () => {
  test('takes addresses and blocks of both families', () => {
    const list = makeAllowList(['10.0.4.0/24', '192.0.2.7', '2001:db8:4::/64', '::1']);
    for (const inside of ['10.0.4.1', '10.0.4.255', '192.0.2.7', '::ffff:10.0.4.9', '2001:DB8:4:0::5', '::1']) {
      expect(list.has(inside), inside).toBe(true);
    }
    for (const outside of [
      '10.0.5.1',
      '192.0.2.8',
      '2001:db8:5::1',
      '::ffff:10.0.5.9',
      '',
      'copier',
      '10.0.4',
      '0xa.0.4.1',
    ]) {
      expect(list.has(outside), outside).toBe(false);
    }
  });

  test.each(['10.0.4.0/33', 'copier', '10.0.4.0/24/8', '', '10.0.4.1-9', '::1/129', '10.0.4.0/'])(
    '%s is no entry',
    (entry) => {
      expect(() => makeAllowList([entry])).toThrow(RangeError);
    },
  );
});

describe('a login for devices', () => {
  const login = { user: 'scanner', password: new Secret('s3cret'), unencrypted: true };

  test('without it nothing goes out, and the office hears of it', async () => {
    const { port, results, upstream } = await setUp({ login });
    expect(await sendScan(await device(port), {})).toBe('530 5.7.0 Authentication required: this relay wants a login');
    expect(linesOf(results)).toEqual(['null mail refused auth-required 530']);
    expect(mailLines(upstream)).toEqual([]);
  });

  test('PLAIN, LOGIN and CRAM-MD5 all do, and the result names the user', async () => {
    const { createHmac } = await import('node:crypto');
    const { port, results } = await setUp({ login });
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const ways: ((copier: Device) => Promise<string>)[] = [
      (copier) => copier.say(`AUTH PLAIN ${base64('\0scanner\0s3cret')}`),
      async (copier) => {
        await copier.say('AUTH LOGIN');
        await copier.say(base64('scanner'));
        return copier.say(base64('s3cret'));
      },
      async (copier) => {
        const challenge = Buffer.from((await copier.say('AUTH CRAM-MD5')).slice(4), 'base64').toString();
        return copier.say(base64(`scanner ${createHmac('md5', 's3cret').update(challenge).digest('hex')}`));
      },
    ];
    for (const way of ways) {
      const copier = await device(port);
      await copier.say('EHLO copier');
      expect(await way(copier)).toMatch(/^235/);
      expect(await sendScan(copier, {})).toMatch(/^250/);
    }
    expect(results.map(({ client }) => client.login)).toEqual(['scanner', 'scanner', 'scanner']);
  });

  test('a wrong one is refused and told', async () => {
    const { port, results } = await setUp({ login });
    const copier = await device(port);
    await copier.say('EHLO copier');
    expect(await copier.say(`AUTH PLAIN ${Buffer.from('\0scanner\0gu3ss').toString('base64')}`)).toMatch(
      /^535 5\.7\.8/,
    );
    expect(linesOf(results)).toEqual(['null auth refused auth-failed 535']);
    expect(JSON.stringify(results)).not.toContain('gu3ss');
  });

  test('is not even asked for where none is configured', async () => {
    const { port } = await setUp();
    expect(await (await device(port)).say('EHLO copier')).not.toContain('AUTH');
  });
});

describe('encryption towards devices', () => {
  const { certificatePath: certificate, keyPath: key } = pem('server');

  test('STARTTLS, then a scan', async () => {
    const { port, results } = await setUp({ tls: { certificate, key, oldest: 'TLSv1.2', implicit: false } });
    const copier = await device(port);
    expect(await copier.say('EHLO copier')).toContain('STARTTLS');
    await copier.startTls();
    expect(await sendScan(copier, {})).toMatch(/^250/);
    expect(results[0]?.outcome).toBe('sent');
  });

  test('from the first octet, then a scan', async () => {
    const { port } = await setUp({ tls: { certificate, key, oldest: 'TLSv1.2', implicit: true } });
    expect(await sendScan(await device(port, '127.0.0.1', true), {})).toMatch(/^250/);
  });

  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

  test('old versions only where they are switched on; a failed handshake is told', async () => {
    const modern = await setUp({ tls: { certificate, key, oldest: 'TLSv1.2', implicit: false } });
    const refused = await device(modern.port);
    await refused.say('EHLO copier');
    await expect(refused.startTls(old)).rejects.toThrow();
    await expect.poll(() => linesOf(modern.results), { timeout: 15_000 }).toEqual(['null tls lost tls -']);
    expect(modern.results[0]).toMatchObject({ entry: 'smtp-lost-tls', client: { address: '127.0.0.1' } });
    const lenient = await setUp({ tls: { certificate, key, oldest: 'TLSv1', implicit: false } });
    const copier = await device(lenient.port);
    await copier.say('EHLO copier');
    await copier.startTls(old);
    expect(await sendScan(copier, {})).toMatch(/^250/);
  });

  test('a certificate that was renewed is shown without a restart, a broken one is not', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'platen-relay-'));
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
    const own = { certificate: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
    const install = (name: 'server' | 'other') => {
      copyFileSync(pem(name).certificatePath, own.certificate);
      copyFileSync(pem(name).keyPath, own.key);
    };
    install('server');
    const upstream = await startScriptedServer();
    const config = relayConfigOf(upstream.port, { tls: { ...own, oldest: 'TLSv1.2', implicit: false } });
    const office = await openOffice(config, 30);
    stops.push(upstream.stop, () => office.relay.stop());
    const shown = async () => {
      const copier = await openDevice(office.port);
      await copier.say('EHLO copier');
      await copier.startTls();
      const { subject } = (copier.talk.socket as TLSSocket).getPeerCertificate();
      copier.leave();
      return subject.CN;
    };
    expect(await shown()).toBe('localhost');
    install('other');
    await expect.poll(shown, { timeout: 15_000 }).toBe('mail.elsewhere.example');
    writeFileSync(own.certificate, 'half a file');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await shown()).toBe('mail.elsewhere.example');
  });

  test('with a certificate, passwords wait for it', async () => {
    const login = { user: 'scanner', password: new Secret('s3cret'), unencrypted: false };
    const { port } = await setUp({ login, tls: { certificate, key, oldest: 'TLSv1.2', implicit: false } });
    const copier = await device(port);
    await copier.say('EHLO copier');
    expect(await copier.say(`AUTH PLAIN ${Buffer.from('\0scanner\0s3cret').toString('base64')}`)).toMatch(/^538/);
  });
});

test('more devices than it takes hear 421', async () => {
  const { port, results } = await setUp({ connections: 2 });
  await device(port);
  await device(port);
  const third = await openDevice(port);
  stops.push(() => third.leave());
  await expect(third.say('EHLO copier')).rejects.toThrow();
  expect(results.every(({ stage, outcome }) => stage === 'connect' && outcome === 'refused')).toBe(true);
});
