/** Somebody has seen an alert and cares for it. Ends by itself when the alert ends or gets worse. */
import { step } from './life.ts';
import { type AlertChange, isOpen, type StoredAlert } from './stored-alert.ts';

/** `null` for an alert that is not open. Acknowledging again replaces who and note. */
export function acknowledge(alert: StoredAlert, by: string, note: string, now: Date): AlertChange | null {
  if (!isOpen(alert)) return null;
  return step('acknowledged', { ...alert, acknowledged: { at: now.toISOString(), by, note } });
}

/** `null` for an alert that is not open, or not acknowledged. */
export function unacknowledge(alert: StoredAlert): AlertChange | null {
  if (!isOpen(alert) || !alert.acknowledged) return null;
  return step('unacknowledged', { ...alert, acknowledged: null });
}
