/** A walk laid out by columns, once, so that nobody has to look through all cells again. */
import type { Cell, Oid, PartState, Walk } from '../walk.ts';
import { cleanText, decodeText } from './text.ts';

/** Index of a row, e.g. `1.3` for hrDeviceIndex 1 and row 3. */
export type RowId = string;

export type Column = ReadonlyMap<RowId, Cell>;

export type Sheet = {
  /** The value of an exact instance. */
  readonly cell: (oid: Oid) => Cell | undefined;
  /** The rows of a column, in the order of their indexes; empty where there are none. */
  readonly column: (oid: Oid) => Column;
  /** `null` for what was not asked. */
  readonly state: (part: Oid) => PartState | null;
};

const nothing: Column = new Map();

/** Lays out the cells of everything that was asked for (`walk.parts`); other cells are kept as exact instances only. */
export function layOut(walk: Walk): Sheet {
  const columns = new Map<Oid, Map<RowId, Cell>>();
  for (const [oid, cell] of walk.cells) {
    const split = splitOid(oid, walk.parts);
    if (split === null) continue;
    const rows = columns.get(split.column);
    if (rows) rows.set(split.row, cell);
    else columns.set(split.column, new Map([[split.row, cell]]));
  }
  return {
    cell: (oid) => walk.cells.get(oid),
    column: (oid) => columns.get(oid) ?? nothing,
    state: (part) => walk.parts.get(part) ?? null,
  };
}

type Split = { readonly column: Oid; readonly row: RowId };
/** Devices of a fleet have the same rows; where an OID is to be cut was found out before. */
const splits = new Map<Oid, Split>();
const mostSplits = 20_000;

/** Column and row of an OID, by the longest column that was asked for; `null` for an exact instance. */
function splitOid(oid: Oid, parts: Walk['parts']): Split | null {
  const known = splits.get(oid);
  if (known && parts.has(known.column)) return known;
  if (parts.has(oid)) return null;
  for (let dot = oid.lastIndexOf('.'); dot > 0; dot = oid.lastIndexOf('.', dot - 1)) {
    const column = oid.slice(0, dot);
    if (!parts.has(column)) continue;
    const split = { column, row: oid.slice(dot + 1) };
    if (splits.size >= mostSplits) splits.clear();
    splits.set(oid, split);
    return split;
  }
  return null;
}

/** Whether every one of these columns was asked to its end. */
export function isRead(sheet: Sheet, ...columns: readonly Oid[]): boolean {
  return columns.every((column) => sheet.state(column) === 'read');
}

/** All rows that some of these columns have, in numeric order. */
export function rowsOf(sheet: Sheet, ...columns: readonly Oid[]): RowId[] {
  const ids = new Set<RowId>();
  for (const column of columns) for (const id of sheet.column(column).keys()) ids.add(id);
  const rows = [...ids];
  return rows.every((row, i) => i === 0 || byNumbers(rows[i - 1] ?? '', row) < 0) ? rows : rows.sort(byNumbers);
}

/** Numeric order of dotted indexes. */
export function byNumbers(a: RowId, b: RowId): number {
  const dot = a.indexOf('.');
  // Most indexes are a device and a row.
  if (dot > 0 && a.lastIndexOf('.') === dot && b.startsWith(a.slice(0, dot + 1)) && b.indexOf('.', dot + 1) < 0) {
    return Number(a.slice(dot + 1)) - Number(b.slice(dot + 1));
  }
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A whole number, whatever SNMP type it came in (devices mix them up), or `null`. */
export function numberIn(cell: Cell | undefined): number | null {
  if (cell === undefined) return null;
  switch (cell.type) {
    case 'integer':
    case 'counter':
    case 'gauge':
    case 'ticks':
      return Number.isFinite(cell.value) ? Math.trunc(cell.value) : null;
    case 'counter64':
      return Number(cell.value);
    case 'octets': {
      const text = cell.value.length > 0 && cell.value.length <= 20 ? decodeText(cell.value) : '';
      return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
    }
    default:
      return null;
  }
}

/** A count: a number that is not negative, or `null`. */
export function countIn(cell: Cell | undefined): number | null {
  const value = numberIn(cell);
  return value !== null && value >= 0 ? value : null;
}

/** Clean text, or `null` for none, an empty one, or a placeholder that some devices send instead. */
export function textIn(cell: Cell | undefined, charset: number | null = null): string | null {
  if (cell === undefined) return null;
  const text = cell.type === 'octets' || cell.type === 'opaque' ? decodeText(cell.value, charset) : '';
  return text === '' || /^\(?null\)?$/i.test(text) ? null : text;
}

/** Raw octets, or `null`. */
export function octetsIn(cell: Cell | undefined): Uint8Array | null {
  return cell?.type === 'octets' || cell?.type === 'opaque' ? cell.value : null;
}

/** A dotted number, or `null` where a device sends something else. */
export function oidIn(cell: Cell | undefined): Oid | null {
  return cell?.type === 'oid' && cell.value !== '0.0' ? cleanText(cell.value).replace(/^\./, '') : null;
}

/** The label of a value of an enumeration; `null` for a value outside it. */
export function labelOf(labels: Readonly<Record<number, string>>, value: number | null): string | null {
  return value === null ? null : (labels[value] ?? null);
}

/** The text of the first row of a column. */
export function firstText(sheet: Sheet, column: Oid): string | null {
  const [row] = rowsOf(sheet, column);
  return row === undefined ? null : textIn(sheet.column(column).get(row));
}

/** The count of the first row of a column. */
export function firstCount(sheet: Sheet, column: Oid): number | null {
  const [row] = rowsOf(sheet, column);
  return row === undefined ? null : countIn(sheet.column(column).get(row));
}
