/** The row of the fleet that a reading makes. Pure. */
import type { DeviceRow, Reading, ScanResult } from '../contract/index.ts';
import { isOpen, type StoredAlert } from './alerting/stored-alert.ts';

type Told = {
  readonly id: string;
  readonly agent: string;
  /** The newest reading: how the device is. */
  readonly reading: Reading;
  /** The newest one while it answered, else the newest: what the device is. */
  readonly shown: Reading;
  readonly previous: DeviceRow | null;
  readonly heardAt: string;
};

/** The row without its alerts, which `withAlerts` counts. */
export function rowOf({ id, agent, reading, shown, previous, heardAt }: Told): DeviceRow {
  const { identity } = shown;
  return {
    id,
    name: identity.name || modelName(shown) || reading.address,
    vendor: identity.vendor,
    model: identity.model,
    serial: identity.serial,
    address: reading.address,
    port: reading.port,
    location: identity.location,
    agent,
    status: reading.status,
    statusReasons: reading.statusReasons,
    console: reading.console ?? [],
    heardAt,
    reachedAt: reading.reachable ? reading.takenAt : (previous?.reachedAt ?? null),
    alerts: previous?.alerts ?? { critical: 0, warning: 0, info: 0 },
    supplies: (shown.supplies ?? previous?.supplies ?? []).map((supply) => ({
      id: supply.id,
      name: supply.name,
      type: supply.type,
      class: supply.class,
      color: supply.color,
      level: supply.level,
      ...(supply.limit && { limit: supply.limit }),
    })),
    trapAt: previous?.trapAt ?? null,
    scans: previous?.scans ?? { lastSentAt: null, lastFailedAt: null },
  };
}

/** Counts the open alerts among `alerts`, all of this device that are not resolved. */
export function withAlerts(row: DeviceRow, alerts: readonly StoredAlert[]): DeviceRow {
  const counts = { critical: 0, warning: 0, info: 0 };
  for (const alert of alerts) if (isOpen(alert)) counts[alert.severity]++;
  return { ...row, alerts: counts };
}

/** Notes when a scan of it last went well or wrong. */
export function withScan(row: DeviceRow, { at, outcome }: ScanResult): DeviceRow {
  const { lastSentAt, lastFailedAt } = row.scans;
  if (outcome === 'sent') return { ...row, scans: { lastSentAt: later(lastSentAt, at), lastFailedAt } };
  if (outcome === 'deferred') return row;
  return { ...row, scans: { lastSentAt, lastFailedAt: later(lastFailedAt, at) } };
}

/** Whether something moved that a page shows; when it was last heard moves with every push and is no news. */
export function isNews(before: DeviceRow | null, after: DeviceRow): boolean {
  const still = { heardAt: '', reachedAt: null };
  return JSON.stringify({ ...before, ...still }) !== JSON.stringify({ ...after, ...still });
}

function later(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}

function modelName({ identity: { vendor, model } }: Reading): string | null {
  if (!model) return null;
  return vendor === 'unknown' ? model : `${vendor} ${model}`;
}
