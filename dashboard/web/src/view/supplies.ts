/** Supplies: what runs out, in which colour, and which few of them stand for a device. */
import type { Alert, DeviceRow, Level, Limit } from '../../../../contract/index.ts';
import { isOpen } from './status.ts';
import { fold } from './text.ts';

type RowSupply = DeviceRow['supplies'][number];

export const inks = ['black', 'cyan', 'magenta', 'yellow', 'other'] as const;
export type Ink = (typeof inks)[number];

/** What remains is worth a thought at or below `low` percent, and a replacement at or below `veryLow`. */
const usualLimit: Limit = { low: 20, veryLow: 5 };

/** How a level is drawn and spoken of. */
export type Fill = 'plenty' | 'low' | 'empty' | 'some' | 'unknown' | 'unlimited';

export function fillOf(level: Level, { low, veryLow }: Limit = usualLimit): Fill {
  if (level.kind !== 'measured') return level.kind;
  if (level.percent <= veryLow) return 'empty';
  return level.percent <= low ? 'low' : 'plenty';
}

/** The ink of a supply, by its colour and, where the device tells none, by its name. */
export function inkOf(supply: Pick<RowSupply, 'color' | 'name'>): Ink {
  const text = `${supply.color ?? ''} ${supply.color ? '' : supply.name}`.toLowerCase();
  return inks.find((ink) => text.includes(ink)) ?? 'other';
}

const colorants: ReadonlySet<string> = new Set([
  'toner',
  'tonerCartridge',
  'ink',
  'inkCartridge',
  'inkRibbon',
  'solidWax',
]);

/** Up to `max` supplies that stand for the device: its toners or inks from black to yellow, else what it has. */
export function leadingSupplies(supplies: readonly RowSupply[], max = 4): RowSupply[] {
  const colored = supplies.filter((s) => colorants.has(s.type));
  const chosen = colored.length > 0 ? colored : supplies;
  return [...chosen].sort((a, b) => inks.indexOf(inkOf(a)) - inks.indexOf(inkOf(b))).slice(0, max);
}

export type LowSupply = {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly location: string | null;
  readonly name: string;
  readonly ink: Ink;
  readonly level: Level;
  readonly limit?: Limit | undefined;
  /** It fills up instead of running out: the percent is the space left. */
  readonly isReceptacle: boolean;
  /** The device says it is low, though its level does not. */
  readonly isTold: boolean;
};

const lowKinds = /^(toner|ink|drum|fuser|belt|supply|waste|staples)-(low|empty|almost-full|full)$/;

/**
 * What is about to run out, emptiest first: measured levels at or below their limit, and what a device calls low without
 * measuring it (an alert about a supply that is not in the list by its level).
 */
export function lowSupplies(devices: Iterable<DeviceRow>, alerts: Iterable<Alert>): LowSupply[] {
  const found: LowSupply[] = [];
  const byId = new Map<string, DeviceRow>();
  for (const device of devices) {
    byId.set(device.id, device);
    for (const supply of device.supplies) {
      const fill = fillOf(supply.level, supply.limit);
      if (fill === 'low' || fill === 'empty') found.push(lowOf(device, supply, false));
    }
  }
  const measured = new Set(found.map((s) => `${s.deviceId}\n${s.name}`));
  for (const alert of alerts) {
    const device = alert.deviceId === null ? undefined : byId.get(alert.deviceId);
    if (!device || !isOpen(alert.state) || !lowKinds.test(alert.kind)) continue;
    const key = `${device.id}\n${alert.where ?? alert.title}`;
    if (measured.has(key)) continue;
    measured.add(key);
    const supply = device.supplies.find((s) => s.name === alert.where);
    found.push(lowOf(device, supply ?? namelessSupply(alert), true));
  }
  return found.sort((a, b) => percentOf(a.level) - percentOf(b.level) || a.deviceName.localeCompare(b.deviceName));
}

function lowOf(device: DeviceRow, supply: RowSupply, isTold: boolean): LowSupply {
  const { id: deviceId, name: deviceName, location } = device;
  const { name, level, limit } = supply;
  const isReceptacle = supply.class === 'filled';
  return { deviceId, deviceName, location, name, ink: inkOf(supply), level, limit, isReceptacle, isTold };
}

const namelessSupply = (alert: Alert): RowSupply => ({
  id: '',
  name: alert.where ?? alert.title,
  type: 'other',
  class: 'other',
  color: null,
  level: { kind: 'unknown' },
});

/** Told-only ones come after the measured empty ones and before the rest. */
const percentOf = (level: Level): number => (level.kind === 'measured' ? level.percent : usualLimit.veryLow + 0.5);

type FleetSupply = RowSupply & { readonly deviceName: string; readonly partNumber: string | null };

/** Supplies that hold every word of the query; emptiest first, what is not measured at the end. */
export function selectSupplies<T extends FleetSupply>(supplies: readonly T[], query: string): T[] {
  const words = fold(query).split(' ').filter(Boolean);
  const fits = ({ name, deviceName, partNumber, color }: T): boolean => {
    const text = fold([name, deviceName, partNumber, color].map((fact) => (fact ?? '').slice(0, 200)).join('\n'));
    return words.every((word) => text.includes(word));
  };
  const rank = ({ level }: T): number => (level.kind === 'measured' ? level.percent : 101);
  return supplies
    .filter(fits)
    .sort((a, b) => rank(a) - rank(b) || a.deviceName.localeCompare(b.deviceName) || a.name.localeCompare(b.name));
}
