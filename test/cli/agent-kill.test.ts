import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendScans, scanLines } from '../agent/mail-log.ts';
import type { Receiver } from '../agent/push/receiver.ts';
import { startReceiver } from '../agent/push/receiver.ts';
import { until } from '../agent/samples.ts';
import { runPlaten } from './process.ts';

let folder: string;
let receiver: Receiver;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-agent-kill-'));
  receiver = await startReceiver();
  const push = `{ url: "${receiver.url}", token: t, agent: killed }`;
  writeFileSync(
    path.join(folder, 'platen.yaml'),
    `scans:\n  - { postfix: mail.log, from: start }\nprivacy: { recipients: full }\npush: ${push}\n`,
  );
});
afterAll(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

const numbers = () =>
  receiver.taken().flatMap((push) => push.scanResults.map(({ to }) => Number.parseInt(to ?? '', 10)));

test('an agent killed over and over while its log grows and is rotated: each scan is told exactly once', async () => {
  const log = path.join(folder, 'mail.log');
  let answers = 0;
  receiver.answer = () => {
    answers += 1;
    return answers % 4 === 0 ? 'drop' : null;
  };
  let next = 0;
  for (let kill = 0; kill < 5; kill++) {
    const agent = runPlaten(['agent'], { cwd: folder });
    await until('the agent', () => agent.printed() !== '', 60_000);
    const before = numbers().length;
    // In the first and third life it is killed at once, in the others in the middle of its work.
    for (let part = 0; part < 4; part++) {
      appendScans(log, next, next + 50);
      next += 50;
      appendFileSync(log, scanLines(next).slice(0, 70));
      if (kill % 2 === 1) await until('some results', () => numbers().length > before);
      appendFileSync(log, scanLines(next).slice(70));
      next += 1;
    }
    agent.child.kill('SIGKILL');
    await agent.ended;
    if (kill === 1) {
      copyFileSync(log, `${log}.1`);
      truncateSync(log, 0);
    } else if (kill === 3) {
      // As logrotate packs: the time of the last line stays.
      const { atime, mtime } = statSync(`${log}.1`);
      writeFileSync(`${log}.2.gz`, gzipSync(readFileSync(`${log}.1`)));
      utimesSync(`${log}.2.gz`, atime, mtime);
      renameSync(log, `${log}.1`);
    }
  }
  appendScans(log, next, next + 1);
  next += 1;
  const last = runPlaten(['agent'], { cwd: folder });
  await until('all results', () => numbers().length >= next, 60_000);
  last.child.kill('SIGTERM');
  expect(await last.ended).toBe(0);
  expect(numbers().toSorted((a, b) => a - b)).toEqual(Array.from({ length: next }, (_, n) => n));
}, 240_000);
