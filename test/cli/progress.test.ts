import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Io } from '../../cli/command.ts';
import { openProgress } from '../../cli/progress.ts';
import { testIo } from './world.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const words = { done: 'addresses tried', found: ['printer found', 'printers found'] } as const;

function terminal(columns = 100, env: Record<string, string> = {}) {
  const io = testIo('.', env);
  const tty: Io = { ...io, stderr: Object.assign(io.stderr, { isTTY: true, columns }) };
  return { tty, written: io.complained, printed: io.printed };
}

/** What stands on the line in the end. */
const line = (written: string) => (written.split('\r').at(-1) ?? '').replace('\u001b[K', '');

describe('a progress line', () => {
  test('is there from the start, counts, and goes away', () => {
    const { tty, written, printed } = terminal();
    const progress = openProgress(tty, 4, words, () => Date.now());
    expect(line(written())).toBe(`${'░'.repeat(30)} 0 of 4 addresses tried`);
    progress.step();
    progress.find();
    progress.step();
    vi.advanceTimersByTime(2000);
    expect(line(written())).toBe(`${'█'.repeat(15)}${'░'.repeat(15)} 2 of 4 addresses tried, 1 printer found, 2 s`);
    progress.clear();
    expect(line(written())).toBe('');
    vi.advanceTimersByTime(100);
    expect(line(written())).toContain('2 of 4');
    progress.end();
    expect(line(written())).toBe('');
    const before = written();
    vi.advanceTimersByTime(5000);
    expect([written(), printed()]).toEqual([before, '']);
  });

  test('draws ten times a second at most, however much is done', () => {
    const { tty, written } = terminal();
    const progress = openProgress(tty, 100_000, words, () => Date.now());
    for (let n = 0; n < 1000; n++) progress.step();
    vi.advanceTimersByTime(1000);
    expect(written().split('\r').length).toBeLessThan(15);
    progress.end();
  });

  test('never fills the last column', () => {
    for (const columns of [20, 40, 60, 200]) {
      const { tty, written } = terminal(columns);
      const progress = openProgress(tty, 65_000, words, () => Date.now());
      progress.find();
      vi.advanceTimersByTime(3_700_000);
      expect(line(written()).length).toBeLessThanOrEqual(Math.max(20, columns - 1));
      progress.end();
    }
  });

  test('is nothing without a terminal, on a dumb one, and for a single device', () => {
    const plain = testIo('.');
    openProgress(plain, 10, words).step();
    const dumb = terminal(80, { TERM: 'dumb' });
    openProgress(dumb.tty, 10, words).step();
    const single = terminal();
    openProgress(single.tty, 1, words).step();
    vi.advanceTimersByTime(1000);
    expect([plain.complained(), dumb.written(), single.written()]).toEqual(['', '', '']);
  });
});
