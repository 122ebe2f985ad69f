import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../agent/push/database.ts';
import { createMarks } from '../../../agent/push/marks.ts';
import { createSender } from '../../../agent/push/sender.ts';
import { createSpool } from '../../../agent/push/spool.ts';
import { Secret } from '../../../contract/secret.ts';
import { keptLog, until } from '../samples.ts';
import type { Receiver } from './receiver.ts';
import { startReceiver } from './receiver.ts';

let folder: string;
let receiver: Receiver;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-kill-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the child until it has stored `count` more, then kills it as a power cut would. */
function runAndKill(count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'child.ts');
    const child = spawn(process.execPath, [script, folder, receiver.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > count) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`the child ended by itself after ${said.slice(-200)}`));
    });
  });
}

test('killed again and again in the middle of storing and sending, everything stored arrives exactly once', async () => {
  let told = 0;
  // A third of the answers is lost on the way, some are refusals for now.
  receiver.answer = () => {
    told += 1;
    if (told % 3 === 0) return 'drop';
    return told % 7 === 0 ? { status: 503 } : null;
  };
  for (const count of [40, 3, 60, 1, 25, 80]) await runAndKill(count);

  const database = openDatabase(folder);
  const stored = createMarks(database).get('/numbers')?.position ?? 0;
  expect(stored).toBeGreaterThanOrEqual(209);
  const spool = createSpool(database, { boot: 'last', now: Date.now });
  const sender = createSender({
    url: receiver.url,
    token: new Secret('t'),
    agent: 'child',
    spool,
    log: keptLog(),
    now: () => new Date(),
    chance: () => 0,
    delay: () => 2,
  });
  sender.start();
  await until('an empty spool', () => spool.depth().items === 0);
  await sender.stop(1000);
  database.close();

  const arrived = receiver.taken().flatMap((push) => push.scanResults.map(({ to }) => Number.parseInt(to ?? '', 10)));
  expect(arrived.toSorted((a, b) => a - b)).toEqual(Array.from({ length: stored }, (_, n) => n));
  const numbers = receiver.taken().map(({ boot, seq }) => `${boot} ${seq}`);
  expect(new Set(numbers).size).toBe(numbers.length);
}, 60_000);
