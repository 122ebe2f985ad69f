/**
 * How fast a Postfix log is read, every line of it a delivery or what belongs to one: a ratio to `grep -c status=`, the
 * limit of reading the bytes and looking for one word. Both read the same file, in turn, several times.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createPostfixReader } from '../agent/scans/postfix.ts';

const rounds = 5;

export async function run([mails = '60000']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-bench-'));
  try {
    const file = path.join(folder, 'mail.log');
    const lines = await writeLog(file, Number(mails));
    const platen: number[] = [];
    const grep: number[] = [];
    let results = 0;
    for (let round = 0; round < rounds; round++) {
      grep.push(timeGrep(file));
      const started = performance.now();
      results = await readLog(file);
      platen.push(performance.now() - started);
    }
    const [ours, limit] = [median(platen), median(grep)];
    process.stdout.write(
      `${lines} lines, ${results} results, medians of ${rounds} rounds in turn\n` +
        `platen    ${Math.round((lines / ours) * 1000)} lines/s\n` +
        `grep -c   ${Math.round((lines / limit) * 1000)} lines/s\n` +
        `ratio     ${(ours / limit).toFixed(1)} times the time of grep -c; memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeLog(file: string, mails: number): Promise<number> {
  const out = createWriteStream(file);
  let lines = 0;
  for (let n = 0; n < mails; n++) {
    const at = new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();
    const id = (0x10000000 + n).toString(16).toUpperCase();
    const mail = [
      `postfix/smtpd[11]: ${id}: client=copier[192.0.2.${n % 250}]`,
      `postfix/cleanup[12]: ${id}: message-id=<${n}@copier.example.com>`,
      `postfix/qmgr[13]: ${id}: from=<copier@example.com>, size=${20000 + n}, nrcpt=1 (queue active)`,
      `postfix/smtp[14]: ${id}: to=<p${n % 97}@example.net>, relay=mx.example.net[198.51.100.7]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as X${n})`,
      `postfix/qmgr[13]: ${id}: removed`,
    ];
    lines += mail.length;
    if (!out.write(mail.map((text) => `${at} relay ${text}\n`).join(''))) {
      await once(out, 'drain');
    }
  }
  out.end();
  await finished(out);
  return lines;
}

async function readLog(file: string): Promise<number> {
  const reader = createPostfixReader({ now: new Date(Date.UTC(2026, 1, 1)), zone: 'UTC' });
  let results = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) results += reader.push(line).length;
  return results + reader.end().length;
}

function timeGrep(file: string): number {
  const started = performance.now();
  spawnSync('grep', ['-c', 'status=', file], { env: { LC_ALL: 'C', PATH: process.env.PATH } });
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
