import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
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
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../agent/push/database.ts';
import { createMarks } from '../../../../agent/push/marks.ts';
import type { Spool } from '../../../../agent/push/spool.ts';
import { createSpool } from '../../../../agent/push/spool.ts';
import { formats } from '../../../../agent/scans/index.ts';
import type { Tail, TailOptions } from '../../../../agent/scans/sources/tail.ts';
import { createTail } from '../../../../agent/scans/sources/tail.ts';
import type { ScanResult } from '../../../../contract/index.ts';
import { acceptedLine, appendScans, deliveredLine, scanLines } from '../../mail-log.ts';
import type { KeptLog } from '../../samples.ts';
import { keptLog, until } from '../../samples.ts';

let folder: string;
let file: string;
let database: ReturnType<typeof openDatabase>;
let spool: Spool;
let log: KeptLog;
let tail: Tail;
let time: number;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-tail-'));
  file = path.join(folder, 'mail.log');
  database = openDatabase(path.join(folder, 'data'));
  spool = createSpool(database, { boot: 'b', now: () => time });
  log = keptLog();
  time = Date.now();
  tail = open();
});
afterEach(async () => {
  await tail.stop();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(change: Partial<TailOptions> = {}): Tail {
  const marks = createMarks(database);
  return createTail({
    path: file,
    from: 'start',
    createReader: () => formats.postfix.create({ now: new Date('2026-11-24T00:00:00Z') }),
    mark: () => marks.get(file),
    store: (results, mark) => spool.putScans(results, () => marks.put(file, mark)),
    log,
    now: () => time,
    ...change,
  });
}

async function restart(change: Partial<TailOptions> = {}): Promise<void> {
  await tail.stop();
  tail = open(change);
}

/** Long enough that what was rotated counts as finished. */
async function readAfterQuiet(): Promise<void> {
  await tail.read();
  time += 60_000;
  await tail.read();
}

function results(): ScanResult[] {
  const push = spool.next({ items: 1e6, bytes: 1e12 });
  if (push) spool.release(push);
  return JSON.parse(`[${push?.scanResults ?? ''}]`) as ScanResult[];
}

const numbers = () => results().map(({ to }) => Number.parseInt(to ?? '', 10));
const upTo = (end: number) => Array.from({ length: end }, (_, n) => n);

describe('growth', () => {
  test('each line once, as it comes', async () => {
    appendScans(file, 0, 3);
    await tail.read();
    expect(numbers()).toEqual(upTo(3));
    await tail.read();
    appendScans(file, 3, 5);
    await tail.read();
    expect(numbers()).toEqual(upTo(5));
    expect(results()[0]).toMatchObject({ client: { address: '10.0.4.21' }, outcome: 'sent' });
  });

  test('half a line waits for its other half', async () => {
    const text = scanLines(0);
    for (const part of [text.slice(0, 20), text.slice(20, 150), text.slice(150)]) {
      appendFileSync(file, part);
      await tail.read();
    }
    expect(numbers()).toEqual([0]);
  });

  test('more than one piece at a time', async () => {
    appendScans(file, 0, 5000);
    expect(statSync(file).size).toBeGreaterThan(1_000_000);
    await tail.read();
    expect(numbers()).toEqual(upTo(5000));
  });

  test('a line that never ends is left out, and nothing around it', async () => {
    appendScans(file, 0, 1);
    for (let n = 0; n < 20; n++) {
      appendFileSync(file, 'x'.repeat(50_000));
      await tail.read();
    }
    appendFileSync(file, '\n');
    appendScans(file, 1, 2);
    await tail.read();
    expect(numbers()).toEqual([0, 1]);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('by itself, once it is started', async () => {
    tail = open({ everyMs: 10 });
    tail.start();
    appendScans(file, 0, 2);
    await until('two results', () => results().length === 2);
    appendScans(file, 2, 3);
    await until('three results', () => results().length === 3);
  });
});

describe('where to begin', () => {
  test('at the end: what was there before is not told, but known', async () => {
    appendFileSync(file, scanLines(0) + acceptedLine(1));
    await restart({ from: 'end' });
    await tail.read();
    expect(numbers()).toEqual([]);
    appendFileSync(file, deliveredLine(1));
    await tail.read();
    expect(results()).toMatchObject([{ to: '1@example.com', client: { address: '10.0.4.21' } }]);
  });

  test('at the end, in the middle of a line: that line is told', async () => {
    const text = scanLines(0);
    appendFileSync(file, text.slice(0, -130));
    await restart({ from: 'end' });
    await tail.read();
    appendFileSync(file, text.slice(-130));
    await tail.read();
    expect(numbers()).toEqual([0]);
  });

  test('a log that is not there yet is awaited, and read from its start', async () => {
    await restart({ from: 'end' });
    await tail.read();
    await tail.read();
    expect(log.lines.map(({ sentence }) => sentence)).toEqual([
      'the log is not there yet; it is read as soon as it is',
    ]);
    appendScans(file, 0, 2);
    await tail.read();
    expect(numbers()).toEqual(upTo(2));
  });

  test('a log that cannot be read is said once and tried again', async () => {
    mkdirSync(file);
    await tail.read();
    await tail.read();
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    rmSync(file, { recursive: true });
    appendScans(file, 0, 1);
    await tail.read();
    expect(numbers()).toEqual([0]);
  });
});

describe('rotation', () => {
  test('by rename: what the writer still adds to the old file is read before the new one', async () => {
    appendScans(file, 0, 2);
    await tail.read();
    renameSync(file, `${file}.1`);
    appendScans(`${file}.1`, 2, 3);
    await tail.read();
    appendScans(file, 4, 6);
    await tail.read();
    appendScans(`${file}.1`, 3, 4);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(6));
  });

  test('a last line without its end is read when the file is finished', async () => {
    appendFileSync(
      file,
      scanLines(0)
        .trimEnd()
        .replace(/\n[^\n]*$/, ''),
    );
    await tail.read();
    expect(numbers()).toEqual([]);
    renameSync(file, `${file}.1`);
    appendScans(file, 1, 2);
    await readAfterQuiet();
    expect(numbers()).toEqual([0, 1]);
  });

  test('several times while nobody looked', async () => {
    appendScans(file, 0, 2);
    await tail.read();
    await tail.stop();
    appendScans(file, 2, 4);
    renameSync(file, `${file}.1`);
    appendScans(file, 4, 6);
    renameSync(`${file}.1`, `${file}.2`);
    renameSync(file, `${file}.1`);
    appendScans(file, 6, 8);
    tail = open();
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(8));
  });

  test('with dates in the names, and a compressed one among them', async () => {
    appendScans(file, 0, 2);
    await tail.read();
    writeFileSync(`${file}-20261101.gz`, 'not to be read');
    writeFileSync(path.join(folder, 'mail.logger'), scanLines(99));
    renameSync(file, `${file}-20261123`);
    appendScans(file, 2, 3);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(3));
  });

  test('by copy and truncate: what came between our look and the copy is read from the copy', async () => {
    appendScans(file, 0, 20);
    await tail.read();
    appendScans(file, 20, 22);
    copyFileSync(file, `${file}.1`);
    truncateSync(file, 0);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(22));
    appendScans(file, 22, 24);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(24));
  });

  test('by truncation, grown beyond the old length before we look again', async () => {
    appendScans(file, 0, 5);
    await tail.read();
    writeFileSync(file, '');
    appendScans(file, 5, 30);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(30));
  });

  test('truncated or replaced while nobody looked: from the start, and said', async () => {
    appendScans(file, 0, 5);
    await tail.read();
    await tail.stop();
    unlinkSync(file);
    appendScans(file, 5, 40);
    tail = open();
    await tail.read();
    expect(numbers()).toEqual(upTo(40));
    expect(log.lines.map(({ sentence }) => sentence)).toContain(
      'the log was replaced since it was last read; it is read from its start',
    );
  });

  test('gone and not yet made anew: the old one is still read', async () => {
    appendScans(file, 0, 1);
    await tail.read();
    renameSync(file, `${file}.1`);
    appendScans(`${file}.1`, 1, 2);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(2));
    appendScans(file, 2, 3);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(3));
  });
});

describe('packed files', () => {
  /** As logrotate does it: the time of the last line stays. */
  function pack(name: string, how: 'gz' | 'zst' = 'gz'): void {
    const { atime, mtime } = statSync(name);
    const text = readFileSync(name);
    writeFileSync(`${name}.${how}`, how === 'gz' ? gzipSync(text) : zstdCompressSync(text));
    utimesSync(`${name}.${how}`, atime, mtime);
    unlinkSync(name);
  }

  test.each(['gz', 'zst'] as const)('days of downtime are read from them: %s', async (how) => {
    appendScans(file, 0, 2000);
    await tail.read();
    await tail.stop();
    appendScans(file, 2000, 4000);
    for (let day = 0; day < 4; day++) {
      for (let n = 4; n >= 2; n--)
        if (existsSync(`${file}.${n}.${how}`)) renameSync(`${file}.${n}.${how}`, `${file}.${n + 1}.${how}`);
      if (existsSync(`${file}.1`)) {
        renameSync(`${file}.1`, `${file}.2`);
        pack(`${file}.2`, how);
      }
      renameSync(file, `${file}.1`);
      appendScans(file, 4000 + day * 10, 4010 + day * 10);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith(how))).toHaveLength(3);
    tail = open();
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(4040));
  });

  test('a restart in the middle of one goes on in it', async () => {
    appendScans(file, 0, 1);
    await tail.read();
    appendScans(file, 1, 5000);
    renameSync(file, `${file}.1`);
    pack(`${file}.1`);
    appendScans(file, 5000, 5001);
    const marks = createMarks(database);
    let stores = 0;
    await restart({
      store(found, mark) {
        stores += 1;
        if (stores === 3) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
        spool.putScans(found, () => marks.put(file, mark));
      },
    });
    await tail.read();
    expect(numbers().length).toBeGreaterThan(100);
    expect(numbers().length).toBeLessThan(5000);
    await restart();
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(5001));
  });

  test('one that is still being written is waited for, one that is damaged is left', async () => {
    appendScans(file, 0, 1);
    await tail.read();
    await tail.stop();
    appendScans(file, 1, 800);
    renameSync(file, `${file}.1`);
    pack(`${file}.1`);
    const whole = readFileSync(`${file}.1.gz`);
    writeFileSync(`${file}.1.gz`, whole.subarray(0, whole.length / 2));
    appendScans(file, 800, 801);
    tail = open();
    await tail.read();
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
    const before = numbers();
    expect(before).toEqual(upTo(before.length));
    writeFileSync(`${file}.1.gz`, whole);
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(801));
  });
});

describe('identity', () => {
  test('a new file with the number of the old one is a new file', async () => {
    appendScans(file, 0, 3);
    await tail.read();
    const marks = createMarks(database);
    await tail.stop();
    unlinkSync(file);
    appendScans(file, 3, 9);
    const mark = marks.get(file);
    if (mark) marks.put(file, { ...mark, inode: String(statSync(file, { bigint: true }).ino) });
    tail = open();
    await tail.read();
    expect(numbers()).toEqual(upTo(9));
  });

  test('where the marked file is gone, what was written later is read from its start', async () => {
    appendScans(file, 0, 3);
    await tail.read();
    await tail.stop();
    renameSync(file, `${file}.1`);
    const soon = new Date(Date.now() + 5000);
    for (const [name, from] of [
      ['.2', 3],
      ['.1', 5],
      ['', 7],
    ] as const) {
      rmSync(`${file}${name}`, { force: true });
      appendScans(`${file}${name}`, from, from + 2);
      utimesSync(`${file}${name}`, soon, soon);
    }
    tail = open();
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(9));
  });

  test('a log that went and came back while nobody looked, before a line of it was read', async () => {
    await restart({ from: 'end' });
    await tail.read();
    await tail.stop();
    appendScans(file, 0, 2);
    renameSync(file, `${file}.1`);
    appendScans(file, 2, 3);
    const soon = new Date(Date.now() + 5000);
    utimesSync(`${file}.1`, soon, soon);
    tail = open({ from: 'end' });
    await readAfterQuiet();
    expect(numbers()).toEqual(upTo(3));
  });

  test('bytes that are no text do no harm to the lines around them', async () => {
    appendScans(file, 0, 1);
    appendFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0a, 0x80, 0x0a]));
    appendScans(file, 1, 2);
    await tail.read();
    expect(numbers()).toEqual([0, 1]);
  });
});

describe('restarts', () => {
  test('nothing twice, nothing skipped, and who handed the mail in is still known', async () => {
    appendFileSync(file, scanLines(0) + acceptedLine(1, '10.0.4.99'));
    await tail.read();
    await restart();
    appendFileSync(file, deliveredLine(1));
    await tail.read();
    expect(numbers()).toEqual([0, 1]);
    expect(results()[1]?.client.address).toBe('10.0.4.99');
  });

  test('also across a rotation', async () => {
    appendFileSync(file, acceptedLine(0, '10.0.4.99'));
    await tail.read();
    renameSync(file, `${file}.1`);
    appendFileSync(file, acceptedLine(1, '10.0.4.98'));
    await readAfterQuiet();
    await restart();
    appendFileSync(file, deliveredLine(0) + deliveredLine(1));
    await tail.read();
    expect(results().map(({ client }) => client.address)).toEqual(['10.0.4.99', '10.0.4.98']);
  });

  test('what could not be stored is read again', async () => {
    appendScans(file, 0, 1);
    await tail.read();
    let isFull = true;
    const marks = createMarks(database);
    await restart({
      store(found, mark) {
        if (isFull) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
        spool.putScans(found, () => marks.put(file, mark));
      },
    });
    appendScans(file, 1, 3);
    await tail.read();
    expect(numbers()).toEqual([0]);
    isFull = false;
    await tail.read();
    expect(numbers()).toEqual(upTo(3));
  });

  test('a thousand scans over forty rotations of both kinds and as many restarts: each exactly once', async () => {
    let next = 0;
    for (let turn = 0; turn < 40; turn++) {
      appendScans(file, next, next + 25);
      next += 25;
      if (turn % 3 === 0) await tail.read();
      if (turn % 2 === 0) await restart();
      if (turn % 4 === 1) {
        copyFileSync(file, `${file}.new`);
        shiftRotated();
        renameSync(`${file}.new`, `${file}.1`);
        truncateSync(file, 0);
      } else {
        shiftRotated();
        renameSync(file, `${file}.1`);
      }
      if (turn % 5 === 0) await readAfterQuiet();
    }
    appendScans(file, next, next + 1);
    await restart();
    for (let look = 0; look < 3; look++) await readAfterQuiet();
    expect(numbers()).toEqual(upTo(next + 1));
  }, 60_000);
});

function shiftRotated(): void {
  for (let n = 40; n >= 1; n--) {
    try {
      renameSync(`${file}.${n}`, `${file}.${n + 1}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
