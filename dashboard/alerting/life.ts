/**
 * The life of an alert: pending → firing → recovering → resolved. What evidence moves it is in merge.ts; here is what
 * time alone does, the same whether a push or the clock asks.
 */
import { type AlertSettings, recoverOf, waitOf } from './settings.ts';
import type { AlertChange, Step, StoredAlert } from './stored-alert.ts';

const hour = 3_600_000;

/** A scan that failed is no state that lasts: without news of the device's scans the alert ends after this time. */
const scanAlertEnds = 24 * hour;

/**
 * When time alone changes its state, as milliseconds since 1970, or `null` where only evidence does. A stale alert stays
 * as it is: nothing is known of its device.
 */
export function dueAt(alert: StoredAlert, settings: AlertSettings): number | null {
  if (alert.stale) return null;
  if (alert.state === 'pending') {
    const isSeenEnough = alert.kind !== 'device-unreachable' || alert.sightings >= settings.misses;
    return isSeenEnough ? Date.parse(alert.startedAt) + waitOf(alert.kind, settings) : null;
  }
  if (alert.state === 'recovering' && alert.goneAt !== null) {
    return Date.parse(alert.goneAt) + recoverOf(alert.kind, settings);
  }
  return alert.state === 'firing' && alert.source === 'scan' ? Date.parse(alert.lastSeenAt) + scanAlertEnds : null;
}

/** What time has done to an alert by `now`: fired or resolved, or `null` for nothing. */
export function ripen(alert: StoredAlert, now: Date, settings: AlertSettings): AlertChange | null {
  const due = dueAt(alert, settings);
  if (due === null || due > now.getTime()) return null;
  const at = now.toISOString();
  if (alert.state === 'pending') return step('fired', { ...alert, state: 'firing', firedAt: at });
  return step('resolved', { ...alert, state: 'resolved', goneAt: alert.goneAt ?? at, resolvedAt: at, stale: false });
}

/** All that time has done to these alerts. */
export function overdue(alerts: readonly StoredAlert[], now: Date, settings: AlertSettings): AlertChange[] {
  return alerts.map((alert) => ripen(alert, now, settings)).filter((change) => change !== null);
}

/** A change that counts: receivers drop what has a smaller `seq`. */
export function step(name: Step, alert: StoredAlert): AlertChange {
  return { step: name, alert: { ...alert, seq: alert.seq + 1 } };
}
