/**
 * The tables, as Kysely sees them. Times are ISO 8601 in UTC, so that text order is time order; booleans are 0 and 1;
 * `body`, `row` and `data` are JSON. Only types that SQLite and PostgreSQL share.
 */
import type { Generated } from 'kysely';
import type { AlertState, DeviceStatus, EventType, FormatName, Outcome, Severity } from '../../contract/index.ts';

export type Flag = 0 | 1;

export type Tables = {
  agents: { name: string; boot: string; seq: number; heard_at: string; silent: Flag };
  /** Every (agent, boot, seq) that was taken: a repeat is answered and not stored. */
  pushes: { agent: string; boot: string; seq: number; at: string };
  devices: {
    id: string;
    agent: string;
    address: string;
    port: number;
    vendor: string;
    serial: string | null;
    mac: string | null;
    /** Lower case: the order of the list. */
    sort_name: string;
    status: DeviceStatus;
    /** Lower case: everything that the search box looks at. */
    search: string;
    taken_at: string;
    heard_at: string;
    reached_at: string | null;
    row: string;
  };
  /** The newest reading that was taken while the device answered, else the newest of all. */
  readings: { device_id: string; body: string };
  /** What of a device moved, and when: status, levels, counters. */
  changes: { id: Generated<number>; device_id: string; at: string; body: string };
  /** `fill` is the per cent that remains, 101 where it is not known: the emptiest come first. */
  supplies: { device_id: string; supply_id: string; fill: number; body: string };
  alerts: {
    id: string;
    key: string;
    device_id: string | null;
    agent: string;
    state: AlertState;
    /** 0 critical, 1 warning, 2 info. */
    rank: number;
    acknowledged: Flag;
    sightings: number;
    /** When time alone changes its state; `null` where only evidence does. */
    due_at: string | null;
    resolved_at: string | null;
    body: string;
  };
  /** Who was told that an alert fired, and is owed its end. */
  told: { alert_id: string; subscription_id: string };
  scans: {
    id: Generated<number>;
    /** What makes it this result and no other: a repeat is dropped. */
    identity: string;
    /** Which scan to whom: the same for every change of its outcome. */
    scan: string;
    device_id: string | null;
    outcome: Outcome;
    at: string;
    body: string;
  };
  /** Last words about scans per device and day of UTC. */
  scan_days: { device_id: string; day: string; sent: number; failed: number };
  scan_counters: { device_id: string; value: number; at: string; moved_after: string | null };
  /** What nobody knows yet. `key` is the same for what counts as the same thing. */
  unknowns: {
    id: string;
    key: string;
    kind: 'device' | 'smtp';
    first_at: string;
    last_at: string;
    episodes: number;
    body: string;
  };
  unknown_devices: { unknown_id: string; device_id: string; last_at: string };
  subscriptions: {
    id: string;
    name: string;
    url: string;
    format: FormatName;
    template: string | null;
    events: string;
    min_severity: Severity;
    enabled: Flag;
    disabled_reason: string | null;
    origin: 'config' | 'api';
    /** Sealed (see `delivery/vault.ts`); `null` for those of the configuration: their secrets stay in its files. */
    secret: string | null;
    /** The one before the last rotation, sealed, and until when it signs too. */
    old_secret: string | null;
    old_secret_until: string | null;
    created_at: string;
    /** Attempts that failed since the last one that did not, when the first of them began, and when the next may. */
    failures: Generated<number>;
    failing_since: string | null;
    probe_at: string | null;
  };
  /** The outbox. `body` is what is signed and sent, byte for byte. */
  deliveries: {
    n: Generated<number>;
    /** The `webhook-id`. */
    id: string;
    subscription_id: string;
    type: EventType;
    alert_id: string | null;
    /** Deliveries of one subscription with the same key go out one after the other. */
    order_key: string;
    state: 'due' | 'delivered' | 'superseded' | 'dead';
    /** What `body` was written in. */
    format: FormatName;
    body: string;
    /** Attempts since it was last made due. */
    tries: number;
    next_at: string | null;
    lease_until: string | null;
    created_at: string;
    delivered_at: string | null;
  };
  attempts: {
    delivery_id: string;
    number: number;
    started_at: string;
    ms: number;
    status: number | null;
    outcome: string;
    message: string | null;
    /** The first 2 kB of what the receiver answered. */
    answer: string | null;
  };
  /** `id` is the hash of what the cookie holds. */
  sessions: { id: string; user: string; created_at: string; expires_at: string };
  /** The newest report of each (agent, target). */
  probes: { agent: string; target: string; at: string; heard_at: string; body: string };
  /** What devices told by themselves; the newest of each are kept. */
  traps: { id: Generated<number>; device_id: string; at: string; body: string };
  stream: { id: Generated<number>; type: string; data: string; at: string };
};
