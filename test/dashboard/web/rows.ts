/** Rows as the dashboard would send them, for the tests of the page. */
import type { Alert, DeviceRow, ScanRow } from '../../../contract/index.ts';

export const noon = Date.parse('2026-11-23T12:00:00Z');
/** A moment `seconds` before noon, as the dashboard writes it. */
export const ago = (seconds: number): string => new Date(noon - seconds * 1000).toISOString();

export function deviceRow(change: Partial<DeviceRow> = {}): DeviceRow {
  return {
    id: 'kitchen',
    name: 'Kitchen copier',
    vendor: 'xerox',
    model: 'AltaLink C8045',
    serial: '3721098765',
    address: '10.0.4.21',
    port: 161,
    location: '2nd floor',
    agent: 'hq-1',
    status: 'ok',
    statusReasons: [],
    console: ['Ready'],
    heardAt: ago(10),
    reachedAt: ago(10),
    trapAt: null,
    alerts: { critical: 0, warning: 0, info: 0 },
    supplies: [],
    scans: { lastSentAt: null, lastFailedAt: null },
    ...change,
  };
}

export function alertRow(change: Partial<Alert> = {}): Alert {
  return {
    id: 'al_1',
    key: 'kitchen/paper-jam',
    seq: 1,
    state: 'firing',
    deviceId: 'kitchen',
    agent: 'hq-1',
    kind: 'paper-jam',
    entry: 'unknown',
    code: null,
    severity: 'critical',
    stops: ['print'],
    title: 'Paper jam',
    cause: 'A sheet stopped.',
    remedy: 'Pull it out.',
    who: 'user',
    where: null,
    source: 'alert-row',
    evidence: 'jam',
    startedAt: ago(60),
    firedAt: ago(50),
    lastSeenAt: ago(5),
    goneAt: null,
    resolvedAt: null,
    acknowledged: null,
    stale: false,
    ...change,
  };
}

export function scanRow(change: Partial<ScanRow> = {}): ScanRow {
  return {
    schema: 'platen.scan-result/1',
    at: ago(100),
    source: 'postfix',
    queueId: '3D770111AF50',
    messageId: null,
    client: { address: '10.0.4.21', name: null, login: null },
    device: null,
    from: 'copier@example.com',
    to: 'anna@example.com',
    size: 1000,
    hop: null,
    stage: 'rcpt',
    outcome: 'refused',
    reply: { code: 550, enhanced: '5.7.1', text: 'Relay access denied' },
    reason: 'relay-denied',
    side: 'device',
    entry: null,
    provider: null,
    severity: 'critical',
    retryable: false,
    title: 'The server does not relay mail for this device',
    cause: 'No login.',
    remedy: 'Set one.',
    who: 'admin',
    id: 'sc_1',
    deviceId: 'kitchen',
    deviceName: 'Kitchen copier',
    ...change,
  };
}
