/** The folder of an office's own entries: what is read of it, what is wrong, and when it changes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { explain } from '../../catalogue/index.ts';
import { followOwnCatalogue } from '../../cli/followed-catalogue.ts';
import { readOwnCatalogue } from '../../cli/own-catalogue.ts';

let cwd = '';
let folder = '';
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'platen-own-'));
  folder = path.join(cwd, 'own');
  mkdirSync(folder);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const readAll = () => readOwnCatalogue(folder, cwd);
const oki = `# what our OKIs say
- vendor: oki
  code: 071
  title: The drum of the second floor
  examples: ["SERVICE CALL 071"]
`;

describe('a folder', () => {
  test('of files with one entry or many; a code keeps its zeros', () => {
    put('oki.yaml', oki);
    put('relay.yml', 'reply: 554\ntext: by Ben\ntitle: Ben\nexamples: [554 Blocked by Ben]\n');
    put('notes.txt', 'no entry');
    put('.hidden.yaml', 'x: [');
    put('empty.yaml', '# later\n');
    const { catalogue, files, entries, faults } = readAll();
    expect({ files, entries, faults }).toEqual({ files: 3, entries: 2, faults: [] });
    expect(explain('SERVICE CALL 071', { vendor: 'oki', catalogue })[0]).toMatchObject({
      title: 'The drum of the second floor',
      code: '071',
      sources: ['This office: oki.yaml'],
    });
    expect(explain('554 Blocked by Ben', { catalogue })[0]?.title).toBe('Ben');
  });

  test('with mistakes: each has its place and its way out, and the rest counts', () => {
    put('a.yaml', `${oki}- vendor: oki\n  code: 072\n  titel: Wrong word\n`);
    put('b.yaml', '- code: "1"\n  title: x\n  severity: fatl\n- reply: nix\n  title: y\n');
    put('c.yaml', 'a: [1\n');
    put('d.yaml', '- vendor: oki\n  code: 174\n  title: z\n  examples:\n    - SERVICE CALL 173\n');
    const { entries, faults } = readAll();
    expect(entries).toBe(2);
    expect(faults.map((fault) => fault.replaceAll(path.sep, '/'))).toEqual([
      expect.stringMatching(/^own\/a\.yaml:8:3: .*"titel".*did you mean "title"\?/),
      expect.stringMatching(/^own\/b\.yaml:3:13: .*severity must be one of .*critical/),
      expect.stringMatching(/^own\/b\.yaml:4:10: .*write a reply code such as 550/),
      expect.stringMatching(/^own\/c\.yaml:\d+:\d+: /),
      expect.stringMatching(/^own\/d\.yaml:5:7: the example is explained by "oki-173"/),
    ]);
  });

  test('that is not there', () => {
    const { entries, faults } = readOwnCatalogue(path.join(cwd, 'nix'), cwd);
    expect(entries).toBe(0);
    expect(faults).toEqual([expect.stringMatching(/^nix: there is no such folder/)]);
  });
});

test('a running part takes a change, and keeps what is right of a bad file', async () => {
  const told: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => told.push(line) });
  put('oki.yaml', oki);
  const followed = followOwnCatalogue(folder, log, 20);
  await followed.start();
  const title = () => explain('SERVICE CALL 071', { vendor: 'oki', catalogue: followed.current() })[0]?.title;
  expect(title()).toBe('The drum of the second floor');
  put('oki.yaml', `${oki.replace('second', 'third')}- nonsense: true\n`);
  await vi.waitFor(() => expect(title()).toBe('The drum of the third floor'), 10_000);
  expect(told.join('')).toContain('unknown key');
  rmSync(folder, { recursive: true });
  await vi.waitFor(() => expect(title()).not.toBe('The drum of the third floor'), 10_000);
  await followed.stop();
});
