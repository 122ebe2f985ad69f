/** Values on their way: a GET asks for the instances of several steps of a visit, each step takes its own. */
import type { Cell, Oid, PartState } from '../walk.ts';
import type { Findings } from './findings.ts';
import { type Layout, tableOf } from './layout.ts';
import type { ScalarFindings } from './scalars.ts';

export class Ahead implements ScalarFindings {
  /** Whose instances have been asked for. */
  readonly layouts = new Set<Layout>();
  /** Tables of the layout given last that have lost a row. */
  readonly changedTables = new Set<Oid>();
  hasFailed = false;
  readonly #cells = new Map<Oid, Cell>();
  readonly #absent = new Set<Oid>();
  /** Instances that were not answered, and why. */
  readonly #failed = new Map<Oid, string>();

  add(oid: Oid, cell: Cell): void {
    this.#cells.set(oid, cell);
  }

  settle(oid: Oid, state: PartState): void {
    if (state === 'absent') this.#absent.add(oid);
  }

  fail(oids: readonly Oid[], why: string): void {
    this.hasFailed = true;
    for (const oid of oids) this.#failed.set(oid, why);
  }

  /** A scalar that is absent is said to be; a row that is absent is gone, which its column survives. */
  give({ plan, instances, absentScalars, settledColumns }: Layout, found: Findings): void {
    for (const oid of plan.scalars) found.settle(oid, 'read');
    for (const oid of absentScalars) found.settle(oid, 'absent');
    for (const column of settledColumns) found.settle(column, 'read');
    this.changedTables.clear();
    const columnOf = (oid: Oid) => settledColumns.find((column) => oid.startsWith(`${column}.`));
    for (const oid of instances) {
      const cell = this.#cells.get(oid);
      if (cell) {
        found.add(oid, cell);
        continue;
      }
      const column = columnOf(oid);
      const why = this.#failed.get(oid);
      if (why !== undefined) found.fail([column ?? oid], why);
      else if (column === undefined) found.settle(oid, 'absent');
      else this.changedTables.add(tableOf(column));
    }
  }
}
