/** The one sentence that the page begins with. */
import type { Alert, DeviceRow } from '../../../../contract/index.ts';
import { isOpen } from './status.ts';
import { placeOf, type Todo } from './todo.ts';

/** What is known of a device, in a word. */
export type Standing = 'needs' | 'unheard' | 'taken' | 'unclear' | 'fine';

export type Tally = {
  readonly devices: number;
  /** Things to do; a device may bring several. */
  readonly things: number;
  readonly unheard: number;
  readonly taken: number;
  readonly unclear: number;
  readonly fine: number;
};

/**
 * Counts what the sentence says. Devices whose agent is silent are not heard from, whatever they last said: an old green
 * is not a green.
 */
export function tally(devices: Iterable<DeviceRow>, alerts: Iterable<Alert>, silentAgents: ReadonlySet<string>): Tally {
  const counts = { devices: 0, things: 0, unheard: 0, taken: 0, unclear: 0, fine: 0 };
  const byDevice = new Map<string, Set<keyof Todo>>();
  for (const alert of alerts) {
    if (!isOpen(alert.state)) continue;
    const place = placeOf(alert);
    if (place === 'needs') counts.things++;
    if (alert.deviceId === null) continue;
    const places = byDevice.get(alert.deviceId) ?? new Set<keyof Todo>();
    byDevice.set(alert.deviceId, places.add(place));
  }
  for (const device of devices) {
    counts.devices++;
    const standing = standingOf(device, byDevice.get(device.id), silentAgents);
    if (standing !== 'needs') counts[standing]++;
  }
  return counts;
}

function standingOf(
  device: DeviceRow,
  places: ReadonlySet<keyof Todo> = new Set(),
  silentAgents: ReadonlySet<string>,
): Standing {
  if (device.status === 'unreachable' || silentAgents.has(device.agent)) return 'unheard';
  if (places.has('needs')) return 'needs';
  if (places.has('taken')) return 'taken';
  // Not green and no alert says why (yet): neither fine nor a thing to do.
  if (device.status === 'stopped' || device.status === 'unknown') return 'unclear';
  return device.status === 'attention' && places.size === 0 ? 'unclear' : 'fine';
}
