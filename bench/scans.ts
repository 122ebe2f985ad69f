/**
 * How fast a Postfix log is read, beside Debian's pflogsumm, which does the same work, and `grep -c status=`, the limit of
 * reading the bytes and looking for one word. Two logs: a recorded one, mostly lines that tell of no mail, and one of our
 * own in which every line is a delivery. Each is read by a process of its own; all take turns, several times.
 *
 * `npm run bench -- scans [LINES]`, 500,000 by default, 10000000 in full. The recorded log is
 * `$PLATEN_CORPUS/mail/pflogsumm/mail.log.gz`, repeated; without it there is the second alone.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createLineSplitter } from '../agent/scans/lines.ts';
import { createPostfixReader } from '../agent/scans/postfix.ts';

const rounds = 3;

export async function run([first = '500000', file = '']: readonly string[]): Promise<void> {
  if (first === 'read') return readLog(file);
  const wanted = Number(first);
  if (!Number.isInteger(wanted) || wanted < 1) throw new Error(`"${first}" is no number of lines`);
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-bench-'));
  try {
    const recorded = recordedLog();
    if (recorded === null) process.stdout.write('recorded log: skipped, PLATEN_CORPUS names no folder that has one\n');
    else compare('recorded log', writeRecorded(folder, recorded, wanted));
    compare('every line a delivery', writeDeliveries(folder, wanted));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Log = { readonly file: string; readonly lines: number };
type Reading = { readonly results: number; readonly damaged: number; readonly megabytes: number };

function compare(name: string, { file, lines }: Log): void {
  const platen: number[] = [];
  const pflogsumm: number[] = [];
  const grep: number[] = [];
  let reading: Reading = { results: 0, damaged: 0, megabytes: 0 };
  for (let round = 0; round < rounds; round += 1) {
    grep.push(time('grep', ['-c', 'status=', file]).ms);
    pflogsumm.push(time('pflogsumm', [file]).ms);
    const ours = time(process.execPath, [
      ...heapFlags(),
      path.join(import.meta.dirname, 'main.ts'),
      'scans',
      'read',
      file,
    ]);
    platen.push(ours.ms);
    reading = JSON.parse(ours.stdout) as Reading;
  }
  const speed = (times: readonly number[]) =>
    `${Math.round((lines / median(times)) * 1000).toLocaleString('en')} lines/s`;
  const ratio = median(pflogsumm) / median(platen);
  process.stdout.write(
    `${name}: ${lines.toLocaleString('en')} lines, medians of ${rounds} rounds in turn\n` +
      `  platen     ${speed(platen)}, at most ${reading.megabytes} MiB; ${reading.results} results, ${reading.damaged} damaged\n` +
      `  pflogsumm  ${speed(pflogsumm)}${Number.isNaN(ratio) ? ' (not installed)' : ''}\n` +
      `  grep -c    ${speed(grep)}\n` +
      `  ratio      ${ratio.toFixed(2)} times as fast as pflogsumm\n`,
  );
  rmSync(file, { force: true });
}

/** Wall-clock time of a whole process, its start included. NaN where it cannot be run. */
function time(program: string, args: readonly string[]): { ms: number; stdout: string } {
  const started = performance.now();
  const { status, stdout } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { ms: status === null ? Number.NaN : performance.now() - started, stdout };
}

/** Those that `platen` itself is started with: its first line has them. */
function heapFlags(): readonly string[] {
  const launcher = path.join(import.meta.dirname, '..', 'cli', 'platen.js');
  return readFileSync(launcher, 'utf8').split('\n', 1)[0]?.match(/--\S+/g) ?? [];
}

/** What the measured process does: the way of bytes to results that the agent and the command line go, too. */
function readLog(file: string): void {
  const reader = createPostfixReader({ now: new Date(Date.UTC(2026, 11, 31)), zone: 'UTC' });
  const splitter = createLineSplitter();
  let results = 0;
  const take = (lines: readonly string[]) => {
    for (const line of lines) results += reader.push(line).length;
  };
  const chunk = Buffer.allocUnsafe(64 * 1024);
  const input = openSync(file, 'r');
  for (let read = readSync(input, chunk); read > 0; read = readSync(input, chunk)) {
    take(splitter.push(chunk.subarray(0, read)));
  }
  closeSync(input);
  take(splitter.end());
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ results, damaged: reader.damaged(), megabytes } satisfies Reading));
}

function recordedLog(): Buffer | null {
  const file = path.join(process.env.PLATEN_CORPUS ?? '', 'mail', 'pflogsumm', 'mail.log.gz');
  return process.env.PLATEN_CORPUS && existsSync(file) ? gunzipSync(readFileSync(file)) : null;
}

function writeRecorded(folder: string, log: Buffer, wanted: number): Log {
  const each = log.toString('latin1').split('\n').length - 1;
  const times = Math.ceil(wanted / each);
  const file = path.join(folder, 'recorded.log');
  const out = openSync(file, 'w');
  for (let n = 0; n < times; n += 1) writeSync(out, log);
  closeSync(out);
  return { file, lines: each * times };
}

/** Mostly sent, every fifth deferred, every tenth refused: what a relay has on a bad day. */
function writeDeliveries(folder: string, lines: number): Log {
  const file = path.join(folder, 'deliveries.log');
  const out = openSync(file, 'w');
  let text = '';
  for (let n = 0; n < lines; n += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + n * 100).toISOString().replace('Z', '000+00:00');
    const id = (0x10000000 + n).toString(16).toUpperCase();
    const host = `mx${n % 7}.example.net[198.51.100.${n % 200}]:25`;
    const to = `to=<p${n % 997}@example.net>, relay=${host}, delay=0.4, delays=0.1/0/0.1/0.2`;
    const [dsn, fate] =
      n % 10 === 9
        ? [
            '5.1.1',
            `bounced (host ${host} said: 550 5.1.1 <p${n % 997}@example.net> unknown (in reply to RCPT TO command))`,
          ]
        : n % 5 === 0
          ? ['4.7.1', `deferred (host ${host} said: 450 4.7.1 Greylisted, try again (in reply to RCPT TO command))`]
          : ['2.0.0', `sent (250 2.0.0 Ok: queued as ${id}F)`];
    text += `${at} relay postfix/smtp[${100 + (n % 40)}]: ${id}: ${to}, dsn=${dsn}, status=${fate}\n`;
    if (text.length < 1_000_000 && n < lines - 1) continue;
    writeSync(out, text);
    text = '';
  }
  closeSync(out);
  return { file, lines };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
