/** One trouble, one alert: what is told on two ways is kept where more is known of it. */
import type { Condition } from '../../../contract/index.ts';
import { isOpen, type StoredAlert } from '../stored-alert.ts';

/** What devices themselves say of a scan that went wrong; the mail system knows it better. */
const toldByDevice: ReadonlySet<string> = new Set(['scan-failed', 'scan-server', 'scan-login', 'scan-address']);
const toldByMail: ReadonlySet<string> = new Set(['scan-refused', 'scan-deferred', 'scan-undelivered']);

/** A reading's conditions without those that alerts of the mail system, among `alive`, tell already. */
export function withoutToldByMail(conditions: readonly Condition[], alive: readonly StoredAlert[]): Condition[] {
  if (!alive.some(({ kind }) => toldByMail.has(kind))) return [...conditions];
  return conditions.filter((condition) => !toldByDevice.has(condition.kind) || isAlive(condition, alive));
}

/** Without those whose keys are covered by another alert. */
export function withoutCovered(
  conditions: readonly Condition[],
  covered: ReadonlySet<string>,
  alive: readonly StoredAlert[],
): Condition[] {
  return conditions.filter((condition) => !covered.has(condition.key) || isAlive(condition, alive));
}

/** An alert that people know of does not end because another one says the same: that would be a lie. */
function isAlive({ key }: Condition, alive: readonly StoredAlert[]): boolean {
  return alive.some((alert) => isOpen(alert) && alert.key === `${alert.deviceId}/${key}`);
}
