import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { scanLines } from '../agent/mail-log.ts';
import { testIo } from './world.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-check-'));
  writeFileSync(path.join(folder, 'mail.log'), scanLines(1));
  writeFileSync(path.join(folder, 'other.log'), 'nothing of mail\n');
  writeFileSync(path.join(folder, 'empty.log'), '');
  mkdirSync(path.join(folder, 'folder.log'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(yaml: string, ...options: string[]) {
  writeFileSync(path.join(folder, 'platen.yaml'), yaml);
  const io = testIo(folder);
  const status = await main(['check', ...options], io);
  return { status, printed: io.printed(), complained: io.complained() };
}

const findings = (printed: string) =>
  printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { check: string; ok: boolean; text: string } & Record<string, unknown>);

describe('platen check', () => {
  test('says what would be polled, read, shown and told', async () => {
    const { status, printed, complained } = await check(`
devices: [10.0.4.0/24, 10.0.5.1, { address: copier-2f, v3: { user: reader, auth_password: hushhush } }]
snmp: { community: hush }
poll: { every: 5m }
scans: [{ postfix: mail.log }]
dashboard: { listen: "127.0.0.1:8080", agents: [{ name: branch, token: hush-hush-hush-hush }] }
webhooks: [{ url: "https://helpdesk.example/hook/hush", name: helpdesk, secret: whsec_aHVzaGh1c2hodXNoaHVzaGh1c2hodXNoaHVzaGh1c2g= }]
`);
    expect([status, complained]).toEqual([0, '']);
    expect(printed).toContain('2 single devices and 1 range of 254 addresses');
    expect(printed).toContain('v2c with a community of its own; v3 as reader, signed (sha256), not encrypted');
    expect(printed).toMatch(/0 \*\/5 \* \* \* \*, spread over 30 s; next at \d{4}-\d\d-\d\d \d\d:\d[05]:00/);
    expect(printed).toContain(`postfix ${path.join(folder, 'mail.log')}: readable`);
    expect(printed).toContain('http://127.0.0.1:8080, no login, so for this machine only; agents branch');
    expect(printed).toContain('helpdesk: https://helpdesk.example/…');
    expect(printed).not.toMatch(/hush|aHVz/);
  });

  test('each receiver with its format, and what of it cannot be right', async () => {
    const { status, printed } = await check(
      `webhooks:
  - { url: "https://hooks.example/T0/hush", format: slack }
  - { url: "mailto:it@office.example", format: email }
  - url: https://own.example/
    format: template
    secret: whsec_aHVzaGh1c2hodXNoaHVzaGh1c2hodXNoaHVzaGh1c2g=
    template: '{ "text": "{{data.alert.titel}}" }'
`,
      '--json',
    );
    expect(status).toBe(1);
    const found = findings(printed).filter((each) => each.check === 'webhooks');
    expect(found.map(({ ok, text }) => [ok, text])).toEqual([
      [true, expect.stringContaining('hooks.example: https://hooks.example/… as slack')],
      [false, 'it@office.example: mails need a server; set dashboard.mail'],
      [true, expect.stringContaining('own.example: https://own.example as template')],
      [false, expect.stringContaining('{{data.alert.titel}} is nothing that a message has')],
    ]);
  });

  test.each([
    ['mail.log', true, 'readable'],
    ['empty.log', true, 'still empty'],
    ['other.log', true, 'its end holds no line of postfix'],
    ['nix.log', false, 'there is no such file; it will be read once it is there'],
    ['folder.log', false, 'is not a file'],
  ])('the log %s', async (name, ok, text) => {
    const { status, printed } = await check(`scans: [{ postfix: ${name} }]\n`, '--json');
    const found = findings(printed).find((each) => each.check === 'scans');
    expect(found?.ok).toBe(ok);
    expect(found?.text).toContain(text);
    expect(status).toBe(ok ? 0 : 1);
  });

  test('where traps are heard, with what, and which names there are', async () => {
    const silent = await check('devices: [10.0.5.1]\n', '--json');
    expect(findings(silent.printed).filter(({ check }) => check === 'traps' || check === 'mibs')).toEqual([]);
    mkdirSync(path.join(folder, 'mibs'), { recursive: true });
    writeFileSync(
      path.join(folder, 'mibs', 'a.mib'),
      'A DEFINITIONS ::= BEGIN a OBJECT IDENTIFIER ::= { enterprises 9 } END',
    );
    const yaml = `
devices: [{ address: 10.0.5.1, community: hush }]
snmp: { credentials: [{ community: hush2 }, { v3: { user: reader, auth_password: hushhush } }] }
traps: { listen: ":162" }
mibs: mibs
`;
    const { status, printed } = await check(yaml, '--json');
    const of = (name: string) => findings(printed).filter((each) => each.check === name);
    expect(of('traps')[0]?.text).toMatch(/^listens on UDP 0\.0\.0\.0:162 for v1 and v2c with 1 community/);
    expect(of('mibs').map(({ text }) => text)).toEqual([`${path.join(folder, 'mibs')}: 1 module in 1 file`]);
    expect([status, /hush/.test(printed)]).toEqual([0, false]);
    const range = await check(
      'devices: [10.0.5.0/24]\nsnmp: { credentials: [{ community: hush }, { v3: { user: u } }] }\n',
    );
    expect(range.printed).toContain('v2c with a community of its own, else v3 as u, not signed');
    writeFileSync(path.join(folder, 'mibs', 'b.mib'), 'not one');
    const bad = await check(yaml, '--json');
    expect(bad.status).toBe(1);
    expect(findings(bad.printed).find(({ ok }) => !ok)?.text).toMatch(/b\.mib:1: no MIB module/);
    const nobody = await check('traps: { listen: ":1162" }\ndevices: [{ address: a, v3: { user: u } }]\n');
    expect(nobody.printed).toContain('listens on UDP 0.0.0.0:1162 for v3 from u');
  });

  test('every kind of source of scan results', async () => {
    const { status, printed } = await check(
      `
scans:
  - postfix: '*l.log'
  - xerox-job: audit/*.txt
  - auto: mail.log
  - syslog: { listen: 'udp://0.0.0.0:5514', allow: [10.0.4.0/24] }
  - imap: { host: imap.example.com, tls: none, user: bounces, password: hush }
  - command: [node, --version]
  - command: [no-such-program]
    every: 5m
privacy: { recipients: full }
`,
      '--json',
    );
    const found = findings(printed).filter((each) => each.check === 'scans');
    expect(found.map(({ ok }) => ok)).toEqual([true, false, true, true, true, true, false, true]);
    expect(found.map(({ text }) => text)).toEqual([
      expect.stringContaining('1 file, the newest mail.log readable'),
      expect.stringContaining('there is no such file yet'),
      expect.stringMatching(/readable, 0\.0 MB, postfix$/),
      'syslog at udp://0.0.0.0:5514, from 10.0.4.0/24',
      'mailbox INBOX of bounces at imap.example.com:143; nothing in it is changed; unencrypted: anyone on the way reads the password',
      'command node, followed',
      'command no-such-program, every 300 s: there is no such program',
      "recipients' addresses are kept as they are",
    ]);
    expect(status).toBe(1);
    expect(printed).not.toContain('hush');
  });

  test('where an agent alone would push to', async () => {
    const open = await check('push: { url: "http://platen.example:8631/x", token: t, agent: branch }\n', '--json');
    expect(findings(open.printed).find((each) => each.check === 'push')).toMatchObject({
      ok: true,
      text: 'as branch, to http://platen.example:8631/…; unencrypted: anyone on the way reads the token, use https',
    });
    const near = await check('push: { url: "http://127.0.0.1:8631", token: t }\n');
    expect(near.printed).not.toContain('unencrypted');
    const without = await check('push: { url: "https://platen.example" }\n');
    expect([without.status, without.printed]).toEqual([1, expect.stringContaining('without a token')]);
  });

  test('a data folder that cannot be made', async () => {
    const { status, printed } = await check('data_dir: mail.log/data\n');
    expect(status).toBe(1);
    expect(printed).toContain(`! data_dir   ${path.join(folder, 'mail.log')} is no folder; set data_dir`);
  });

  test('--json is one object a line', async () => {
    const { printed } = await check('devices: [10.0.0.1]\n', '--json');
    expect(findings(printed).map((each) => each.check)).toEqual([
      'file',
      'data_dir',
      'devices',
      'snmp',
      'poll',
      'push',
      'dashboard',
    ]);
    expect(findings(printed).find((each) => each.check === 'devices')).toMatchObject({ single: 1, addresses: 1 });
  });

  test('--schema is a JSON Schema', async () => {
    const { status, printed } = await check('', '--schema');
    expect(status).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ type: 'object', title: 'platen.yaml', additionalProperties: false });
  });

  test("tries an office's own entries, and names what is wrong with them", async () => {
    const own = path.join(folder, 'own');
    mkdirSync(own, { recursive: true });
    const good = '- vendor: oki\n  code: 071\n  title: Drum\n  examples: [SERVICE CALL 071]\n';
    writeFileSync(path.join(own, 'oki.yaml'), good);
    const right = await check('catalogue: own\n', '--json');
    expect(right.status).toBe(0);
    expect(findings(right.printed)[1]).toMatchObject({ check: 'catalogue', entries: 1, files: 1, examples: 1 });
    writeFileSync(path.join(own, 'oki.yaml'), good.replace('CALL 071', 'CALL 072'));
    const wrong = await check('catalogue: own\n');
    expect(wrong.status).toBe(2);
    expect(wrong.complained).toMatch(/^own.oki\.yaml:4:14: the example is/);
    expect((await check('catalogue: nowhere\n')).complained).toMatch(/^nowhere: there is no such folder/);
  });

  test('--schema catalogue is that of own entries', async () => {
    const { status, printed } = await check('', '--schema', 'catalogue');
    expect(status).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ title: expect.stringContaining('catalogue') });
  });
});
