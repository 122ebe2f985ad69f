/** How patient alerts are. Durations in milliseconds, per kind of condition; `default` where a kind is not named. */

const second = 1000;
const minute = 60 * second;

export type AlertSettings = {
  /** How long a condition lasts before it is told. */
  readonly wait: Readonly<Record<string, number>>;
  /** How long it stays gone before its end is told. */
  readonly recover: Readonly<Record<string, number>>;
  /** Polls without an answer before a device counts as unreachable. */
  readonly misses: number;
  /** How long an agent may say nothing. */
  readonly agentSilent: number;
};

export const defaultWait: Readonly<Record<string, number>> = {
  default: minute,
  'device-unreachable': 5 * minute,
  'garbled-answers': 5 * minute,
  offline: 10 * minute,
  'paper-jam': 2 * minute,
  'original-jam': 2 * minute,
  'cover-open': 2 * minute,
  'tray-low': 30 * minute,
  'tray-empty': 10 * minute,
  'tray-missing': 10 * minute,
  'media-needed': 10 * minute,
  'output-almost-full': 30 * minute,
  'output-full': 5 * minute,
  'output-missing': 10 * minute,
  'toner-low': 30 * minute,
  'toner-empty': 5 * minute,
  'ink-low': 30 * minute,
  'ink-empty': 5 * minute,
  'drum-low': 30 * minute,
  'fuser-low': 30 * minute,
  'belt-low': 30 * minute,
  'supply-low': 30 * minute,
  'supply-empty': 5 * minute,
  'waste-almost-full': 30 * minute,
  'waste-full': 5 * minute,
  'maintenance-due': 30 * minute,
  'job-canceled': 0,
  'scan-failed': 0,
  'scan-lock': 0,
  'scan-refused': 0,
  'scan-deferred': 15 * minute,
  'scan-undelivered': 15 * minute,
  'scans-quiet': 0,
  'scans-astray': 30 * minute,
  'relay-refuses': 0,
  'probe-failed': 0,
  'probe-deferred': 15 * minute,
};

export const defaultRecover: Readonly<Record<string, number>> = {
  default: minute,
  'device-unreachable': 2 * minute,
  'toner-low': 10 * minute,
  'ink-low': 10 * minute,
  'supply-low': 10 * minute,
  'tray-low': 5 * minute,
  'scan-refused': 0,
  'scan-deferred': 0,
  'scan-undelivered': 0,
  'scans-quiet': 0,
  'scans-astray': 0,
  'relay-refuses': 0,
  'scan-failed': 0,
};

export const alertSettings: AlertSettings = {
  wait: defaultWait,
  recover: defaultRecover,
  misses: 3,
  agentSilent: 5 * minute,
};

/** An agent's silence has its own patience, `agentSilent`, and a push ends it beyond doubt. */
const withoutPatience = 'agent-silent';

/** How long a condition of `kind` lasts before it is told, in milliseconds. */
export function waitOf(kind: string, settings: AlertSettings): number {
  if (kind === withoutPatience) return 0;
  return settings.wait[kind] ?? settings.wait.default ?? 0;
}

/** How long a condition of `kind` stays gone before its end is told, in milliseconds. */
export function recoverOf(kind: string, settings: AlertSettings): number {
  if (kind === withoutPatience) return 0;
  return settings.recover[kind] ?? settings.recover.default ?? 0;
}
