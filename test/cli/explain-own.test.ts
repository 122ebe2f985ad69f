/** `platen explain` with entries of the office's own, and the inbox of what nobody knows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseOwnEntries } from '../../catalogue/index.ts';
import { main } from '../../cli/main.ts';
import { unknownRowSchema } from '../../contract/index.ts';
import { openStore, type Store } from '../../dashboard/store/store.ts';
import { testIo } from './world.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'platen-explain-own-'));
let store: Store;
beforeAll(async () => {
  mkdirSync(path.join(cwd, 'own'));
  writeFileSync(path.join(cwd, 'own', 'oki.yaml'), '- vendor: oki\n  code: 999\n  title: Ben knows it\n');
  writeFileSync(path.join(cwd, 'platen.yaml'), 'devices: [127.0.0.1]\ncatalogue: own\n');
  store = await openStore(path.join(cwd, 'data', 'dashboard.db'));
  const seen = { enhanced: null, evidence: '', deviceId: null, vendor: 'oki', model: 'C712' } as const;
  const note = (id: string, at: string, part: object) =>
    store.unknowns.note(id, { ...seen, kind: 'device', key: id, code: null, text: '', example: '', at, ...part });
  await note('unk_1', '2026-11-24T09:00:00.000Z', { code: '999', example: 'SERVICE CALL 999', text: 'SERVICE CALL #' });
  await note('unk_1', '2026-11-24T10:00:00.000Z', { code: '999', example: 'SERVICE CALL 999', text: 'SERVICE CALL #' });
  const hostile = { example: 'Drawer 7\u001b[2J entangled', text: 'Drawer #\u001b[2J entangled' };
  await note('unk_2', '2026-11-24T11:00:00.000Z', hostile);
  const reply = { kind: 'smtp', vendor: null, model: null, code: '559', example: 'Zxqv', text: 'Zxqv' };
  await note('unk_3', '2026-11-24T12:00:00.000Z', reply);
});
afterAll(async () => {
  await store.close();
  rmSync(cwd, { recursive: true });
});

async function platen(...args: string[]) {
  const io = testIo(cwd);
  const status = await main(['explain', ...args], io);
  return { status, out: io.printed(), err: io.complained() };
}

describe('with entries of its own', () => {
  test.each([
    ['--catalogue', 'own'],
    ['-c', 'platen.yaml'],
  ])('%s %s', async (...option) => {
    const { status, out } = await platen('SERVICE CALL 999', '--vendor', 'oki', ...option, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ title: 'Ben knows it', entry: 'own-oki-999' });
    expect((await platen('SERVICE CALL 999', '--vendor', 'oki')).out).not.toContain('Ben');
  });

  test('what is wrong goes to stderr, with its place, and the rest counts', async () => {
    const { status, out, err } = await platen('016-764', '--catalogue', 'nowhere');
    expect(status).toBe(1);
    expect(err).toMatch(/^nowhere: there is no such folder/);
    expect(out).toContain('016-764');
  });
});

describe('--unknown, while the store is open elsewhere', () => {
  test('for people', async () => {
    const { status, out } = await platen('--unknown');
    expect(status).toBe(0);
    expect(out).toContain('OKI C712 · 999  2 times, last 2026-11-24 10:00 UTC');
    expect(out).toContain('explained by own-oki-999');
    expect(out).toContain('2 have no entry yet');
    expect(out).not.toContain('\u001b');
    expect(out.indexOf('Mail server · 559')).toBeLessThan(out.indexOf('OKI C712 · 999'));
  });

  test('for programs', async () => {
    const { out } = await platen('--unknown', '-c', 'platen.yaml', '--json');
    const rows = out
      .trim()
      .split('\n')
      .map((line) => unknownRowSchema.parse(JSON.parse(line)));
    expect(rows.map(({ code, episodes, explainedBy }) => [code, episodes, explainedBy])).toEqual([
      ['559', 1, null],
      [null, 1, null],
      ['999', 2, 'own-oki-999'],
    ]);
  });

  test('as entries to fill in', async () => {
    const { out } = await platen('--unknown', '--yaml');
    const { entries, issues } = parseOwnEntries(parse(out));
    expect(issues).toEqual([]);
    expect(entries.map(({ is }) => is)).toEqual(['reply', 'device']);
  });

  test.each([
    [['--unknown', 'text'], /takes no text/],
    [['--unknown', '--json', '--yaml'], /not both/],
    [['--yaml', 'text'], /goes with --unknown/],
  ])('%j is refused', async (args, sentence) => {
    const { status, err } = await platen(...args);
    expect(status).toBe(2);
    expect(err).toMatch(sentence);
  });

  test('without a store', async () => {
    writeFileSync(path.join(cwd, 'other.yaml'), 'data_dir: nothing-here\n');
    const { status, err } = await platen('--unknown', '-c', 'other.yaml');
    expect(status).toBe(2);
    expect(err).toContain('it is made when the dashboard starts');
  });
});
