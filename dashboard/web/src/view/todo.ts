/** Open alerts as a list of things to do. */
import type { Alert } from '../../../../contract/index.ts';
import { isOpen, rankSeverity } from './status.ts';

export type Todo = {
  /** What somebody has to do, worst first. */
  readonly needs: readonly Alert[];
  /** What nothing is heard of: devices and agents. */
  readonly unheard: readonly Alert[];
  /** What can wait. */
  readonly later: readonly Alert[];
  /** What somebody said they look after. */
  readonly taken: readonly Alert[];
};

const silentKinds: ReadonlySet<string> = new Set(['device-unreachable', 'agent-silent']);

/** Sorts alerts into the four lists; those that are pending or resolved are in none. */
export function sortTodo(alerts: Iterable<Alert>): Todo {
  const todo = { needs: [] as Alert[], unheard: [] as Alert[], later: [] as Alert[], taken: [] as Alert[] };
  for (const alert of alerts) if (isOpen(alert.state)) todo[placeOf(alert)].push(alert);
  for (const list of Object.values(todo)) list.sort(compareUrgency);
  return todo;
}

/** Which of the lists an open alert is in. */
export function placeOf(alert: Alert): keyof Todo {
  if (alert.acknowledged) return 'taken';
  if (silentKinds.has(alert.kind)) return 'unheard';
  return alert.severity === 'info' ? 'later' : 'needs';
}

/**
 * Worst first: by severity, then what stops more, then what is certain before what is stale or seems over, then what has
 * waited longest.
 */
export function compareUrgency(a: Alert, b: Alert): number {
  return (
    rankSeverity(a.severity) - rankSeverity(b.severity) ||
    b.stops.length - a.stops.length ||
    Number(a.stale) - Number(b.stale) ||
    Number(a.state === 'recovering') - Number(b.state === 'recovering') ||
    a.startedAt.localeCompare(b.startedAt) ||
    a.id.localeCompare(b.id)
  );
}
