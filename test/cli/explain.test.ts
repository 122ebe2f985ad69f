import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../cli/main.ts';
import { explanationSchema } from '../../contract/index.ts';

type Answer = { status: number; out: string; err: string };
type Setting = { input?: string; env?: Record<string, string>; isTTY?: boolean; columns?: number };

const folder = mkdtempSync(path.join(tmpdir(), 'platen-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function platen(
  args: string[],
  { input = '', env = {}, isTTY = false, columns = 80 }: Setting = {},
): Promise<Answer> {
  const written = { out: '', err: '' };
  const sink = (key: keyof typeof written) =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          written[key] += chunk;
          done();
        },
      }),
      { isTTY, columns },
    );
  const status = await main(['explain', ...args], {
    stdout: sink('out'),
    stderr: sink('err'),
    stdin: Readable.from([input]),
    env,
    cwd: folder,
  });
  return { status, ...written };
}

const answers = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => explanationSchema.parse(JSON.parse(line)));

describe('platen explain', () => {
  it('says what a code means, why, what to do, who, and how sure that is', async () => {
    const { status, out, err } = await platen(['SERVICE CALL 173: FATAL ERROR']);
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(
      /^SERVICE CALL 173: FATAL ERROR\n\n {2}■ Fuser does not reach its temperature {2}OKI 173 · critical\n/,
    );
    for (const label of ['why', 'do', 'who', 'sure?', 'source'])
      expect(out).toMatch(new RegExp(`^ {4}${label.replace('?', '\\?')} +\\S`, 'm'));
    expect(out).toContain('unconfirmed');
    expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(out).not.toContain('\u001b');
  });

  it('has colours on a terminal only, and not where they are unwanted', async () => {
    expect((await platen(['016-764'], { isTTY: true })).out).toContain('\u001b[33m');
    expect((await platen(['016-764'], { isTTY: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
  });

  it('lets no text of a stranger play with the terminal', async () => {
    const { out } = await platen(['\u001b[2JPaper jam\u0007 \u202e abc'], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(out).toContain('Paper jam');
  });

  it('prints one explanation a line with --json, in the order of the texts', async () => {
    const { status, out } = await platen(['--json', '--vendor', 'xerox', '12-305', 'nonsense', '016-764']);
    expect(status).toBe(1);
    expect(answers(out).map(({ text, found, code }) => [text, found, code])).toEqual([
      ['12-305', true, '012-305'],
      ['nonsense', false, null],
      ['016-764', true, '016-764'],
    ]);
  });

  it('tells the same number apart by its maker', async () => {
    const first = async (...args: string[]) => answers((await platen(['--json', ...args])).out)[0];
    expect(await first('--vendor', 'oki', '380')).toMatchObject({ entry: 'oki-380', condition: 'paper-jam' });
    expect(await first('--vendor', 'oki', '71')).toMatchObject({ code: '71', condition: 'fuser-fault' });
    expect(await first('--vendor', 'OKI', 'Error code: 071')).toMatchObject({ found: false, code: '071' });
  });

  it('reads texts from a file and from standard input, one a line', async () => {
    writeFileSync(path.join(folder, 'texts.txt'), '016-764\r\n\r\nPaper jam\r\n');
    const file = await platen(['--json', '@texts.txt', '-'], { input: 'Toner low\n\ncover open' });
    expect(file.status).toBe(0);
    expect([...new Set(answers(file.out).map(({ text }) => text))]).toEqual([
      '016-764',
      'Paper jam',
      'Toner low',
      'cover open',
    ]);
  });

  it('says in one sentence what is wrong with the call', async () => {
    expect(await platen([])).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(/^platen explain: which text\?.*\n$/),
    });
    expect(await platen(['@absent.txt'])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/cannot read .*absent\.txt \(ENOENT\)/),
    });
    expect((await platen(['--wendor', 'oki', '173'])).status).toBe(2);
  });

  it('says what to try where nothing is known', async () => {
    const { status, out } = await platen(['Error 917', '--vendor', 'oki']);
    expect(status).toBe(1);
    expect(out).toContain('code 917 is not in the catalogue');
    expect(out).toContain('--vendor');
  });

  it('shows --help', async () => {
    expect(await platen(['--help'])).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Usage: platen explain TEXT…/),
    });
  });
});
