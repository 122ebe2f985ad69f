/** The objects of a device in lexicographic order (RFC 3416 §4.2.2), for exact and for next look-ups. */
import type { Oid } from './ber.ts';
import { parseOid } from './ber.ts';
import type { Row, Value } from './value.ts';

export type Instance = { readonly oid: Oid; readonly value: Value };

export type Table = {
  readonly size: number;
  get(oid: Oid): Value | undefined;
  /** The first instance after `oid`. */
  next(oid: Oid): Instance | undefined;
  /** Whether any instance lies below `oid`. */
  covers(oid: Oid): boolean;
};

/** Where a row comes twice the later one holds. */
export function createTable(rows: readonly Row[]): Table {
  const unique = new Map(rows.map((row) => [row.oid, row]));
  const sorted = [...unique.values()]
    .map((row) => ({ oid: parseOid(row.oid), value: row.value }))
    .sort((a, b) => compareOids(a.oid, b.oid));
  const now = (value: Row['value']): Value => (typeof value === 'function' ? value() : value);

  function firstAfter(oid: Oid, orAt: boolean): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareOids(sorted[middle]?.oid ?? [], oid);
      if (order < 0 || (order === 0 && !orAt)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    size: sorted.length,
    get(oid) {
      const row = unique.get(oid.join('.'));
      return row && now(row.value);
    },
    next(oid) {
      const row = sorted[firstAfter(oid, false)];
      return row && { oid: row.oid, value: now(row.value) };
    },
    covers(oid) {
      const row = sorted[firstAfter(oid, true)];
      return row !== undefined && oid.every((arc, i) => row.oid[i] === arc);
    },
  };
}

/** Negative where `a` comes first. */
export function compareOids(a: Oid, b: Oid): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
