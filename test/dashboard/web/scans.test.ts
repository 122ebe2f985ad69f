import { describe, expect, test } from 'vitest';
import { fitsScanFilter, readScanFilter, scanHealth, scanRate } from '../../../dashboard/web/src/view/scans.ts';
import { scanRow } from './rows.ts';

const counts = { sent: 0, deferred: 0, failed: 0, topReason: null, topTitle: null };

describe('the health of scan-to-email', () => {
  test('is unknown, not fine, where no scan was seen', () => {
    expect(scanHealth(counts, []).mood).toBe('none');
    expect(scanHealth({ ...counts, sent: 3 }, []).mood).toBe('fine');
    expect(scanHealth({ ...counts, sent: 3, deferred: 1 }, []).mood).toBe('waiting');
    expect(scanHealth({ ...counts, sent: 3, deferred: 1, failed: 1 }, []).mood).toBe('failing');
  });

  test('shows the newest scan that failed for the commonest reason', () => {
    const scans = [
      scanRow({ id: 'other', reason: 'tls' }),
      scanRow({ id: 'late', outcome: 'deferred', reason: 'relay-denied' }),
      scanRow({ id: 'failed' }),
    ];
    const health = scanHealth({ ...counts, failed: 2, topReason: 'relay-denied', topTitle: 'No relay' }, scans);
    expect(health.example?.id).toBe('failed');
    expect(scanHealth({ ...counts, failed: 1, topReason: 'dns-routing', topTitle: 'No way' }, scans).example).toBe(
      null,
    );
  });

  test('never takes a scan without a reason for an example of no reason', () => {
    expect(scanHealth({ ...counts, failed: 1 }, [scanRow({ reason: null })]).example).toBe(null);
  });
});

describe('scans are filtered', () => {
  test('by outcome, where every way to fail is a failure', () => {
    const all = (['sent', 'deferred', 'refused', 'bounced', 'expired', 'lost'] as const).map((outcome) =>
      scanRow({ id: outcome, outcome }),
    );
    const shown = (filter: string): string[] =>
      all.filter((scan) => fitsScanFilter(scan, readScanFilter(filter))).map((scan) => scan.id);
    expect(shown('failed')).toEqual(['refused', 'bounced', 'expired', 'lost']);
    expect(shown('deferred')).toEqual(['deferred']);
    expect(shown('nonsense')).toHaveLength(6);
  });
});

test('the share of scans that arrived is unknown without any, and 100 % only where all did', () => {
  const day = '2026-11-23';
  expect(scanRate([])).toBe(null);
  expect(scanRate([{ day, sent: 0, failed: 0 }])).toBe(null);
  expect(scanRate([{ day, sent: 3, failed: 0 }])).toEqual({ sent: 3, all: 3, percent: 100 });
  expect(
    scanRate([
      { day, sent: 998, failed: 1 },
      { day, sent: 1, failed: 0 },
    ]),
  ).toMatchObject({ percent: 99 });
});
