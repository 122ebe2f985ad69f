/** Scans to e-mail: how the last day went, in numbers that one sentence can say. */
import type { DeviceDetail, ScanRow, Summary } from '../../../../contract/index.ts';
import { isFailed } from './status.ts';

export type ScanHealth = {
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
  /** `none` where no scan was seen at all: nothing is known, which is not the same as fine. */
  readonly mood: 'none' | 'fine' | 'waiting' | 'failing';
  /** The commonest cause of the failures, in plain words. */
  readonly topTitle: string | null;
  /** The newest scan that failed for that cause, which knows the remedy. */
  readonly example: ScanRow | null;
};

export function scanHealth(counts: Summary['scans'], scans: readonly ScanRow[]): ScanHealth {
  const { sent, deferred: waiting, failed, topReason, topTitle } = counts;
  const mood = failed > 0 ? 'failing' : waiting > 0 ? 'waiting' : sent > 0 ? 'fine' : 'none';
  const example =
    scans.find((s) => s.reason !== null && s.reason === topReason && isFailed(s.outcome)) ??
    scans.find((s) => s.reason !== null && s.reason === topReason) ??
    null;
  return { sent, waiting, failed, mood, topTitle, example };
}

/** How many scans of these days arrived; `null` where the fate of none is known. Only all of them make 100 %. */
export function scanRate(days: DeviceDetail['scanDays']): { sent: number; all: number; percent: number } | null {
  const sent = days.reduce((sum, day) => sum + day.sent, 0);
  const all = days.reduce((sum, day) => sum + day.sent + day.failed, 0);
  return all === 0 ? null : { sent, all, percent: Math.floor((100 * sent) / all) };
}

export const scanFilters = ['all', 'failed', 'deferred', 'sent'] as const;
export type ScanFilter = (typeof scanFilters)[number];
export const readScanFilter = (text: string | undefined): ScanFilter => scanFilters.find((f) => f === text) ?? 'all';

export function fitsScanFilter(scan: ScanRow, filter: ScanFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'failed' ? isFailed(scan.outcome) : scan.outcome === filter;
}
