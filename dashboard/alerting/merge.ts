/**
 * What a reading does to the alerts of its device. A reading lists every condition that is true, so what it does not
 * list is over, but only where it really looked: a list that was not read ends nothing, and a device that did not answer
 * tells of nothing but its silence.
 */
import type { Condition, Reading } from '../../contract/index.ts';
import { ripen, step } from './life.ts';
import type { AlertSettings } from './settings.ts';
import { type AlertChange, rankOf, type StoredAlert } from './stored-alert.ts';

/** Whose conditions these are, and when they were seen. */
export type MergeContext = {
  /** What keys begin with: the id of the device, or `agent/<name>`. */
  readonly subject: string;
  readonly deviceId: string | null;
  readonly agent: string;
  /** When the evidence was taken; not after `now`. */
  readonly at: Date;
  readonly now: Date;
  readonly settings: AlertSettings;
  readonly newId: () => string;
};

/** Changes by a reading, to alerts of its device that are not resolved. Alerts about scans are not a reading's business. */
export function mergeReading(stored: readonly StoredAlert[], reading: Reading, context: MergeContext): AlertChange[] {
  const own = stored.filter((alert) => alert.source !== 'scan');
  if (reading.reachable) {
    const conditions = reading.conditions.filter((condition) => condition.source !== 'scan');
    return mergeConditions(own, conditions, (alert) => wasRead(reading, alert.source), context);
  }
  const told = reading.conditions.filter((condition) => condition.source === 'poll');
  const keys = new Set(told.map((condition) => `${context.subject}/${condition.key}`));
  const others = own.filter((alert) => !keys.has(alert.key));
  return [
    ...mergeConditions(
      own.filter((alert) => keys.has(alert.key)),
      told,
      () => false,
      context,
    ),
    ...freeze(others),
  ];
}

/** Alerts of which nothing is known any more: as they were, and marked so. */
export function freeze(stored: readonly StoredAlert[]): AlertChange[] {
  return stored.filter((alert) => !alert.stale).map((alert) => step('stale', { ...alert, stale: true }));
}

/** Changes by the whole list of conditions that are true. `ends` tells whether one that is not listed is really over. */
export function mergeConditions(
  stored: readonly StoredAlert[],
  conditions: readonly Condition[],
  ends: (alert: StoredAlert) => boolean,
  context: MergeContext,
): AlertChange[] {
  const seen = new Map<string, Condition>();
  for (const condition of conditions) {
    const key = `${context.subject}/${condition.key}`;
    if (!seen.has(key)) seen.set(key, condition);
  }
  const changes: AlertChange[] = [];
  for (const alert of stored) {
    const condition = seen.get(alert.key);
    seen.delete(alert.key);
    if (condition) changes.push(see(alert, condition, context));
    else if (ends(alert)) changes.push(...miss(alert, context));
  }
  for (const [key, condition] of seen) changes.push(begin(key, condition, context));
  return changes;
}

function begin(key: string, condition: Condition, context: MergeContext): AlertChange {
  const at = context.at.toISOString();
  const alert: StoredAlert = {
    id: context.newId(),
    key,
    seq: 0,
    state: 'pending',
    deviceId: context.deviceId,
    agent: context.agent,
    ...wordsOf(condition),
    startedAt: at,
    firedAt: null,
    lastSeenAt: at,
    goneAt: null,
    resolvedAt: null,
    acknowledged: null,
    stale: false,
    sightings: 1,
  };
  return ripen(alert, context.now, context.settings) ?? { step: 'appeared', alert };
}

function see(alert: StoredAlert, condition: Condition, context: MergeContext): AlertChange {
  // How sure the former words were says nothing of the new ones.
  const { confidence: _, ...known } = alert;
  const fresh: StoredAlert = {
    ...known,
    ...wordsOf(condition),
    lastSeenAt: context.at.toISOString(),
    goneAt: null,
    stale: false,
    sightings: alert.sightings + 1,
  };
  if (alert.state === 'pending') {
    return ripen(fresh, context.now, context.settings) ?? { step: 'seen', alert: fresh };
  }
  const firing: StoredAlert = { ...fresh, state: 'firing' };
  if (condition.severity !== alert.severity) {
    // Who acknowledged the small trouble does not know of the big one.
    const isWorse = rankOf(condition.severity) < rankOf(alert.severity);
    return step('severity-changed', isWorse ? { ...firing, acknowledged: null } : firing);
  }
  if (alert.state === 'recovering') return step('returned', firing);
  return alert.stale ? step('returned', firing) : { step: 'seen', alert: firing };
}

function miss(alert: StoredAlert, context: MergeContext): AlertChange[] {
  if (alert.state === 'pending') return [{ step: 'dropped', alert }];
  const gone: StoredAlert = {
    ...alert,
    state: 'recovering',
    goneAt: alert.goneAt ?? context.at.toISOString(),
    stale: false,
  };
  const over = ripen(gone, context.now, context.settings);
  if (over) return [over];
  return alert.state === 'firing' || alert.stale ? [step('gone', gone)] : [];
}

function wordsOf(condition: Condition) {
  const { key: _, ...words } = condition;
  return words;
}

/** Whether a reading looked where conditions of this source come from. */
function wasRead(reading: Reading, source: string): boolean {
  switch (source) {
    case 'alert-row':
      return reading.alertRows !== null;
    case 'console':
      return reading.console !== null;
    case 'error-bits':
      return reading.errorBits !== null;
    case 'supply':
      return reading.supplies !== null;
    case 'input':
      return reading.inputs !== null;
    case 'output':
      return reading.outputs !== null;
    case 'cover':
      return reading.covers !== null;
    default:
      return source !== 'scan';
  }
}
