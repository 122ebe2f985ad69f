/**
 * How many visits at a time are of use. Devices that are slow are waited for side by side, hundreds at once; but where
 * this process itself is the slow one, more visits only wait for each other, keep what they hold alive for longer and
 * let answers look late. So the number follows how busy the event loop is.
 */
import { performance } from 'node:perf_hooks';

/** Share of the time in which the event loop had something to do. */
const busyShare = 0.75;
const lookEveryMs = 50;
/** Enough to keep a busy process busy. */
const least = 16;
const step = 16;

/** `most`: never more than that. */
export function createPace(most: number): () => number {
  let pace = Math.min(least, most);
  let lookedAt = performance.now();
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.now();
    if (now - lookedAt < lookEveryMs) return pace;
    const current = performance.eventLoopUtilization();
    const isBusy = performance.eventLoopUtilization(current, last).utilization > busyShare;
    pace = Math.min(most, isBusy ? Math.max(least, pace >> 1) : pace + step);
    lookedAt = now;
    last = current;
    return pace;
  };
}
