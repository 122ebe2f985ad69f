import { afterEach, describe, expect, test } from 'vitest';
import type { ProbeConfig } from '../../../agent/probe/config.ts';
import { probeServer } from '../../../agent/probe/probe.ts';
import { trustOf } from '../../../agent/probe/schedule.ts';
import { openLogin } from '../../../agent/smtp/config.ts';
import { type ProbeReport, probeReportSchema } from '../../../contract/index.ts';
import { Secret } from '../../../contract/secret.ts';
import { caFile, type Script, type ScriptedServer, startScriptedServer } from '../smtp/scripted-server.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  stops.push(server.stop);
  return server;
}

function configOf(port: number, part: Partial<ProbeConfig> = {}): ProbeConfig {
  return {
    host: 'localhost',
    port,
    tls: 'auto',
    verify: true,
    ca: caFile,
    name: null,
    login: null,
    from: 'copier@office.example',
    to: ['anna@office.example', 'ben@elsewhere.example'],
    size: 10_000_000,
    everyMs: null,
    connectMs: 5000,
    replyMs: 5000,
    ...part,
  };
}

async function probe(config: ProbeConfig, now = new Date()): Promise<ProbeReport> {
  const clock = () => now;
  const login = openLogin(config.login, () => now.getTime(), null);
  return probeReportSchema.parse(await probeServer(config, { now: clock, trust: trustOf(config), login }));
}

const linesOf = ({ steps }: ProbeReport) => steps.map(({ stage, outcome }) => `${stage} ${outcome}`);
const failedOf = ({ steps }: ProbeReport) => steps.find(({ outcome }) => outcome === 'failed');
const password = {
  kind: 'password',
  user: 'scans@office.example',
  password: new Secret('hush-hush'),
  method: null,
} as const;
const offers = ['SIZE 35882577', 'STARTTLS', 'AUTH PLAIN LOGIN'];

test('a server that takes everything: a step for each stage, a time for each step, and never DATA', async () => {
  const server = await serve({ extensions: offers });
  const report = await probe(configOf(server.port, { login: password, everyMs: 900_000 }));
  expect(linesOf(report)).toEqual([
    'dns passed',
    'tcp passed',
    'greeting passed',
    'ehlo passed',
    'tls passed',
    'auth passed',
    'mail passed',
    'rcpt passed',
    'rcpt passed',
    'quit passed',
  ]);
  expect(report).toMatchObject({
    target: `localhost:${server.port}`,
    ok: true,
    everySeconds: 900,
    address: '127.0.0.1',
    login: { user: 'scans@office.example', method: 'PLAIN' },
    server: { name: 'scripted.example', size: 35_882_577, authMethods: ['PLAIN', 'LOGIN'], startTls: true },
    tls: {
      version: 'TLSv1.3',
      certificate: { subject: 'localhost', issuer: 'Platen test authority', nameMatches: true, chainTrusted: true },
    },
    warnings: [],
  });
  expect(report.steps.every(({ ms }) => ms !== null && ms >= 0)).toBe(true);
  expect(report.steps.filter(({ stage }) => stage === 'rcpt').map(({ to }) => to)).toEqual([
    'anna@office.example',
    'ben@elsewhere.example',
  ]);
  expect(server.lines).toContain('MAIL FROM:<copier@office.example> SIZE=10000000');
  expect(server.lines.slice(-2)).toEqual(['RSET', 'QUIT']);
  expect(server.lines.some((line) => /^DATA/i.test(line))).toBe(false);
  expect(JSON.stringify(report)).not.toContain('hush');
});

test('encrypted from the first octet', async () => {
  const server = await serve({ implicit: true });
  const report = await probe(configOf(server.port, { tls: 'implicit', from: null, to: [] }));
  expect(linesOf(report)).toEqual([
    'dns passed',
    'tcp passed',
    'tls passed',
    'greeting passed',
    'ehlo passed',
    'auth skipped',
    'mail skipped',
    'rcpt skipped',
    'quit passed',
  ]);
  expect(report.ok).toBe(true);
});

describe('what is refused', () => {
  const on = (begin: string, saying: string) => (line: string) => (line.startsWith(begin) ? saying : null);
  test.each([
    ['greeting', { greeting: '554 5.7.1 Your address is blocked' }, {}, 'policy-block'],
    ['ehlo', { on: on('EHLO', '550 5.7.1 Go away') }, {}, 'policy-block'],
    ['tls', { extensions: ['STARTTLS'], on: on('STARTTLS', '454 4.7.0 TLS not available') }, {}, 'tls'],
    ['tls', { extensions: [] }, { tls: 'starttls' }, 'tls'],
    [
      'auth',
      {
        extensions: offers,
        on: on('AUTH', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.'),
      },
      { login: password },
      'auth-method-retired',
    ],
    ['auth', { extensions: ['STARTTLS', 'AUTH XOAUTH2'] }, { login: password }, 'auth-method-retired'],
    ['mail', { on: on('MAIL', '552 5.3.4 Message size exceeds fixed limit') }, {}, 'message-too-big'],
    ['mail', { on: on('MAIL', '530 5.7.57 Client not authenticated to send mail') }, {}, 'auth-required'],
    ['rcpt', { on: on('RCPT TO:<ben', '554 5.7.1 <ben@elsewhere.example>: Relay access denied') }, {}, 'relay-denied'],
  ] as const)('at %s', async (stage, script, part, reason) => {
    const server = await serve(script);
    const report = await probe(configOf(server.port, part));
    expect(report.ok).toBe(false);
    const failed = failedOf(report);
    expect(failed).toMatchObject({ stage, fault: { reason } });
    expect(failed?.fault?.remedy).not.toBe('');
    expect(new Set(report.steps.map((step) => step.stage)).size, 'every stage is named').toBe(9);
    expect(server.lines.some((line) => /^DATA/i.test(line))).toBe(false);
  });

  test('one recipient of two; the conversation goes on to its end', async () => {
    const server = await serve({ on: on('RCPT TO:<anna', '550 5.1.1 No such user') });
    const report = await probe(configOf(server.port));
    expect(linesOf(report).slice(-3)).toEqual(['rcpt failed', 'rcpt passed', 'quit passed']);
    expect(failedOf(report)).toMatchObject({
      to: 'anna@office.example',
      fault: { reason: 'recipient-unknown', side: 'recipient' },
    });
  });
});

describe('what is not there', () => {
  test('a name', async () => {
    const report = await probe(configOf(25, { host: 'no-such-host.invalid' }));
    expect(failedOf(report)).toMatchObject({ stage: 'dns', reply: null, fault: { reason: 'dns-routing' } });
    expect(report.steps.slice(1).every(({ outcome }) => outcome === 'skipped')).toBe(true);
  });

  test('a listener', async () => {
    const server = await serve({});
    await server.stop();
    const report = await probe(configOf(server.port));
    expect(failedOf(report)).toMatchObject({
      stage: 'tcp',
      note: 'Connection refused',
      fault: { reason: 'connection-failed' },
    });
  });

  test('an answer', async () => {
    const server = await serve({ greeting: 'hang' });
    const report = await probe(configOf(server.port, { replyMs: 300 }));
    expect(failedOf(report)).toMatchObject({ stage: 'greeting', fault: { reason: 'connection-failed' } });
  });

  test('a mail server', async () => {
    const server = await serve({ greeting: 'HTTP/1.1 400 Bad Request' });
    expect(failedOf(await probe(configOf(server.port)))).toMatchObject({
      stage: 'greeting',
      fault: { entry: 'smtp-not-mail' },
    });
  });

  test.each(['MAIL', 'RCPT', 'RSET', 'QUIT'])('an end of the conversation: it breaks at %s', async (verb) => {
    const server = await serve({ on: (line) => (line.startsWith(verb) ? 'drop' : null) });
    const report = await probe(configOf(server.port));
    expect(failedOf(report)?.fault?.reason).toBe('connection-failed');
  });
});

describe('certificates', () => {
  const extensions = offers;

  test('one that has ended is a fault and a warning, and gets no password', async () => {
    const server = await serve({ extensions, certificate: 'expired' });
    const report = await probe(configOf(server.port, { login: password }));
    expect(failedOf(report)).toMatchObject({ stage: 'tls', note: 'certificate has expired', fault: { reason: 'tls' } });
    expect(report.tls?.certificate).toMatchObject({ chainTrusted: true, nameMatches: true });
    expect(report.tls?.certificate?.daysLeft).toBeLessThan(0);
    expect(report.warnings.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual(['certificate-ends critical']);
    expect(server.lines.some((line) => line.startsWith('AUTH'))).toBe(false);
  });

  test.each([
    [20, 'warning'],
    [7, 'warning'],
    [6, 'critical'],
    [21, null],
  ])('%i days before its end', async (days, severity) => {
    const server = await serve({ extensions });
    const end = Date.parse('2126-01-01T00:00:00Z');
    const report = await probe(configOf(server.port), new Date(end - days * 86_400_000));
    expect(report.tls?.certificate?.daysLeft).toBe(days);
    expect(report.warnings.find(({ kind }) => kind === 'certificate-ends')?.severity ?? null).toBe(severity);
    expect(report.ok).toBe(true);
  });

  test('one of an authority that is not known, and one for another name', async () => {
    const server = await serve({ extensions });
    const unknown = await probe(configOf(server.port, { ca: null }));
    expect(failedOf(unknown)).toMatchObject({ stage: 'tls', fault: { entry: 'smtp-text-certificate' } });
    expect(unknown.tls?.certificate).toMatchObject({ chainTrusted: false, nameMatches: true });
    expect(unknown.warnings.map(({ kind }) => kind)).toEqual(['certificate-untrusted']);
    const other = await serve({ extensions, certificate: 'other' });
    const report = await probe(configOf(other.port));
    expect(report.tls?.certificate).toMatchObject({
      chainTrusted: true,
      nameMatches: false,
      subject: 'mail.elsewhere.example',
    });
  });

  test('verify: false goes on, and the warning stands', async () => {
    const server = await serve({ extensions, certificate: 'other' });
    const report = await probe(configOf(server.port, { verify: false, login: password }));
    expect(report.ok).toBe(true);
    expect(report.login?.method).toBe('PLAIN');
    expect(report.warnings.map(({ kind }) => kind)).toEqual(['certificate-untrusted']);
  });
});

describe('logins', () => {
  test('with a password at Microsoft 365 are a standing warning, by token they are none', async () => {
    const cloud: Script = {
      extensions: [...offers, 'AUTH LOGIN XOAUTH2'],
      on: (line) =>
        line.startsWith('EHLO')
          ? ['AM0PR05CA0001.outlook.office365.com Hello', 'SIZE 157286400', 'STARTTLS', 'AUTH LOGIN XOAUTH2']
              .map((text, i, all) => `250${i < all.length - 1 ? '-' : ' '}${text}`)
              .join('\r\n')
          : null,
    };
    const server = await serve(cloud);
    const report = await probe(configOf(server.port, { login: password }));
    expect(report.ok).toBe(true);
    expect(report.login?.method).toBe('LOGIN');
    expect(report.warnings).toMatchObject([{ kind: 'basic-authentication', severity: 'warning', who: 'admin' }]);
    expect((await probe(configOf(server.port))).warnings).toEqual([]);
  });

  test('are not made in clear unless it is said so', async () => {
    const server = await serve({ extensions: ['AUTH PLAIN'] });
    const cautious = await probe(configOf(server.port, { login: password }));
    expect(linesOf(cautious).slice(4, 8)).toEqual(['tls skipped', 'auth skipped', 'mail skipped', 'rcpt skipped']);
    expect(server.lines.some((line) => line.startsWith('AUTH'))).toBe(false);
    const told = await probe(configOf(server.port, { login: password, tls: 'none' }));
    expect(told.login?.method).toBe('PLAIN');
    expect(told.warnings.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual(['not-encrypted warning']);
  });
});
