import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../cli/main.ts';
import { scanResultSchema } from '../../contract/index.ts';
import { samples } from '../fixtures/mail/samples.ts';
import { testIo } from './world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'platen-scans-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function platen(args: string[], input?: Iterable<string | Uint8Array>) {
  const io = { ...testIo(folder), ...(input ? { stdin: Readable.from(input) } : {}) };
  const status = await main(['scans', ...args], io);
  return { status, out: io.printed(), err: io.complained() };
}

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(path.join(folder, name), content);
  return name;
};

const rows = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => scanResultSchema.parse(JSON.parse(line)));

describe('platen scans read', () => {
  it('prints one JSON object for each result', async () => {
    const { status, out, err } = await platen(['read', file('mail.log', `${samples.postfix}\n`), '--json']);
    expect([status, err]).toEqual([0, '']);
    expect(rows(out)).toMatchObject([
      { schema: 'platen.scan-result/1', source: 'postfix', to: 'anna@example.net', outcome: 'sent' },
    ]);
  });

  it('prints what to do, for a person', async () => {
    const { status, out } = await platen(['read', file('sendmail.log', samples.sendmail)]);
    expect(status).toBe(0);
    expect(out).toMatch(/ sent {6}copier to anna@example\.net via mx\.example\.net/);
    expect(out).toMatch(
      /refused .*192\.0\.2\.22 to dora@example\.net\n {4}Sendmail does not relay .*\n {4}.*\n {4}To do: /,
    );
  });

  it('masks recipients where that is wanted, each always the same', async () => {
    const { out } = await platen(['read', '-', '--json', '--mask'], [`${samples.postfix}\n`]);
    expect(rows(out)).toMatchObject([{ to: expect.stringMatching(/^a…[a-z2-7]{4}@example\.net$/) }]);
    expect(out).not.toContain('anna@');
  });

  it.each(Object.keys(samples) as (keyof typeof samples)[])('recognises %s on standard input', async (name) => {
    const { status, out } = await platen(['read', '-', '--json'], [samples[name]]);
    expect(status).toBe(0);
    expect(rows(out).length).toBeGreaterThan(0);
  });

  it('reads every kind of line end, cut anywhere', async () => {
    const text = samples.exim;
    for (const end of ['\n', '\r\n', '\r']) {
      const bytes = Buffer.from(`${text}${end}${text.replace('anna', 'bert')}${end}`);
      const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
      expect(rows((await platen(['read', '--json', '--format', 'exim'], pieces)).out).map(({ to }) => to)).toEqual([
        'anna@example.net',
        'bert@example.net',
      ]);
    }
  });

  it('reads gz, UTF-16 and UTF-8', async () => {
    const log = samples.postfix.replace('anna', 'änna');
    expect(rows((await platen(['read', file('mail.log.gz', gzipSync(log)), '--json'])).out)[0]?.to).toBe(
      'änna@example.net',
    );
    const trace = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(samples['microsoft365-trace'].replace('anna', 'änna'), 'utf16le'),
    ]);
    expect(rows((await platen(['read', file('trace.csv', trace), '--json'])).out)[0]?.to).toBe('änna@example.com');
  });

  it('reads a bounce in the charset of its part', async () => {
    const mail = `From: MAILER-DAEMON@example.com\nSubject: failure notice\nContent-Type: text/plain; charset=iso-8859-1\n\n<anna@example.net>:\nRemote host said: 550 5.1.1 Anna Käthe unknown user\n`;
    const { out } = await platen(['read', file('bounce.eml', Buffer.from(mail, 'latin1')), '--json']);
    expect(rows(out)[0]?.reply?.text).toBe('Anna Käthe unknown user');
  });

  it('takes the time zone of lines that do not say it', async () => {
    const { out } = await platen(['read', file('zone.log', samples.exim), '--json', '--zone', 'America/New_York']);
    expect(rows(out)[0]?.at).toBe('2026-11-23T14:12:04Z');
  });

  it('says how many lines were damaged, and ends with 1', async () => {
    const { status, out, err } = await platen(
      ['read', '--format', 'postfix', '--json'],
      [`${samples.postfix}\n${samples.postfix.slice(0, 90)}, status=\n`],
    );
    expect([status, err]).toEqual([1, 'platen scans: 1 line could not be read\n']);
    expect(rows(out)).toHaveLength(1);
  });

  it('shows no control characters of strangers', async () => {
    const { out } = await platen(['read', '--format', 'postfix'], [samples.postfix.replace('anna', '\u001b[31manna')]);
    expect(out).toContain('?[31manna');
    expect(out).not.toContain('\u001b');
  });

  it('reads nothing as nothing', async () => {
    expect(await platen(['read', file('empty.log', '')])).toEqual({ status: 0, out: '', err: '' });
  });
});

describe('a wrong call', () => {
  it.each([
    [[], /say what to do/],
    [['write'], /there is no "write"/],
    [['read', 'missing.log'], /there is no file "missing.log"/],
    [['read', '.'], /is a folder/],
    [['read', 'a', 'b'], /one FILE at a time/],
    [['read', '--format', 'sendmial'], /there is no format "sendmial"; known: auto, postfix/],
    [['read', '--zone', 'Mars/Base'], /there is no time zone "Mars\/Base"/],
    [['read', '--nope'], /--nope/],
  ])('%j', async (args, message) => {
    const { status, out, err } = await platen(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('is one whose format cannot be told', async () => {
    const { status, err } = await platen(['read', file('notes.txt', 'buy milk\n')]);
    expect(status).toBe(2);
    expect(err).toMatch(/format is not recognised/);
  });
});
