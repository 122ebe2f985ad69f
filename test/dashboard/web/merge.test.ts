import { describe, expect, test } from 'vitest';
import {
  isNewerAlert,
  isNewerDevice,
  mergeList,
  mergeOne,
  mergeScans,
  pruneAlerts,
} from '../../../dashboard/web/src/view/merge.ts';
import { ago, alertRow, deviceRow, scanRow } from './rows.ts';

const none: ReadonlySet<string> = new Set();
const mapOf = <T extends { id: string }>(...rows: T[]): ReadonlyMap<string, T> => new Map(rows.map((r) => [r.id, r]));

describe('one fact', () => {
  test('takes the place of an older one, and an older one changes nothing', () => {
    const known = mapOf(alertRow({ seq: 3 }));
    const newer = alertRow({ seq: 4, state: 'resolved' });
    expect(mergeOne(known, newer, isNewerAlert).get('al_1')).toBe(newer);
    expect(mergeOne(known, alertRow({ seq: 2 }), isNewerAlert)).toBe(known);
  });

  test('compares moments, not their spelling', () => {
    const known = deviceRow({ heardAt: '2026-11-23T12:00:00.000Z' });
    expect(isNewerDevice(deviceRow({ heardAt: '2026-11-23T12:30:00+01:00' }), known)).toBe(false);
    expect(isNewerDevice(deviceRow({ heardAt: '2026-11-23T13:30:00+01:00' }), known)).toBe(true);
  });
});

describe('a whole list', () => {
  test('takes away what it does not hold', () => {
    const merged = mergeList(mapOf(alertRow({ id: 'gone' })), [alertRow({ id: 'b' })], none, isNewerAlert);
    expect([...merged.keys()]).toEqual(['b']);
  });

  test('keeps what the stream told while it was on its way', () => {
    const known = mapOf(alertRow({ id: 'new' }), alertRow({ id: 'ended', seq: 5, state: 'resolved' }));
    const list = [alertRow({ id: 'ended', seq: 4 })];
    const merged = mergeList(known, list, new Set(['new', 'ended']), isNewerAlert);
    expect(merged.has('new')).toBe(true);
    expect(merged.get('ended')?.state).toBe('resolved');
  });

  test('leaves a row that did not change the same object', () => {
    const row = deviceRow();
    expect(mergeList(mapOf(row), [deviceRow()], none, isNewerDevice).get('kitchen')).toBe(row);
  });
});

describe('scans', () => {
  test('are newest first, once each, and a later telling of the same wins', () => {
    const known = [scanRow({ id: 'a', at: ago(10) }), scanRow({ id: 'b', at: ago(20) })];
    const told = [scanRow({ id: 'b', at: ago(20), outcome: 'sent' }), scanRow({ id: 'c', at: ago(5) })];
    const merged = mergeScans(known, told, 10);
    expect(merged.map((scan) => scan.id)).toEqual(['c', 'a', 'b']);
    expect(merged[2]?.outcome).toBe('sent');
    expect(mergeScans(known, told, 2)).toHaveLength(2);
  });
});

describe('resolved alerts', () => {
  test('are forgotten beyond the newest 200, open ones never', () => {
    const resolved = Array.from({ length: 250 }, (_, i) =>
      alertRow({ id: `r${i}`, state: 'resolved', resolvedAt: ago(1000 - i) }),
    );
    const kept = pruneAlerts(mapOf(alertRow({ id: 'open' }), ...resolved));
    expect(kept.size).toBe(201);
    expect(kept.has('open')).toBe(true);
    expect(kept.has('r0')).toBe(false);
    expect(kept.has('r249')).toBe(true);
  });
});
