/** Readings, scan results and a log that keeps what it is told, for the agent's tests. */

import type { Log } from '../../agent/log.ts';
import type { Reading, ScanResult } from '../../contract/index.ts';

export function reading(address: string, change: Partial<Reading> = {}): Reading {
  return {
    schema: 'platen.reading/1',
    address,
    port: 161,
    takenAt: '2026-11-23T09:12:04.512Z',
    reachable: true,
    error: null,
    identity: {
      vendor: 'oki',
      model: 'C844',
      serial: null,
      firmware: null,
      name: null,
      location: null,
      contact: null,
      mac: null,
      sysObjectId: null,
      description: null,
    },
    status: 'ok',
    statusReasons: [],
    uptimeSeconds: null,
    errorBits: [],
    supplies: [],
    inputs: [],
    outputs: [],
    covers: [],
    counters: {
      total: 1,
      black: null,
      color: null,
      prints: null,
      copies: null,
      scans: null,
      scansToEmail: null,
      faxes: null,
    },
    consoleLights: null,
    console: [],
    alertRows: [],
    conditions: [],
    warnings: [],
    timing: { ms: 1, requests: 1, bytes: 1 },
    ...change,
  };
}

export function silence(address: string, change: Partial<Reading> = {}): Reading {
  return reading(address, {
    reachable: false,
    status: 'unreachable',
    error: { code: 'SNMP_TIMEOUT', message: 'no answer' },
    errorBits: null,
    ...change,
  });
}

export function scanResult(to: string, change: Partial<ScanResult> = {}): ScanResult {
  return {
    schema: 'platen.scan-result/1',
    at: '2026-11-23T09:12:04Z',
    source: 'postfix',
    queueId: null,
    messageId: null,
    client: { address: null, name: null, login: null },
    device: null,
    from: null,
    to,
    size: null,
    hop: null,
    stage: 'delivery',
    outcome: 'sent',
    reply: null,
    reason: null,
    side: null,
    entry: null,
    provider: null,
    severity: 'info',
    retryable: false,
    title: 'Sent',
    cause: '',
    remedy: '',
    who: 'user',
    ...change,
  };
}

export type KeptLog = Log & { readonly lines: { level: string; facts: Record<string, unknown>; sentence: string }[] };

export function keptLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const at = (level: string) => (facts: object, sentence: string) =>
    void lines.push({ level, facts: facts as Record<string, unknown>, sentence });
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}

/** Waits until it is so. Fails by the test's own time limit, or after `limitMs` with what was waited for. */
export async function until(what: string, isSo: () => boolean, limitMs = 15_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
