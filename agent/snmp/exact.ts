/** A visit to a device whose layout is known: exact GETs, then the restless tables with the guards of the others. */
import type { Cell, Oid, PartState } from '../walk.ts';
import { readColumns } from './columns.ts';
import type { Findings } from './findings.ts';
import { countRestlessRows, type Guard, type Layout, tableOf } from './layout.ts';
import { readPortions, type ScalarFindings } from './scalars.ts';
import type { Talk } from './talk.ts';

export async function readExact(talk: Talk, layout: Layout, found: Findings): Promise<void> {
  const exact = new ExactFindings(layout, found);
  await readPortions(talk, layout.portions, exact);
  exact.settleParts();
  if (exact.changedTables.size > 0) talk.memory.unsettle(layout, exact.changedTables);
  if (exact.hasFailed) talk.memory.shrinkPortions();
  talk.guards.push(...layout.guards);
  if (layout.walked.length > 0) await readWithGuards(talk, layout, found);
}

async function readWithGuards(talk: Talk, layout: Layout, found: Findings): Promise<void> {
  const guards = talk.guards.splice(0);
  const broken = await readColumns(talk, layout.walked, found, { guards, rows: talk.memory.restlessRows });
  for (const [guarded, its] of Map.groupBy(broken, (guard: Guard) => guard.layout)) {
    talk.memory.unsettle(guarded, new Set(its.map((guard) => tableOf(guard.column))));
  }
  talk.memory.restlessRows = countRestlessRows(layout, found);
}

/** Tells the values of rows from those of scalars: a row that is absent is gone, which its column survives. */
class ExactFindings implements ScalarFindings {
  readonly changedTables = new Set<Oid>();
  hasFailed = false;
  readonly #layout: Layout;
  readonly #found: Findings;
  readonly #scalarStates = new Map<Oid, PartState>();
  readonly #failedColumns = new Set<Oid>();

  constructor(layout: Layout, found: Findings) {
    this.#layout = layout;
    this.#found = found;
  }

  add(oid: Oid, cell: Cell): void {
    this.#found.add(oid, cell);
  }

  settle(oid: Oid, state: PartState): void {
    if (state === 'read') return;
    const column = this.#columnOf(oid);
    if (column === undefined) this.#scalarStates.set(oid, state);
    else this.changedTables.add(tableOf(column));
  }

  fail(oids: readonly Oid[], why: string): void {
    this.hasFailed = true;
    const parts = new Set<Oid>();
    for (const oid of oids) {
      const column = this.#columnOf(oid);
      parts.add(column ?? oid);
      if (column === undefined) this.#scalarStates.set(oid, 'failed');
      else this.#failedColumns.add(column);
    }
    this.#found.warn([...parts], why);
  }

  settleParts(): void {
    const { plan, absentScalars, settledColumns } = this.#layout;
    for (const oid of plan.scalars) this.#found.settle(oid, this.#scalarStates.get(oid) ?? 'read');
    for (const oid of absentScalars) this.#found.settle(oid, 'absent');
    for (const column of settledColumns) {
      this.#found.settle(column, this.#failedColumns.has(column) ? 'failed' : 'read');
    }
  }

  /** Asked only about what is not as it was: the walk through the columns is for few. */
  #columnOf(oid: Oid): Oid | undefined {
    return this.#layout.settledColumns.find((column) => oid.startsWith(`${column}.`));
  }
}
