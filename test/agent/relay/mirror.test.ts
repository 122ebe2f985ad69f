import { afterEach, describe, expect, test } from 'vitest';
import { createRelay } from '../../../agent/relay/relay.ts';
import { keptLog } from '../samples.ts';
import { openDevice, sendScan } from '../smtp/device.ts';
import { type Script, type ScriptedServer, startScriptedServer } from '../smtp/scripted-server.ts';
import { linesOf, type Office, openOffice, type RelayParts, relayConfigOf } from './office.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

async function setUp(script: Script = {}, parts: RelayParts = {}): Promise<Office & { upstream: ScriptedServer }> {
  const upstream = await startScriptedServer(script);
  const office = await openOffice(relayConfigOf(upstream.port, parts));
  stops.push(upstream.stop, () => office.relay.stop());
  return { ...office, upstream };
}

/** The scripted reply to commands that begin so. */
const onLine = (begin: string, saying: string) => (line: string) => (line.startsWith(begin) ? saying : null);

describe('a scan that the upstream takes', () => {
  test('arrives as it was sent, and the device hears the receipt of the upstream', async () => {
    const { port, results, upstream } = await setUp({ keep: true });
    const device = await openDevice(port);
    const body = ['Message-ID: <scan-1@copier>\r\nSubject: scan\r\n\r\nhello\r\n..dot\r\n...two\r\nbare\nfeed\r\n'];
    expect(await sendScan(device, { body, to: ['anna@partner.example', 'ben@partner.example'] })).toBe(
      '250 2.0.0 Ok: queued as 3F1A',
    );
    expect(upstream.accepted).toHaveLength(1);
    expect(upstream.accepted[0]).toMatchObject({
      from: 'copier@office.example',
      to: ['anna@partner.example', 'ben@partner.example'],
      body: 'Message-ID: <scan-1@copier>\r\nSubject: scan\r\n\r\nhello\r\n..dot\r\n...two\r\nbare\r\nfeed\r\n',
    });
    expect(linesOf(results)).toEqual([
      'anna@partner.example delivery sent null 250',
      'ben@partner.example delivery sent null 250',
    ]);
    expect(results[0]).toMatchObject({
      source: 'relay',
      client: { address: '127.0.0.1', name: 'copier-2f', login: null },
      from: 'copier@office.example',
      messageId: '<scan-1@copier>',
      hop: `127.0.0.1[127.0.0.1]:${upstream.port}`,
    });
    expect(results[0]?.size).toBeGreaterThan(70);
    device.leave();
  });

  test('is one of several on a connection, and the texts of every success are handed on', async () => {
    const { port, upstream, results } = await setUp({ on: onLine('RCPT', '251 2.1.5 Will forward') });
    const device = await openDevice(port);
    await device.say('EHLO copier');
    for (const to of ['a@x.example', 'b@x.example']) {
      expect(await device.say('MAIL FROM:<copier@office.example>')).toBe('250 2.1.0 Sender fine');
      expect(await device.say(`RCPT TO:<${to}>`)).toBe('251 2.1.5 Will forward');
      expect(await device.say('DATA')).toMatch(/^354 /);
      await device.send('\r\n.\r\n');
      expect(await device.hear()).toBe('250 2.0.0 Ok: queued as 3F1A');
    }
    expect(upstream.connections()).toBeGreaterThanOrEqual(2);
    expect(new Set(results.map(({ queueId }) => queueId)).size).toBe(2);
    device.leave();
  });

  test('may be announced with size, eight bits and names outside ASCII', async () => {
    const { port, upstream } = await setUp({ extensions: ['SIZE 1000000', '8BITMIME', 'SMTPUTF8'] });
    const device = await openDevice(port);
    await device.say('EHLO copier');
    await device.say('MAIL FROM:<copier@xn--bcher-kva.example> SIZE=1234 BODY=8BITMIME SMTPUTF8');
    expect(upstream.lines).toContain('MAIL FROM:<copier@xn--bcher-kva.example> SIZE=1234 BODY=8BITMIME SMTPUTF8');
    device.leave();
  });

  test('is a yes for the device even where the result cannot be stored', async () => {
    const upstream = await startScriptedServer();
    const log = keptLog();
    const report = () => {
      throw new Error('database or disk is full');
    };
    const relay = createRelay(relayConfigOf(upstream.port), {
      report,
      log,
      now: () => new Date(),
      dataDir: '/nonexistent',
    });
    await relay.start();
    stops.push(upstream.stop, () => relay.stop());
    const device = await openDevice(relay.port() ?? 0);
    expect(await sendScan(device, {})).toMatch(/^250 2\.0\.0 Ok/);
    expect(log.lines.map(({ sentence }) => sentence)).toContain('what became of a scan could not be stored');
    device.leave();
  });

  test('goes out under the sender that the configuration names, reports keep their empty one', async () => {
    const { port, upstream, results } = await setUp({}, { from: 'scans@office.example' });
    const device = await openDevice(port);
    await sendScan(device, { from: 'copier@old.example' });
    expect(await device.say('MAIL FROM:<>')).toMatch(/^250/);
    expect(upstream.lines.filter((line) => line.startsWith('MAIL'))).toEqual([
      'MAIL FROM:<scans@office.example>',
      'MAIL FROM:<>',
    ]);
    expect(results[0]?.from).toBe('copier@old.example');
    device.leave();
  });
});

describe('what the upstream refuses', () => {
  const refusals = [
    [
      'MAIL',
      '550-5.7.60 SMTP; Client does not have permissions\r\n550 5.7.60 to send as this sender',
      'mail',
      'sender-rejected',
    ],
    ['MAIL', '452 4.3.1 Insufficient system storage', 'mail', 'server-unavailable'],
    ['MAIL', '530 5.7.57 Client not authenticated to send mail', 'mail', 'auth-required'],
    ['RCPT', '550 5.1.1 <anna@partner.example>: Recipient address rejected: User unknown', 'rcpt', 'recipient-unknown'],
    ['RCPT', '451 4.7.1 Greylisting in action, please come back later', 'rcpt', 'server-unavailable'],
    ['RCPT', '554 5.7.1 <anna@partner.example>: Relay access denied', 'rcpt', 'relay-denied'],
    ['DATA', '554 5.5.1 Error: no valid recipients', 'data', null],
    ['DATA', '451 4.3.0 Try later', 'data', null],
  ] as const;

  test.each(refusals)('%s %s is what the device hears', async (verb, reply, stage, reason) => {
    const { port, results, upstream } = await setUp({ on: onLine(verb, reply) });
    const device = await openDevice(port);
    const expected = `${reply.slice(0, 3)} ${reply
      .split('\r\n')
      .map((line) => line.slice(4))
      .join('|')}`;
    expect(await sendScan(device, {})).toBe(expected);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      stage,
      outcome: 'refused',
      to: verb === 'MAIL' ? null : 'anna@partner.example',
    });
    expect(results[0]?.reply?.code).toBe(Number(reply.slice(0, 3)));
    expect(results[0]?.reply?.enhanced).toBe(reply.slice(4, 10).trim());
    expect(results[0]?.retryable).toBe(reply.startsWith('4'));
    if (reason !== null) expect(results[0]?.reason).toBe(reason);
    expect(upstream.accepted).toEqual([]);
    device.leave();
  });

  test.each(['552 5.3.4 Message too big', '550-5.7.1 No\r\n550 5.7.1 spam here', '451 4.7.0 Later'])(
    '%s to the end of the mail is what the device hears, for every recipient',
    async (receipt) => {
      const { port, results } = await setUp({ receipt: () => receipt });
      const device = await openDevice(port);
      const said = await sendScan(device, { to: ['a@x.example', 'b@x.example'] });
      expect(said.slice(0, 3)).toBe(receipt.slice(0, 3));
      expect(said).toContain(receipt.split('\r\n').at(-1)?.slice(4));
      expect(results.map(({ to, outcome, stage }) => [to, outcome, stage])).toEqual([
        ['a@x.example', 'refused', 'delivery'],
        ['b@x.example', 'refused', 'delivery'],
      ]);
      device.leave();
    },
  );

  test('one recipient of two goes without the other', async () => {
    const { port, results } = await setUp({ on: onLine('RCPT TO:<a@', '550 5.1.1 No such user') });
    const device = await openDevice(port);
    for (const line of [
      'EHLO c',
      'MAIL FROM:<c@office.example>',
      'RCPT TO:<a@x.example>',
      'RCPT TO:<b@x.example>',
      'DATA',
    ]) {
      await device.say(line);
    }
    await device.send('\r\n.\r\n');
    expect(await device.hear()).toMatch(/^250/);
    expect(linesOf(results)).toEqual([
      'a@x.example rcpt refused recipient-unknown 550',
      'b@x.example delivery sent null 250',
    ]);
    device.leave();
  });

  test('421 ends the connection of the device, too, and all recipients hear of it', async () => {
    const { port, results } = await setUp({ on: onLine('RCPT TO:<b@', '421 4.3.2 Shutting down') });
    const device = await openDevice(port);
    await device.say('EHLO c');
    await device.say('MAIL FROM:<c@office.example>');
    await device.say('RCPT TO:<a@x.example>');
    expect(await device.say('RCPT TO:<b@x.example>')).toBe('421 4.3.2 Shutting down');
    await expect(device.say('DATA')).rejects.toThrow();
    expect(results.map(({ to, outcome }) => `${to} ${outcome}`).sort()).toEqual([
      'a@x.example refused',
      'b@x.example refused',
    ]);
  });

  test('a greeting that says no', async () => {
    const { port, results } = await setUp({ greeting: '554 5.7.1 Your address is blocked' });
    const device = await openDevice(port);
    expect(await sendScan(device, {})).toBe('554 5.7.1 Your address is blocked');
    expect(linesOf(results)).toEqual(['null connect refused policy-block 554']);
    device.leave();
  });
});

describe('a connection that breaks', () => {
  test.each([
    ['MAIL', 'mail'],
    ['RCPT', 'rcpt'],
    ['DATA', 'data'],
  ] as const)('at %s: the device hears 451, the result is lost', async (verb, stage) => {
    const { port, results } = await setUp({ on: onLine(verb, 'drop') });
    const device = await openDevice(port);
    expect(await sendScan(device, {})).toMatch(/^451 4\.4\.2 Lost the connection to 127\.0\.0\.1:\d+: Connection/);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      stage,
      outcome: 'lost',
      reply: null,
      reason: 'connection-failed',
      retryable: true,
    });
    device.leave();
  });

  test('after the last dot: 451 and lost, never sent', async () => {
    const { port, results, upstream } = await setUp({ receipt: () => 'drop' });
    const device = await openDevice(port);
    expect(await sendScan(device, {})).toMatch(/^451 4\.4\.2 .* before the receipt came$/);
    expect(linesOf(results)).toEqual(['anna@partner.example delivery lost connection-failed -']);
    expect(results[0]?.entry).toBe('smtp-lost-delivery');
    expect(upstream.accepted).toEqual([]);
    device.leave();
  });

  test('in the middle of the mail, without a word or with one', async () => {
    const body = Array.from({ length: 64 }, () => `${'A'.repeat(76)}\r\n`.repeat(850));
    const silent = await setUp({ during: { octets: 200_000, saying: 'drop' } });
    const first = await openDevice(silent.port);
    expect(await sendScan(first, { body })).toMatch(/^451 4\.4\.2/);
    expect(linesOf(silent.results)).toEqual(['anna@partner.example data lost connection-failed -']);
    const speaking = await setUp({ during: { octets: 200_000, saying: '552 5.3.4 Too much' } });
    const second = await openDevice(speaking.port);
    expect(await sendScan(second, { body })).toBe('552 5.3.4 Too much');
    // Whether it is heard before or after the last octet is a matter of chance.
    expect(linesOf(speaking.results)).toEqual([
      expect.stringMatching(/^anna@partner.example (data|delivery) refused message-too-big 552$/),
    ]);
    first.leave();
    second.leave();
  });

  test('by the device: the upstream never sees an end', async () => {
    const { port, results, upstream } = await setUp();
    const device = await openDevice(port);
    for (const line of ['EHLO c', 'MAIL FROM:<c@office.example>', 'RCPT TO:<a@x.example>', 'DATA'])
      await device.say(line);
    await device.send(`${'A'.repeat(76)}\r\n`.repeat(2000));
    device.leave();
    await expect
      .poll(() => linesOf(results), { timeout: 15_000 })
      .toEqual(['a@x.example data lost connection-failed -']);
    expect(results[0]?.entry).toBe('smtp-lost-data');
    expect(upstream.accepted).toEqual([]);
  });

  test('before the second recipient: each of them is told', async () => {
    const { port, results } = await setUp({ on: onLine('RCPT TO:<b@', 'drop') });
    const device = await openDevice(port);
    for (const line of ['EHLO c', 'MAIL FROM:<c@office.example>', 'RCPT TO:<a@x.example>']) await device.say(line);
    for (const to of ['b@x.example', 'c@x.example'])
      expect(await device.say(`RCPT TO:<${to}>`)).toMatch(/^451 4\.4\.2/);
    expect(await device.say('DATA')).toMatch(/^451 4\.4\.2/);
    expect(results.map(({ to, outcome }) => `${to} ${outcome}`).sort()).toEqual([
      'a@x.example lost',
      'b@x.example lost',
      'c@x.example lost',
    ]);
    device.leave();
  });

  test('by the device while the upstream thinks: no session is left behind', async () => {
    let isGone = false;
    const { port, upstream } = await setUp({
      greeting: 'hang',
      extensions: [],
    });
    const device = await openDevice(port);
    await device.say('EHLO c');
    const waiting = device.say('MAIL FROM:<c@office.example>').catch(() => {
      isGone = true;
    });
    await expect.poll(() => upstream.connections(), { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    device.leave();
    await waiting;
    expect(isGone).toBe(true);
    upstream.greet();
    await expect.poll(() => upstream.open(), { timeout: 15_000 }).toBe(0);
    expect(upstream.lines.some((line) => line.startsWith('MAIL'))).toBe(false);
  });

  test('nobody listens there: 451 with the reason', async () => {
    const { port, results, upstream } = await setUp();
    await upstream.stop();
    const device = await openDevice(port);
    expect(await sendScan(device, {})).toMatch(/^451 4\.4\.1 The relay could not reach .*: Connection refused$/);
    expect(linesOf(results)).toEqual(['null connect refused connection-failed 451']);
    device.leave();
  });

  test('an upstream that speaks something else is not believed', async () => {
    const { port, results } = await setUp({ on: onLine('RCPT', '354 What?') });
    const device = await openDevice(port);
    expect(await sendScan(device, {})).toMatch(/^451 4\.5\.0/);
    expect(results[0]?.outcome).toBe('refused');
    const http = await setUp({ greeting: 'HTTP/1.1 400 Bad Request' });
    const other = await openDevice(http.port);
    expect(await sendScan(other, {})).toMatch(/^451 4\.4\.1 .*not a reply of a mail server/);
    device.leave();
    other.leave();
  });
});

describe('size', () => {
  test('the smaller of both limits is announced and holds', async () => {
    const { port, results, upstream } = await setUp({ extensions: ['SIZE 100000'] }, { size: 200_000 });
    await expect.poll(() => upstream.lines.length, { timeout: 15_000 }).toBeGreaterThan(0);
    const device = await openDevice(port);
    await expect.poll(() => device.say('EHLO copier'), { timeout: 15_000 }).toContain('SIZE 100000');
    expect(await device.say('MAIL FROM:<c@office.example> SIZE=100001')).toMatch(/^552 /);
    expect(linesOf(results)).toEqual(['null mail refused message-too-big 552']);
    device.leave();
  });

  test('a scan that grows over it is cut off on the way, and the upstream accepts nothing', async () => {
    const { port, results, upstream } = await setUp({}, { size: 100_000 });
    const device = await openDevice(port);
    const body = Array.from({ length: 30 }, () => `${'A'.repeat(76)}\r\n`.repeat(100));
    expect(await sendScan(device, { body })).toBe('552 5.3.4 Message size exceeds fixed limit of 100000 octets');
    expect(linesOf(results)).toEqual(['anna@partner.example data refused message-too-big 552']);
    expect(upstream.accepted).toEqual([]);
    expect(await sendScan(device, {})).toMatch(/^250/);
    device.leave();
  });
});
