/** How a receiver that fails is treated: left alone but for one probe at a time, and given up after five days. Pure. */
import type { Health } from '../store/subscriptions.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** So many failures in a row open the circuit. */
const patience = 5;

/** After this long without one success a receiver counts as gone. */
const goneAfter = 5 * day;

/** Between probes, by the failures since the circuit opened: a receiver that is back is found within minutes. */
const pauses: readonly number[] = [5 * second, 15 * second, minute, 5 * minute];

/** How it does after an attempt that failed. */
export function afterFailure({ failures, failingSince }: Health, startedAt: Date, now: Date): Health {
  const count = failures + 1;
  const pause = count < patience ? null : (pauses[count - patience] ?? pauses.at(-1) ?? minute);
  return {
    failures: count,
    failingSince: failingSince ?? startedAt.toISOString(),
    probeAt: pause === null ? null : new Date(now.getTime() + pause).toISOString(),
  };
}

/** True for a receiver that is not to be tried any more: days of failures, and more than a few. */
export function isGone({ failures, failingSince }: Health, now: Date): boolean {
  return failures >= patience && failingSince !== null && now.getTime() - Date.parse(failingSince) >= goneAfter;
}
