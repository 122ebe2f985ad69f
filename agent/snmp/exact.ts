/** A step of a visit to a device whose layout is known: exact GETs, then the restless tables with the guards of the others. */
import type { Cell, Oid, PartState } from '../walk.ts';
import { readColumns } from './columns.ts';
import { countRestlessRows, type Guard, type Layout, tableOf } from './layout.ts';
import { askPortions, type PortionAnswer, readPortions, type ScalarFindings, takeAnswers } from './scalars.ts';
import type { Talk } from './talk.ts';

export async function readExact(talk: Talk, layout: Layout): Promise<void> {
  const exact = new ExactFindings(talk);
  let open: ReturnType<typeof takeAnswers> = [];
  try {
    if (!talk.fetched.has(layout)) await fetchFrom(talk, layout, exact);
    talk.guards.push(...layout.guards);
    if (layout.walked.length > 0) await readWithGuards(talk, layout);
  } finally {
    // Last, so that as little as possible has been unpacked while the network is waited for (see `Response`).
    open = takeAnswers(talk, answersFor(layout, talk.unread), exact);
  }
  await readPortions(talk, open, exact);
  settleLayout(talk, layout);
  if (exact.hasFailed) talk.memory.shrinkPortions();
}

/** Asks for this step and, where it is known which follows, for the next as well: together they fill the GETs. */
async function fetchFrom(talk: Talk, layout: Layout, exact: ExactFindings): Promise<void> {
  const { layouts, portions } = talk.memory.sequenceFrom(layout);
  await askPortions(talk, portions, exact, talk.unread);
  for (const each of layouts) talk.fetched.add(each);
}

/** The instances of a step come first; what shares an answer with its last ones belongs to the next step. */
function answersFor(layout: Layout, unread: PortionAnswer[]): PortionAnswer[] {
  let count = 0;
  for (let left = layout.instances.length; left > 0 && count < unread.length; count++) {
    left -= unread[count]?.oids.length ?? 0;
  }
  return unread.splice(0, count);
}

/** A scalar that is absent is said to be; a row that is absent is gone, which its column survives. */
function settleLayout({ found, missing, memory }: Talk, layout: Layout): void {
  const { plan, absentScalars, settledColumns } = layout;
  for (const oid of plan.scalars) found.settle(oid, 'read');
  for (const oid of absentScalars) found.settle(oid, 'absent');
  for (const column of settledColumns) found.settle(column, 'read');
  const changed = new Set<Oid>();
  for (const [oid, why] of missing) {
    const column = settledColumns.find((each) => oid.startsWith(`${each}.`));
    const part = column ?? (plan.scalars.includes(oid) ? oid : undefined);
    if (part === undefined) continue;
    if (why !== null) found.fail([part], why);
    else if (column === undefined) found.settle(oid, 'absent');
    else changed.add(tableOf(column));
  }
  if (changed.size > 0) memory.unsettle(layout, changed);
}

async function readWithGuards(talk: Talk, layout: Layout): Promise<void> {
  const { memory, found } = talk;
  const guards = talk.guards.splice(0);
  const broken = await readColumns(talk, layout.walked, found, { guards, rows: memory.restlessRows });
  for (const [guarded, its] of Map.groupBy(broken, (guard: Guard) => guard.layout)) {
    memory.unsettle(guarded, new Set(its.map((guard) => tableOf(guard.column))));
  }
  memory.restlessRows = countRestlessRows(layout, found);
}

/** What is missing waits for the step that it belongs to. */
class ExactFindings implements ScalarFindings {
  hasFailed = false;
  readonly #talk: Talk;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  add(oid: Oid, cell: Cell): void {
    this.#talk.found.add(oid, cell);
  }

  settle(oid: Oid, state: PartState): void {
    if (state === 'absent') this.#talk.missing.set(oid, null);
  }

  fail(oids: readonly Oid[], why: string): void {
    this.hasFailed = true;
    for (const oid of oids) this.#talk.missing.set(oid, why);
  }
}
