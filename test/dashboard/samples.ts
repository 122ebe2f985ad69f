/** Readings, conditions, scan results and pushes to begin a test with; every part can be replaced. */
import type { Condition, ProbeReport, ProbeStage, ProbeStep, Push, Reading, ScanResult } from '../../contract/index.ts';
import { probeStages } from '../../contract/index.ts';
import type { StoredAlert } from '../../dashboard/alerting/stored-alert.ts';

export const t0 = new Date('2026-11-23T09:00:00.000Z');

/** `t0` and so many milliseconds. */
export function later(ms: number): Date {
  return new Date(t0.getTime() + ms);
}

export function sampleCondition(part: Partial<Condition> = {}): Condition {
  const kind = part.kind ?? 'paper-jam';
  return {
    kind,
    key: kind,
    entry: 'unknown',
    code: null,
    severity: 'critical',
    stops: ['print'],
    title: 'Paper jam',
    cause: 'A sheet stopped inside the device.',
    remedy: 'Pull the sheet out.',
    who: 'user',
    where: null,
    source: 'alert-row',
    evidence: '1.3.6.1.2.1.43.18.1.1.8.1.1 = Paper jam',
    ...part,
  };
}

export const unreachable = sampleCondition({
  kind: 'device-unreachable',
  key: 'device-unreachable',
  source: 'poll',
  title: 'Device does not answer',
});

export function sampleReading(part: Partial<Reading> = {}): Reading {
  return {
    schema: 'platen.reading/1',
    address: '127.1.0.7',
    port: 161,
    takenAt: t0.toISOString(),
    reachable: true,
    error: null,
    identity: {
      vendor: 'oki',
      model: 'C532',
      serial: 'AK1234',
      firmware: null,
      name: 'copier-2f',
      location: '2nd floor',
      contact: null,
      mac: null,
      sysObjectId: '1.3.6.1.4.1.2001.1.1.1.297.93.1.28.2.1',
      description: 'OKI C532',
    },
    status: 'ok',
    statusReasons: [],
    uptimeSeconds: 100,
    errorBits: [],
    supplies: [
      {
        id: '1.1',
        name: 'Black Toner',
        type: 'toner',
        class: 'consumed',
        color: 'black',
        partNumber: null,
        serial: null,
        unit: 'percent',
        level: { kind: 'measured', percent: 72, raw: 72, max: 100 },
      },
    ],
    inputs: [],
    outputs: [],
    covers: [],
    counters: {
      total: 6466,
      black: null,
      color: null,
      prints: null,
      copies: null,
      scans: null,
      scansToEmail: null,
      faxes: null,
    },
    consoleLights: null,
    console: ['Ready'],
    alertRows: [],
    conditions: [],
    warnings: [],
    timing: { ms: 14, requests: 5, bytes: 6120 },
    ...part,
  };
}

/** The device did not answer. */
export function silentReading(part: Partial<Reading> = {}): Reading {
  return sampleReading({
    reachable: false,
    error: { code: 'SNMP_TIMEOUT', message: 'no answer' },
    status: 'unreachable',
    errorBits: null,
    supplies: null,
    inputs: null,
    outputs: null,
    covers: null,
    console: null,
    alertRows: null,
    conditions: [unreachable],
    ...part,
  });
}

export function sampleScan(part: Partial<ScanResult> = {}): ScanResult {
  return {
    schema: 'platen.scan-result/1',
    at: t0.toISOString(),
    source: 'postfix',
    queueId: '3D770111AF50',
    messageId: '<1@copier>',
    client: { address: '127.1.0.7', name: null, login: null },
    device: '127.1.0.7:161',
    from: 'copier@example.com',
    to: 'anna@example.com',
    size: 2_357_498,
    hop: 'relay.example.com[192.0.2.1]:25',
    stage: 'rcpt',
    outcome: 'refused',
    reply: { code: 550, enhanced: '5.7.1', text: 'Relay access denied' },
    reason: 'relay-denied',
    side: 'device',
    entry: 'smtp-550-relay-denied',
    provider: null,
    severity: 'critical',
    retryable: false,
    title: 'The server does not relay mail for this device',
    cause: 'It is not on the list of those that may.',
    remedy: 'Add its address to the list.',
    who: 'admin',
    ...part,
  };
}

export function sentScan(part: Partial<ScanResult> = {}): ScanResult {
  return sampleScan({
    outcome: 'sent',
    stage: 'delivery',
    reply: { code: 250, enhanced: '2.0.0', text: 'Ok' },
    reason: null,
    side: null,
    severity: 'info',
    title: 'Sent',
    ...part,
  });
}

export function samplePush(part: Partial<Push> = {}): Push {
  return {
    contract: 1,
    agent: 'hq-1',
    boot: 'b1',
    seq: 1,
    sentAt: t0.toISOString(),
    readings: [],
    scanResults: [],
    probes: [],
    traps: [],
    ...part,
  };
}

export function sampleAlert(part: Partial<StoredAlert> = {}): StoredAlert {
  const { key, ...words } = sampleCondition();
  return {
    id: 'al_1',
    key: `dev_1/${key}`,
    seq: 1,
    state: 'firing',
    deviceId: 'dev_1',
    agent: 'hq-1',
    ...words,
    startedAt: t0.toISOString(),
    firedAt: t0.toISOString(),
    lastSeenAt: t0.toISOString(),
    goneAt: null,
    resolvedAt: null,
    acknowledged: null,
    stale: false,
    sightings: 1,
    ...part,
  };
}

/** A mail server that took the probe's whole conversation, but for the stages that `failed` names. */
export function sampleProbe(part: Partial<ProbeReport> = {}, failed: readonly ProbeStage[] = []): ProbeReport {
  return {
    schema: 'platen.probe/1',
    at: t0.toISOString(),
    target: 'smtp.office365.com:587',
    host: 'smtp.office365.com',
    port: 587,
    tlsMode: 'auto',
    address: '192.0.2.25',
    login: { user: 'scans@office.example', method: 'LOGIN' },
    from: 'scans@office.example',
    to: ['anna@office.example'],
    everySeconds: 900,
    ok: failed.length === 0,
    steps: probeStages.map((stage) => sampleStep(stage, failed.includes(stage))),
    server: {
      name: 'AM0PR05CA0001.outlook.office365.com',
      size: 157_286_400,
      authMethods: ['LOGIN', 'XOAUTH2'],
      startTls: true,
      extensions: ['SIZE', 'STARTTLS', 'AUTH'],
    },
    tls: {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      certificate: {
        subject: 'outlook.com',
        issuer: 'DigiCert Cloud Services CA-1',
        validFrom: '2026-03-01T00:00:00.000Z',
        validTo: '2027-03-01T00:00:00.000Z',
        daysLeft: 97,
        nameMatches: true,
        chainTrusted: true,
      },
    },
    warnings: [],
    ...part,
  };
}

function sampleStep(stage: ProbeStage, hasFailed: boolean): ProbeStep {
  const step = { stage, ms: 12, note: '', to: stage === 'rcpt' ? 'anna@office.example' : null };
  if (!hasFailed) return { ...step, outcome: 'passed', reply: null, fault: null };
  const { reason, side, entry, provider, retryable, severity, title, cause, remedy, who } = sampleScan();
  const fault = {
    reason: reason ?? 'unknown',
    side: side ?? 'server',
    entry,
    provider,
    retryable,
    severity,
    title,
    cause,
    remedy,
    who,
  };
  return { ...step, outcome: 'failed', reply: { code: 550, enhanced: '5.7.1', text: 'Relay access denied' }, fault };
}
