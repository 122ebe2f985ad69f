/**
 * How what the page knows and what it is told become one. The stream and the lists arrive in any order and more than once;
 * in each case the newer fact wins, so nothing flickers back.
 */
import type { Alert, DeviceRow, ScanRow } from '../../../../contract/index.ts';

/** True where `told` may take the place of `known`. */
export const isNewerAlert = (told: Alert, known: Alert | undefined): boolean => !known || told.seq >= known.seq;
export const isNewerDevice = (told: DeviceRow, known: DeviceRow | undefined): boolean =>
  !known || Date.parse(told.heardAt) >= Date.parse(known.heardAt);

/** The map with one more fact; the same map where the fact is older than what is known. */
export function mergeOne<T extends { readonly id: string }>(
  known: ReadonlyMap<string, T>,
  told: T,
  isNewer: (told: T, known: T | undefined) => boolean,
): ReadonlyMap<string, T> {
  return isNewer(told, known.get(told.id)) ? new Map(known).set(told.id, told) : known;
}

/**
 * A whole list takes the place of what was known. What the stream told since the list was asked for (`touched`) stays:
 * the list may have been made before. A row that did not change keeps its identity, so it is not drawn again.
 */
export function mergeList<T extends { readonly id: string }>(
  known: ReadonlyMap<string, T>,
  list: readonly T[],
  touched: ReadonlySet<string>,
  isNewer: (told: T, known: T | undefined) => boolean,
): ReadonlyMap<string, T> {
  const merged = new Map<string, T>();
  for (const told of list) {
    const before = known.get(told.id);
    merged.set(told.id, before && (!isNewer(told, before) || isSame(told, before)) ? before : told);
  }
  for (const id of touched) {
    const row = known.get(id);
    if (row && !merged.has(id)) merged.set(id, row);
  }
  return merged;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Newest first, one row for each id, at most `max`. */
export function mergeScans(known: readonly ScanRow[], told: readonly ScanRow[], max: number): readonly ScanRow[] {
  const byId = new Map([...told, ...known].map((scan) => [scan.id, scan]));
  for (const scan of told) byId.set(scan.id, scan);
  return [...byId.values()].sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id)).slice(0, max);
}

/** How many episodes that ended are remembered, so that a list made before does not bring them back. */
const maxResolved = 200;

/** Forgets the oldest resolved alerts beyond `maxResolved`. */
export function pruneAlerts(alerts: ReadonlyMap<string, Alert>): ReadonlyMap<string, Alert> {
  const resolved = [...alerts.values()].filter((alert) => alert.state === 'resolved');
  if (resolved.length <= maxResolved) return alerts;
  resolved.sort((a, b) => (a.resolvedAt ?? '').localeCompare(b.resolvedAt ?? ''));
  const kept = new Map(alerts);
  for (const alert of resolved.slice(0, resolved.length - maxResolved)) kept.delete(alert.id);
  return kept;
}
