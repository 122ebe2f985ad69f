/**
 * Which rows a device has, learned by walking it once, so that later visits ask for exactly these: a third of the
 * requests, and none of the values that come after a table's end.
 *
 * A row that went away shows itself at once, a row that was added by its guard (see `Guard`) or when the layout is
 * learned anew. Tables whose rows come and go, the alerts above all, are never learned but walked every time.
 */
import { columns, tables } from '../../mibs/oids.ts';
import { remembering } from '../remember.ts';
import type { Cell, Oid, Plan } from '../walk.ts';
import { encodeVarbinds, nullVarbind } from './ber.ts';
import type { Findings } from './findings.ts';

/** GETNEXT after the last row of a table must leave its column; otherwise the table has grown. */
export type Guard = { readonly after: Oid; readonly column: Oid; readonly layout: Layout };

export type Layout = {
  readonly plan: Plan;
  /** Milliseconds of the monotonic clock. */
  readonly learnedAt: number;
  /** The scalars that are there and all rows of settled tables. */
  readonly instances: readonly Oid[];
  /** Octets of each of them as a varbind. */
  readonly sizes: Uint16Array;
  readonly absentScalars: readonly Oid[];
  readonly settledColumns: readonly Oid[];
  readonly guards: readonly Guard[];
  /** The instance that counts changes of what the device consists of; `null` where it has none. */
  readonly configChanges: Oid | null;
  /** Groups to walk every time. */
  readonly walked: readonly (readonly Oid[])[];
};

const restlessTables: ReadonlySet<Oid> = new Set([
  tables.prtAlertTable,
  tables.xcmHrDevAlertTable,
  tables.xcmJobGenBasicTable,
  tables.deviceAlertTable,
  tables.kcprtAlertStateTable,
]);

/** The table that a column belongs to: `table.1.column` (RFC 2578 §7.1.12). */
export const tableOf = remembering((column: Oid): Oid => column.replace(/\.\d+\.\d+$/, ''));

/** `unsettled`: tables that were seen to change. `now`: milliseconds of the monotonic clock. */
export function learnLayout(plan: Plan, found: Findings, unsettled: ReadonlySet<Oid>, now: number): Layout {
  const isSettled = (group: readonly Oid[]) =>
    group.every((column) => {
      const table = tableOf(column);
      return found.parts.get(column) === 'read' && !restlessTables.has(table) && !unsettled.has(table);
    });
  const { settled = [], walked = [] } = Object.groupBy(plan.columns, (group) =>
    isSettled(group) ? 'settled' : 'walked',
  );
  const rowsOf = (column: Oid) => found.rows.get(column) ?? [];
  const present = plan.scalars.filter((oid) => found.parts.get(oid) !== 'absent');
  const instances = [...present, ...settled.flatMap((group) => group.flatMap(rowsOf))];
  const guards: Guard[] = [];
  const layout: Layout = {
    plan,
    learnedAt: now,
    instances,
    sizes: Uint16Array.from(instances, (oid) => nullVarbind(oid).length + contentSize(found.cells.get(oid))),
    absentScalars: plan.scalars.filter((oid) => found.parts.get(oid) === 'absent'),
    settledColumns: settled.flat(),
    guards,
    configChanges: rowsOf(columns.prtGeneralConfigChanges)[0] ?? null,
    walked,
  };
  for (const group of settled) {
    // Not every row has a value in every column: the longest tells most.
    const column = [...group].sort((a, b) => rowsOf(b).length - rowsOf(a).length)[0];
    if (column !== undefined) guards.push({ after: rowsOf(column).at(-1) ?? column, column, layout });
  }
  return layout;
}

/** Rows of the longest table that is walked every time. */
export const countRestlessRows = (layout: Layout, found: Findings): number =>
  Math.max(0, ...layout.walked.flat().map((column) => found.rows.get(column)?.length ?? 0));

/** Whether both ask the same; plans are made anew for every visit. */
export function isSamePlan(a: Plan, b: Plan): boolean {
  return (
    isSameList(a.scalars, b.scalars) &&
    a.columns.length === b.columns.length &&
    a.columns.every((group, i) => isSameList(group, b.columns[i] ?? []))
  );
}

const isSameList = (a: readonly Oid[], b: readonly Oid[]) =>
  a === b || (a.length === b.length && a.every((oid, i) => oid === b[i]));

/** What one GET asks for, with its encoding. */
export type Portion = { readonly oids: readonly Oid[]; readonly list: Uint8Array };

/** As few as the limit of their answers' octets allows, and of about the same size. */
export function cutPortions(layouts: readonly Layout[], portionBytes: number): readonly Portion[] {
  const total = layouts.reduce((sum, { sizes }) => sizes.reduce((all, size) => all + size, sum), 0);
  const fair = total / Math.ceil(total / portionBytes);
  const lists: Oid[][] = [];
  let list: Oid[] = [];
  let room = 0;
  for (const { instances, sizes } of layouts) {
    for (const [i, oid] of instances.entries()) {
      const size = sizes[i] ?? 0;
      // What one portion leaves over the next has more.
      if (room < size / 2) {
        list = [];
        lists.push(list);
        room += fair;
      }
      list.push(oid);
      room -= size;
    }
  }
  return lists.map(sharePortion);
}

function contentSize(cell: Cell | undefined): number {
  if (!cell) return 0;
  if (cell.type === 'octets' || cell.type === 'opaque') return cell.value.length;
  if (cell.type === 'oid') return cell.value.length / 2;
  return cell.type === 'counter64' ? 9 : 5;
}

const shared = new Map<string, Portion>();
const mostShared = 5000;

/** Devices of one model have the same rows: one portion, and one encoding of it, serves them all. */
function sharePortion(oids: readonly Oid[]): Portion {
  const key = oids.join(' ');
  const known = shared.get(key);
  if (known) return known;
  if (shared.size >= mostShared) shared.clear();
  const portion = { oids, list: encodeVarbinds(oids) };
  shared.set(key, portion);
  return portion;
}
