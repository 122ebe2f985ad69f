/** The fleet: which devices are shown, and in which order. */
import type { DeviceRow, DeviceStatus } from '../../../../contract/index.ts';
import { rankStatus } from './status.ts';
import { fold } from './text.ts';

/** What the chips above the fleet choose between; `working` is everything that does its job. */
export const fleetFilters = ['all', 'stopped', 'attention', 'unreachable', 'working', 'unknown'] as const;
export type FleetFilter = (typeof fleetFilters)[number];

const filterOf: Readonly<Record<DeviceStatus, FleetFilter>> = {
  ok: 'working',
  busy: 'working',
  asleep: 'working',
  attention: 'attention',
  stopped: 'stopped',
  unreachable: 'unreachable',
  unknown: 'unknown',
};

/** Reads a filter out of an address; anything else means all. */
export const readFilter = (text: string | undefined): FleetFilter => fleetFilters.find((f) => f === text) ?? 'all';

/** How many devices each filter shows. */
export function countFilters(devices: Iterable<DeviceRow>): Record<FleetFilter, number> {
  const counts = { all: 0, stopped: 0, attention: 0, unreachable: 0, working: 0, unknown: 0 };
  for (const device of devices) {
    counts.all++;
    counts[filterOf[device.status]]++;
  }
  return counts;
}

// A row never changes, a newer one takes its place: its search text can be kept with it.
const haystacks = new WeakMap<DeviceRow, string>();

function haystackOf(device: DeviceRow): string {
  let text = haystacks.get(device);
  if (text === undefined) {
    const { name, vendor, model, serial, address, port, location, agent, status } = device;
    const facts = [name, vendor, model, serial, `${address}:${port}`, location, agent, status];
    text = fold([...facts, ...device.console].map((fact) => (fact ?? '').slice(0, 500)).join('\n'));
    haystacks.set(device, text);
  }
  return text;
}

/** Devices that fit the filter and hold every word of the query somewhere; worst first, then by name. */
export function selectFleet(devices: Iterable<DeviceRow>, filter: FleetFilter, query: string): DeviceRow[] {
  const words = fold(query).split(' ').filter(Boolean);
  return [...devices]
    .filter((d) => filter === 'all' || filterOf[d.status] === filter)
    .filter((d) => words.every((word) => haystackOf(d).includes(word)))
    .sort(compareDevices);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function compareDevices(a: DeviceRow, b: DeviceRow): number {
  return (
    rankStatus(a.status) - rankStatus(b.status) || collator.compare(a.name, b.name) || collator.compare(a.id, b.id)
  );
}
