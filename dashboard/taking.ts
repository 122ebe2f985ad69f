/** What everything that takes a part of a push is given, and what it asks for again and again. */
import type { MergeContext } from './alerting/merge.ts';
import type { AlertChange, StoredAlert } from './alerting/stored-alert.ts';
import { makeId } from './ids.ts';
import type { Services } from './services.ts';
import type { Queries } from './store/store.ts';

export type Taking = { readonly tx: Queries; readonly agent: string; readonly now: Date; readonly services: Services };

/** Whose conditions are merged: `subject` begins their keys, `at` is when the evidence was taken. */
export function contextOf(
  { agent, now, services }: Taking,
  subject: string,
  deviceId: string | null,
  at: Date,
): MergeContext {
  const newId = () => makeId('al', now, services.random);
  return { subject, deviceId, agent, at, now, settings: services.config.alerts, newId };
}

/** The alerts as they are once the changes are made. */
export function after(alerts: readonly StoredAlert[], changes: readonly AlertChange[]): StoredAlert[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  for (const { step, alert } of changes) {
    if (step === 'dropped') byId.delete(alert.id);
    else byId.set(alert.id, alert);
  }
  return [...byId.values()];
}
