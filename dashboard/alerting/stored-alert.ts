/** An alert as it is kept, and the small questions that are asked of it. */
import type { Alert, Severity } from '../../contract/index.ts';

/** `sightings`: readings in a row that saw the condition. */
export type StoredAlert = Alert & { readonly sightings: number };

/** What happened to an alert. */
export type Step =
  | 'appeared'
  | 'seen'
  | 'fired'
  | 'severity-changed'
  | 'gone'
  | 'returned'
  | 'resolved'
  | 'dropped'
  | 'stale'
  | 'acknowledged'
  | 'unacknowledged';

/** `alert` is how it is afterwards; a `dropped` one was never told and is forgotten. */
export type AlertChange = { readonly step: Step; readonly alert: StoredAlert };

/** Firing or recovering: what people see as open. */
export function isOpen(alert: Alert): boolean {
  return alert.state === 'firing' || alert.state === 'recovering';
}

/** 0 for the worst. */
export function rankOf(severity: Severity): number {
  return severity === 'critical' ? 0 : severity === 'warning' ? 1 : 2;
}

/** The alert as the contract shows it. */
export function publicAlert({ sightings: _, ...alert }: StoredAlert): Alert {
  return alert;
}
