import { describe, expect, test } from 'vitest';
import { createSchedule, nextRuns } from '../../agent/schedule.ts';
import { keptLog, until } from './samples.ts';

describe('a schedule', () => {
  test('runs at its moments, even while the run before goes on, until it is stopped', async () => {
    let runs = 0;
    const schedule = createSchedule(
      '* * * * * *',
      () => {
        runs += 1;
        return new Promise(() => undefined);
      },
      keptLog(),
    );
    schedule.start();
    await until('two runs', () => runs === 2);
    await schedule.stop();
    const after = runs;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(runs).toBe(after);
  });

  test('goes on after a run that failed, and says so', async () => {
    const log = keptLog();
    let runs = 0;
    const schedule = createSchedule(
      '* * * * * *',
      async () => {
        runs += 1;
        throw new Error('no');
      },
      log,
    );
    schedule.start();
    await until('two runs', () => runs >= 2);
    await schedule.stop();
    expect(log.lines.filter(({ level }) => level === 'error').length).toBeGreaterThanOrEqual(2);
  });

  test('can be stopped before it was started', async () => {
    await createSchedule('0 0 * * *', async () => undefined, keptLog()).stop();
  });
});

test('the next moments of a pattern', () => {
  const runs = nextRuns('*/20 * * * * *', 3);
  expect(runs).toHaveLength(3);
  expect(runs.every((at) => at.getSeconds() % 20 === 0 && at.getTime() > Date.now() - 1000)).toBe(true);
  const [first, second] = runs.map((at) => at.getTime());
  expect((second ?? 0) - (first ?? 0)).toBe(20_000);
});
