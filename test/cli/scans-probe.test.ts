import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { probeReportSchema } from '../../contract/index.ts';
import { caFile, type Script, type ScriptedServer, startScriptedServer } from '../agent/smtp/scripted-server.ts';
import { testIo } from './world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'platen-probe-'));
writeFileSync(path.join(folder, 'password.txt'), 'hush-hush\n');
afterAll(() => rmSync(folder, { recursive: true }));

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function serve(script: Script = {}): Promise<string> {
  server = await startScriptedServer(script);
  return `localhost:${server.port}`;
}

async function platen(...args: string[]) {
  const io = testIo(folder);
  const status = await main(['scans', 'probe', ...args], io);
  return { status, out: io.printed(), err: io.complained() };
}

const offers = ['SIZE 35882577', 'STARTTLS', 'AUTH PLAIN LOGIN'];
const envelope = ['--from', 'copier@office.example', '--to', 'anna@office.example', '--to', 'ben@elsewhere.example'];

describe('platen scans probe', () => {
  test('prints a line for each stage and ends with 0 where all went well', async () => {
    const place = await serve({ extensions: offers });
    const { status, out, err } = await platen(place, '--ca', caFile, ...envelope);
    expect([status, err]).toEqual([0, '']);
    const stages = out.split('\n').map((line) => /^ {2}([✔■–]) (\w+) +(\w+)/.exec(line)?.slice(1).join(' '));
    expect(stages.filter((stage) => stage !== undefined)).toEqual([
      '✔ name passed',
      '✔ connection passed',
      '✔ greeting passed',
      '✔ offers passed',
      '✔ encryption passed',
      '– login skipped',
      '✔ sender passed',
      '✔ recipient passed',
      '✔ recipient passed',
      '✔ farewell passed',
    ]);
    expect(out).toContain('✔ A device would get as far as handing over its scan.');
    expect(server?.lines.some((line) => line.startsWith('DATA'))).toBe(false);
  });

  test('says what is wrong and what to do, and ends with 1', async () => {
    const place = await serve({
      extensions: offers,
      on: (line) => (line.startsWith('RCPT TO:<ben') ? '554 5.7.1 <ben@elsewhere.example>: Relay access denied' : null),
    });
    const { status, out } = await platen(place, '--ca', caFile, ...envelope);
    expect(status).toBe(1);
    expect(out).toMatch(/■ recipient\s+failed\s+[\d.]+ ms {2}ben@elsewhere\.example: 554 5\.7\.1 /);
    expect(out).toMatch(/^ {4}do {6}\S/m);
    expect(out).toContain('■ A device would be stopped at the recipient.');
  });

  test('--json gives the report as one line', async () => {
    const place = await serve({ extensions: offers });
    const { status, out } = await platen(
      place,
      '--ca',
      caFile,
      '--auth',
      'scans@office.example:@password.txt',
      '--json',
      ...envelope,
    );
    expect(status).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(probeReportSchema.parse(JSON.parse(out))).toMatchObject({
      target: place,
      ok: true,
      everySeconds: null,
      login: { method: 'PLAIN' },
    });
    expect(out).not.toContain('hush');
    expect(server?.lines).toContain(
      `AUTH PLAIN ${Buffer.from('\0scans@office.example\0hush-hush').toString('base64')}`,
    );
  });

  test('an access token logs in by XOAUTH2', async () => {
    const place = await serve({ extensions: ['STARTTLS', 'AUTH XOAUTH2'] });
    const { status } = await platen(place, '--ca', caFile, '--auth', 'scans@office.example:tok', '--method', 'xoauth2');
    expect(status).toBe(0);
    expect(server?.lines.find((line) => line.startsWith('AUTH'))).toBe(
      `AUTH XOAUTH2 ${Buffer.from('user=scans@office.example\u0001auth=Bearer tok\u0001\u0001').toString('base64')}`,
    );
  });

  test('what a server says cannot play tricks on the terminal', async () => {
    const place = await serve({ greeting: '554 \u001b[2Jgo\u202eaway' });
    const { status, out } = await platen(place);
    expect(status).toBe(1);
    expect([...out].some((sign) => sign === '\u001b' || sign === '\u202e')).toBe(false);
  });

  test('nobody there', async () => {
    const place = await serve();
    await server?.stop();
    const { status, out } = await platen(place);
    expect(status).toBe(1);
    expect(out).toMatch(/■ connection\s+failed .*Connection refused/);
  });

  test.each([
    [[], /which server/],
    [['a', 'b'], /one HOST at a time/],
    [['a:99999'], /is no server/],
    [['mail example'], /is no server/],
    [['x', '--tls', 'maybe'], /"--tls" is one of auto, starttls, implicit, none/],
    [['x', '--auth', 'user'], /USER:PASSWORD/],
    [['x', '--auth', 'user:@nowhere'], /cannot read .*nowhere/],
    [['x', '--auth', 'u:p', '--method', 'cram'], /"--method" is one of plain, login, xoauth2/],
    [['x', '--from', 'me'], /"--from" is a mail address/],
    [['x', '--to', 'a@b.example'], /add --from/],
    [['x', '--size', 'big'], /"--size" is e\.g\. 25MB/],
    [['x', '--timeout', '1'], /"--timeout" is a whole number/],
    [['x', '--ca', 'nowhere.pem'], /cannot use .*nowhere\.pem/],
    [['x', '--coffee'], /--coffee/],
  ])('%j is a wrong call: one sentence and 2', async (args, sentence) => {
    const { status, out, err } = await platen(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('platen check', () => {
  test('says whom the relay lets send, where it hands on, and what is probed', async () => {
    writeFileSync(
      path.join(folder, 'relay.yaml'),
      `relay:
  listen: 127.0.0.1:2525
  allow: [10.0.4.0/24, 10.0.5.7]
  from: scans@office.example
  upstream:
    host: smtp.office365.com
    login: { user: scans@office.example, password_file: password.txt }
probes:
  - { host: mail.office.example, from: copier@office.example, to: anna@office.example, every: 5m }
  - { host: other.office.example, ca: missing.pem }
`,
    );
    const io = testIo(folder);
    expect(await main(['check', '-c', 'relay.yaml'], io)).toBe(1);
    const out = io.printed().split('\n');
    const text = (begin: RegExp) =>
      out.filter((line) => begin.test(line)).map((line) => line.replace(/\s+/g, ' ').trim());
    expect(text(/^. relay/)).toEqual([
      'relay takes scans on TCP 127.0.0.1:2525 from 10.0.4.0/24, 10.0.5.7: unencrypted, no login, scans up to 50 MB',
      'relay hands them on to smtp.office365.com:587: STARTTLS, password of scans@office.example, sender scans@office.example',
      expect.stringMatching(/^! relay Microsoft switches login by password off .*"oauth"/),
    ]);
    expect(text(/^. probes/)).toEqual([
      'probes mail.office.example:587 every 300 s: TLS where it is offered, no login, from copier@office.example, to anna@office.example',
      expect.stringMatching(/^! probes other\.office\.example:587 every 900 s: .*; ca: ENOENT/),
    ]);
    expect(io.printed()).not.toContain('hush');
  });

  test('a relay without a list is a mistake of the file', async () => {
    writeFileSync(path.join(folder, 'open.yaml'), 'relay:\n  listen: 127.0.0.1:2525\n  upstream: { host: x }\n');
    const io = testIo(folder);
    expect(await main(['check', '-c', 'open.yaml'], io)).toBe(2);
    expect(io.complained()).toMatch(/^open\.yaml:\d+:\d+: .*allow/m);
  });
});
