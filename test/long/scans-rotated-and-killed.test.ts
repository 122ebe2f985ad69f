/**
 * Ten thousand scans in a log that is rotated twenty times in every way there is, read by an agent that is killed twenty
 * times without a chance to tidy up: each is told to the dashboard exactly once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendScans, scanLines } from '../agent/mail-log.ts';
import { until } from '../agent/samples.ts';
import { runPlaten } from '../cli/process.ts';

const token = 'token-of-the-killed-agent';
const [kills, scansEach] = [20, 500];

let folder: string;
let log: string;
let dashboard: ChildProcess;
let url = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-killed-'));
  log = path.join(folder, 'mail.log');
  const sections = {
    data_dir: path.join(folder, 'dashboard'),
    dashboard: { listen: '127.0.0.1:0', agents: [{ name: 'killed', token }] },
  };
  const script = path.join(import.meta.dirname, '../integration/dashboard-child.ts');
  dashboard = spawn(process.execPath, [script, JSON.stringify(sections)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!dashboard.stdout) throw new Error('the dashboard has no stdout');
  const [line] = await once(dashboard.stdout, 'data');
  url = String(line).trim();
  const push = `{ url: "${url}", token: ${token}, agent: killed }`;
  const yaml = `data_dir: agent\nscans: [{ postfix: mail.log, from: start }]\nprivacy: { recipients: full }\npush: ${push}\n`;
  writeFileSync(path.join(folder, 'platen.yaml'), yaml);
});
afterAll(() => {
  dashboard.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function ask(database: string, query: string): Record<string, unknown>[] {
  const opened = new DatabaseSync(path.join(folder, database), { readOnly: true, timeout: 5000 });
  const rows = opened.prepare(query).all();
  opened.close();
  return rows;
}

/** The recipients' numbers of all scans that the dashboard has. */
const arrived = () =>
  ask('dashboard/dashboard.db', "SELECT body ->> '$.to' AS recipient FROM scans").map(({ recipient }) =>
    Number.parseInt(String(recipient), 10),
  );

/** How many results the agent ever put into its spool. */
const spooled = () => Number(ask('agent/agent.db', "SELECT seq FROM sqlite_sequence WHERE name = 'items'")[0]?.seq);

/** As logrotate does it: by renaming, or by copying and truncating; older ones packed, with the time of their last line. */
function rotate(way: number): void {
  for (let n = 30; n >= 2; n--) if (existsSync(`${log}.${n}.gz`)) renameSync(`${log}.${n}.gz`, `${log}.${n + 1}.gz`);
  if (existsSync(`${log}.1`)) {
    const { atime, mtime } = statSync(`${log}.1`);
    writeFileSync(`${log}.2.gz`, gzipSync(readFileSync(`${log}.1`)));
    utimesSync(`${log}.2.gz`, atime, mtime);
    unlinkSync(`${log}.1`);
  }
  if (way % 2 === 0) renameSync(log, `${log}.1`);
  else {
    copyFileSync(log, `${log}.1`);
    truncateSync(log);
  }
}

test('each scan is told exactly once', async () => {
  let next = 0;
  const write = (count: number) => {
    appendScans(log, next, next + count);
    next += count;
  };
  // What was rotated away before anybody looked is nobody's: the first life lasts until it has begun.
  write(1);
  const first = runPlaten(['agent'], { cwd: folder });
  await until('the first', () => arrived().length === 1, 60_000);
  first.child.kill('SIGKILL');
  await first.ended;
  for (let life = 0; life < kills; life++) {
    const agent = runPlaten(['agent'], { cwd: folder });
    await until('the agent', () => agent.printed() !== '', 60_000);
    write(scansEach / 2);
    // Rotated while it reads, after it was killed, or both in one life and none in the next.
    if (life % 3 === 0) rotate(life);
    appendFileSync(log, scanLines(next).slice(0, 70));
    await new Promise((resolve) => setTimeout(resolve, (life % 5) * 300));
    appendFileSync(log, scanLines(next).slice(70));
    next += 1;
    write(scansEach / 2 - 1);
    agent.child.kill('SIGKILL');
    await agent.ended;
    if (life % 3 !== 0) rotate(life);
  }
  const last = runPlaten(['agent'], { cwd: folder });
  await until('all of them', () => arrived().length >= next, 300_000);
  last.child.kill('SIGTERM');
  expect(await last.ended).toBe(0);
  expect(next).toBe(kills * scansEach + 1);
  expect(arrived().toSorted((a, b) => a - b)).toEqual(Array.from({ length: next }, (_, n) => n));
  expect(spooled()).toBe(next);
}, 600_000);
