// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the file under test
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../cli/command.ts';
import { ConfigError } from '../../cli/config-errors.ts';
import { loadConfig } from '../../cli/config-file.ts';
import { publishedSchema } from '../../cli/config-schema.ts';
import { readTree } from '../../cli/config-tree.ts';
import { openLog } from '../../cli/log.ts';
import { main } from '../../cli/main.ts';
import { testIo } from './world.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-config-'));
  writeFileSync(path.join(folder, 'secret'), 'from-a-file\n');
  writeFileSync(path.join(folder, 'crlf'), 'with blanks \r\n');
  writeFileSync(path.join(folder, 'empty'), '\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(yaml: string, env: Record<string, string> = {}) {
  writeFileSync(path.join(folder, 'platen.yaml'), yaml);
  return loadConfig(undefined, { cwd: folder, env });
}

function complaints(yaml: string, env: Record<string, string> = {}): readonly string[] {
  try {
    load(yaml, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

function communityOf(yaml: string, env: Record<string, string> = {}): string | null {
  const credentials = load(`devices: [10.0.0.1]\n${yaml}`, env).agent.devices[0]?.ask.credentials;
  return credentials?.version === 'v2c' ? credentials.community.reveal() : null;
}

describe('the smallest configuration', () => {
  test('has safe defaults', () => {
    const { agent, dashboard } = load('devices:\n  - 10.0.4.0/24\n');
    expect(agent).toMatchObject({
      dataDir: path.join(folder, 'data'),
      poll: { schedule: '0 * * * * *' },
      push: { url: null, token: null },
      scans: [],
    });
    expect(agent.devices[0]?.ask).toMatchObject({ port: 161, timeoutMs: 2000, retries: 1 });
    expect(dashboard.listen).toEqual({ host: '127.0.0.1', port: 8631 });
    expect(dashboard.dataDir).toBe(agent.dataDir);
  });

  test('may be empty, or hold sections with nothing in them', () => {
    expect(load('').agent.devices).toEqual([]);
    expect(load('devices:\nscans:\nsnmp:\nwebhooks: []\n').agent.scans).toEqual([]);
  });

  test('takes its data folder from systemd, and paths from beside the file', () => {
    expect(load('devices: []', { STATE_DIRECTORY: '/var/lib/platen:/x' }).agent.dataDir).toBe('/var/lib/platen');
    const { agent } = load('data_dir: state\nscans:\n  - postfix: logs/mail.log\n', { STATE_DIRECTORY: '/x' });
    expect(agent.dataDir).toBe(path.join(folder, 'state'));
    expect(agent.scans[0]).toMatchObject({ kind: 'file', path: path.join(folder, 'logs/mail.log') });
  });
});

describe('devices', () => {
  test('take their own word before the fleet’s', () => {
    const { agent } = load(`
snmp: { community: fleet, port: 1161, timeout: 3s, retries: 0 }
devices:
  - 10.0.0.1
  - { address: 10.0.0.2, community: own, port: 162, name: Kitchen, scan_from: kitchen@example.com }
  - { address: 10.0.0.3, version: v1 }
  - { address: 10.0.0.4, v3: { user: reader, auth_password: aaaaaaaa, privacy_password: bbbbbbbb } }
`);
    const [plain, own, old, user] = agent.devices.map(({ ask }) => ask);
    expect(plain).toMatchObject({ port: 1161, timeoutMs: 3000, retries: 0, credentials: { version: 'v2c' } });
    expect(own?.credentials.version === 'v2c' && own.credentials.community.reveal()).toBe('own');
    expect(old?.credentials).toMatchObject({ version: 'v1' });
    expect(old?.credentials.version === 'v1' && old.credentials.community.reveal()).toBe('fleet');
    expect(user?.credentials).toMatchObject({
      version: 'v3',
      user: 'reader',
      auth: { protocol: 'sha256' },
      priv: { protocol: 'aes' },
    });
    expect(agent.devices[1]).toMatchObject({ name: 'Kitchen', scanFrom: 'kitchen@example.com' });
  });
});

describe('values from elsewhere', () => {
  test('environment, with and without an instead', () => {
    expect(communityOf('snmp: { community: "${C}" }', { C: 'abc' })).toBe('abc');
    expect(communityOf('snmp: { community: "x-${C:-y}-z" }')).toBe('x-y-z');
    expect(communityOf('snmp: { community: "${C:-}1" }')).toBe('1');
    expect(communityOf('snmp: { community: "$${C}" }')).toBe('${C}');
  });

  test('a variable becomes the type that is wanted', () => {
    expect(load('snmp:\n  port: ${P}\n  retries: ${R:-0}\n', { P: '1161' }).agent.devices).toEqual([]);
    expect(communityOf('snmp:\n  port: ${P}\n  community: ${P}\n', { P: '0161' })).toBe('0161');
  });

  test('text that looks like a number stays as it was written', () => {
    expect(communityOf('snmp: { community: 007 }')).toBe('007');
    expect(communityOf('snmp: { community: 1e3 }')).toBe('1e3');
  });

  test('files give their content without the last line end', () => {
    expect(communityOf('snmp: { community_file: secret }')).toBe('from-a-file');
    expect(communityOf('snmp: { community_file: "${DIR}/crlf" }', { DIR: folder })).toBe('with blanks ');
  });
});

describe('what is wrong is named with its place and the way out', () => {
  test.each([
    [
      'an unknown key',
      'devices: []\nsnmp:\n  comunity: x\n',
      'platen.yaml:3:3: unknown key "comunity" in snmp; did you mean "community"?',
    ],
    [
      'an unknown key that looks like none',
      'qqqqqq: 1\n',
      'platen.yaml:1:1: unknown key "qqqqqq"; known here: data_dir, devices',
    ],
    [
      'a mistyped key that is also missed',
      'devices:\n  - adress: 10.0.0.1\n',
      'platen.yaml:2:5: unknown key "adress" in devices[1]; did you mean "address"?',
    ],
    ['a missing key', 'devices:\n  - port: 161\n', 'platen.yaml:2:5: devices[1] has no "address"; add "address"'],
    [
      'a missing secret',
      'webhooks:\n  - url: https://h.example/\n',
      'platen.yaml:2:5: webhooks[1] has no "secret"; add "secret", or "secret_file"',
    ],
    ['a wrong type', 'snmp:\n  port: many\n', 'platen.yaml:2:9: snmp.port must be a number (it is "many")'],
    ['a list that is none', 'devices: 10.0.0.1\n', 'platen.yaml:1:10: devices must be a list'],
    [
      'a number out of bounds',
      'snmp:\n  port: 99999\n',
      'platen.yaml:2:9: snmp.port must be at most 65535 (it is 99999)',
    ],
    [
      'a word of a closed list',
      'snmp:\n  version: v2\n',
      'platen.yaml:2:12: snmp.version must be one of v1, v2c, v3 (it is "v2"); did you mean "v2c"?',
    ],
    ['a bad address', 'devices:\n  - 10.0.0.0/99\n', 'platen.yaml:2:5: devices[1]: "10.0.0.0/99" is no name, address'],
    [
      'a bad address in a mapping',
      'devices:\n  - address: a b\n',
      'platen.yaml:2:14: devices[1].address: "a b" is no name, address',
    ],
    [
      'too many addresses',
      'devices:\n  - 10.0.0.0/16\n  - 10.1.0.0/16\n',
      'platen.yaml:2:3: devices: are more than 65536 addresses',
    ],
    [
      'an uneven interval',
      'poll:\n  every: 45s\n',
      'platen.yaml:2:10: poll.every: 45s does not divide a minute, an hour or a day evenly; write 1m',
    ],
    [
      'a bad duration',
      'poll:\n  every: soon\n',
      'platen.yaml:2:10: poll.every: "soon" is not a duration; write e.g. 30s, 5m or 2h',
    ],
    [
      'a bad cron pattern',
      'poll:\n  schedule: 99 * * * *\n',
      'platen.yaml:2:13: poll.schedule: "99 * * * *" is not a cron pattern',
    ],
    [
      'two ways at once',
      'poll: { every: 1m, schedule: "* * * * *" }\n',
      'platen.yaml:1:7: poll: has "every" and "schedule"; leave one of them out',
    ],
    ['a password without a user', 'snmp: { version: v3 }\n', 'platen.yaml:1:7: snmp: says version v3 but not who asks'],
    [
      'encryption without signature',
      'snmp: { v3: { user: u, privacy_password: p } }\n',
      'platen.yaml:1:13: snmp.v3: encrypts without a key to sign with',
    ],
    [
      'an address that is no address',
      'push: { url: "ftp://x" }\n',
      'platen.yaml:1:14: push.url: must be the address of a dashboard',
    ],
    [
      'a variable that is not set',
      'snmp:\n  community: ${NOPE}\n',
      'platen.yaml:2:14: the environment variable NOPE is not set; set it, or write ${NOPE:-instead}',
    ],
    ['a variable that is none', 'snmp:\n  community: ${no pe}\n', 'platen.yaml:2:14: "${no pe}" is not a variable'],
    [
      'a file that is missing',
      'snmp:\n  community_file: nix\n',
      'platen.yaml:2:19: community_file: cannot read nix: there is no such file',
    ],
    [
      'a file that is a folder',
      'snmp:\n  community_file: .\n',
      'platen.yaml:2:19: community_file: cannot read .: it is a folder',
    ],
    [
      'a file that is empty',
      'snmp:\n  community_file: empty\n',
      'platen.yaml:2:19: community_file: the file empty is empty',
    ],
    [
      'a secret twice',
      'snmp:\n  community: x\n  community_file: secret\n',
      'platen.yaml:3:3: "community" and "community_file" are both given; leave one of them out',
    ],
    ['a key twice', 'devices: []\ndevices: []\n', 'platen.yaml:2:1: "devices" is given twice; leave one of them out'],
    ['a tab', 'snmp:\n\tport: 1\n', 'platen.yaml:2:1: Tabs are not allowed as indentation; indent with blanks'],
    ['an unclosed bracket', 'devices: [10.0.0.1\n', 'platen.yaml:2:1: '],
    ['two documents', 'devices: []\n---\ndevices: []\n', 'one document a file'],
    ['an alias of nothing', 'devices: *nix\n', 'platen.yaml:1:10: '],
    [
      'a dashboard open to all',
      'dashboard:\n  listen: 0.0.0.0:8631\n',
      'platen.yaml:2:11: dashboard.listen: listening on 0.0.0.0 would show',
    ],
  ])('%s', (_what, yaml, expected) => {
    const lines = complaints(yaml);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(expected);
    expect(lines[0]).toMatch(/^platen\.yaml:\d+:\d+: \S/);
  });

  test('several at once, in the order of the file', () => {
    const lines = complaints('snmp:\n  version: v9\n  port: 0\ndevices:\n  - 10.0.0.1:0\n');
    expect(lines.map((line) => line.split(':')[1])).toEqual(['2', '3', '5']);
  });

  test('never the value of a secret', () => {
    const yaml = 'snmp:\n  community: [hush]\nwebhooks:\n  - { url: "https://h.example", secret: hush-hush }\n';
    const lines = complaints(yaml);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('hush');
  });

  test('hundreds of faults are not hundreds of lines', () => {
    const yaml = `devices:\n${'  - { address: 10.0.0.1, port: 0 }\n'.repeat(300)}`;
    const lines = complaints(yaml);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('platen.yaml: and 280 more like these');
  });

  test('aliases that unfold into millions are refused', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...[...'bcdefg'].map((name, at) => `${name}: &${name} [${`*${'abcdefg'[at]},`.repeat(10)}]`),
    ].join('\n');
    expect(complaints(bomb).join()).toContain('too large once its aliases are unfolded');
  });

  test('any text gives a configuration or complaints, never another error', () => {
    const word = fc.constantFrom(
      'devices',
      'snmp',
      'poll',
      ':',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '*a',
      '&a ',
      '${X}',
      '"',
      '!!x',
      '10.0.0.1',
      '?',
      '|',
      '#',
      '\t',
      '%',
      '@',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(word, { maxLength: 20 }).map((all) => all.join('')),
        ),
        (text) => {
          expect(Array.isArray(complaints(text))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the file itself', () => {
  test('that is not there', () => {
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    expect(() => loadConfig(undefined, { cwd: empty, env: {} })).toThrow(UsageError);
    expect(() => loadConfig('nix.yaml', { cwd: empty, env: {} })).toThrow(
      /cannot read .*nix\.yaml: there is no such file/,
    );
    expect(() => loadConfig('.', { cwd: empty, env: {} })).toThrow(/it is a folder/);
  });

  test('`platen check` ends with 2 and the lines alone', async () => {
    writeFileSync(path.join(folder, 'bad.yaml'), 'snmp:\n  prot: 1\n');
    const io = testIo(folder);
    expect(await main(['check', '-c', 'bad.yaml'], io)).toBe(2);
    expect(io.complained()).toBe('bad.yaml:2:3: unknown key "prot" in snmp; did you mean "port"?\n');
    expect(io.printed()).toBe('');
  });
});

describe('secrets', () => {
  test('are printed by no log, no JSON, no inspection', () => {
    const yaml = `
devices: [10.0.0.1]
snmp: { v3: { user: u, auth_password: hush-auth, privacy_password: hush-priv } }
push: { url: "http://127.0.0.1:1", token: hush-token }
dashboard: { login: { user: u, password: hush-password }, agents: [{ name: a, token: hush-hush-hush-hush }] }
webhooks: [{ url: "https://h.example/", secret: whsec_aHVzaGh1c2hodXNoaHVzaGh1c2hodXNoaHVzaGh1c2g= }]
`;
    const config = load(yaml);
    const io = testIo(folder);
    const log = openLog(io);
    log.info(config, 'all of it');
    log.info({ config }, 'one deeper');
    log.info(config.dashboard, 'dashboard');
    log.info({ headers: { authorization: 'Bearer hush' } }, 'headers');
    expect(io.complained().match(/"msg"/g)).toHaveLength(4);
    expect(io.complained()).not.toMatch(/hush|aHVzaGh1/);
    expect(io.complained()).toContain('[secret]');
    expect(`${inspect(config.agent, { depth: 9 })}${JSON.stringify(config.agent)}`).not.toContain('hush');
  });
});

describe('the published schema', () => {
  test('knows the twins of secrets and closes every mapping', () => {
    const text = JSON.stringify(publishedSchema());
    expect(text).toContain('"community_file"');
    expect(text).toContain('"secret_file"');
    expect(text).toContain('"writeOnly":true');
    const closed = (node: unknown): boolean => {
      if (typeof node !== 'object' || node === null) return true;
      const isMapping = 'properties' in node && 'type' in node && node.type === 'object';
      if (isMapping && !('additionalProperties' in node && node.additionalProperties === false)) return false;
      return Object.values(node).every(closed);
    };
    expect(closed(publishedSchema())).toBe(true);
  });
});

describe('readTree', () => {
  test('gives the place of every value, of its key, and of what is around what is missing', () => {
    const tree = readTree('snmp:\n  port: 161\ndevices:\n  - a\n  - address: b\n', {
      env: {},
      readFile: () => ({ why: 'no' }),
    });
    expect(tree.placeOf(['snmp', 'port'])).toEqual({ line: 2, column: 9 });
    expect(tree.placeOf(['snmp', 'port'], true)).toEqual({ line: 2, column: 3 });
    expect(tree.placeOf(['devices', 1, 'port'])).toEqual({ line: 5, column: 5 });
    expect(tree.placeOf(['nowhere'])).toEqual({ line: 1, column: 1 });
  });
});
