/**
 * Who is told what. Two promises hold per subscription, whatever its filter: who was told that an alert fired is told of
 * its end (where it wants to hear of ends at all), and nobody is told of an end who was not told of the beginning.
 */
import type { EventType, Subscription } from '../../contract/index.ts';
import { type AlertChange, rankOf, type StoredAlert } from './stored-alert.ts';

/** One message for one subscription. */
export type Notice = { readonly subscriptionId: string; readonly type: EventType };

/** The message that a change is worth, or `null`. */
export function eventOf({ step, alert }: AlertChange): EventType | null {
  const isAgent = alert.kind === 'agent-silent';
  switch (step) {
    case 'fired':
      return isAgent ? 'agent.silent' : 'alert.fired';
    case 'resolved':
      return isAgent ? 'agent.recovered' : 'alert.resolved';
    case 'severity-changed':
      return 'alert.severity_changed';
    case 'acknowledged':
      return 'alert.acknowledged';
    case 'unacknowledged':
      return 'alert.unacknowledged';
    default:
      return null;
  }
}

/** True for a message that is the first of an alert for its receiver. */
export function isBeginning(type: EventType): boolean {
  return type === 'alert.fired' || type === 'agent.silent';
}

/** The messages of a change. `told`: ids of the subscriptions that were told of the beginning. */
export function route(
  change: AlertChange,
  subscriptions: readonly Subscription[],
  told: ReadonlySet<string>,
): Notice[] {
  const event = eventOf(change);
  if (event === null) return [];
  return subscriptions
    .filter((subscription) => subscription.enabled)
    .flatMap((subscription) => {
      const type = told.has(subscription.id) ? event : beginningFor(event, change.alert, subscription);
      if (type === null || !subscription.events.includes(type)) return [];
      return [{ subscriptionId: subscription.id, type }];
    });
}

/** What somebody hears who was not told yet: the beginning, also where a change only now makes the alert grave enough. */
function beginningFor(event: EventType, alert: StoredAlert, { minSeverity }: Subscription): EventType | null {
  if (rankOf(alert.severity) > rankOf(minSeverity)) return null;
  if (event === 'alert.severity_changed') return 'alert.fired';
  return isBeginning(event) ? event : null;
}
