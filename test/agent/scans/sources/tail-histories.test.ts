/** A log that is written, rotated in every way and packed, and read by an agent that is restarted, in any order. */
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
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mark } from '../../../../agent/push/marks.ts';
import { formats } from '../../../../agent/scans/index.ts';
import type { Tail } from '../../../../agent/scans/sources/tail.ts';
import { createTail } from '../../../../agent/scans/sources/tail.ts';
import { scanLines } from '../../mail-log.ts';
import { keptLog } from '../../samples.ts';

type Step =
  | 'write'
  | 'write-half'
  | 'read'
  | 'wait'
  | 'restart'
  | 'rename'
  | 'copy'
  | 'rename-and-pack'
  | 'copy-and-pack'
  | 'fail';
const steps = fc.array(
  fc.constantFrom<Step>(
    'write',
    'write',
    'write-half',
    'read',
    'read',
    'wait',
    'restart',
    'rename',
    'copy',
    'rename-and-pack',
    'copy-and-pack',
    'fail',
  ),
  { minLength: 5, maxLength: 60 },
);

/** Moves the older ones on, packed or not, as logrotate does. */
function shift(file: string): void {
  for (let n = 70; n >= 1; n--)
    for (const end of ['', '.gz'])
      if (existsSync(`${file}.${n}${end}`)) renameSync(`${file}.${n}${end}`, `${file}.${n + 1}${end}`);
}

function pack(file: string): void {
  const { atime, mtime } = statSync(file);
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
  utimesSync(`${file}.gz`, atime, mtime);
  unlinkSync(file);
}

async function play(history: readonly Step[]): Promise<{ written: number; told: number[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-history-'));
  const file = path.join(folder, 'mail.log');
  const told: number[] = [];
  let mark: Mark | null = null;
  let [time, written, isFull] = [Date.now(), 0, false];
  let rest = '';
  const open = (): Tail =>
    createTail({
      path: file,
      from: 'start',
      createReader: () => formats.postfix.create({ now: new Date('2026-11-24T00:00:00Z') }),
      mark: () => mark,
      store(results, next) {
        if (isFull) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
        told.push(...results.map(({ to }) => Number.parseInt(to ?? '', 10)));
        mark = next;
      },
      log: keptLog(),
      now: () => time,
    });
  const write = (text: string) => {
    appendFileSync(file, text);
    // Neighbouring rotations of a real log are never in the same tick of its clock.
    time += 1000;
    utimesSync(file, new Date(time), new Date(time));
  };
  const rotate = (step: Step) => {
    if (rest === '') write(scanLines(written++));
    else {
      write(rest);
      rest = '';
    }
    shift(file);
    if (step.startsWith('copy')) {
      copyFileSync(file, `${file}.1`);
      utimesSync(`${file}.1`, new Date(time), new Date(time));
      truncateSync(file);
    } else {
      renameSync(file, `${file}.1`);
      writeFileSync(file, '');
    }
    if (step.endsWith('pack')) pack(`${file}.1`);
  };
  let tail = open();
  write(scanLines(written++));
  await tail.read();
  for (const step of history) {
    if (step === 'write') {
      write(rest + scanLines(written++));
      rest = '';
    } else if (step === 'write-half' && rest === '') {
      const text = scanLines(written++);
      write(text.slice(0, 120));
      rest = text.slice(120);
    } else if (step === 'read') await tail.read();
    else if (step === 'wait') time += 60_000;
    else if (step === 'restart') {
      await tail.stop();
      tail = open();
    } else if (step === 'fail') {
      isFull = true;
      await tail.read();
      isFull = false;
    } else if (step !== 'write-half') rotate(step);
  }
  write(rest + scanLines(written++));
  for (let look = 0; look < 4; look++) {
    await tail.read();
    time += 60_000;
  }
  await tail.stop();
  rmSync(folder, { recursive: true, force: true });
  return { written, told };
}

test('each scan is told once, in the order of the log', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const { written, told } = await play(history);
      expect(told).toEqual(Array.from({ length: written }, (_, n) => n));
    }),
    { numRuns: 40 },
  );
}, 120_000);
