/** A visit to a device whose layout is known: exact GETs, then the restless tables with the guards of the others. */
import { readColumns } from './columns.ts';
import type { Findings } from './findings.ts';
import { countRestlessRows, type Guard, type Layout, tableOf } from './layout.ts';
import { readPortions } from './scalars.ts';
import type { Talk } from './talk.ts';

export async function readExact(talk: Talk, layout: Layout, found: Findings): Promise<void> {
  if (!talk.ahead.layouts.has(layout)) await fetchAhead(talk, layout);
  talk.ahead.give(layout, found);
  const { changedTables } = talk.ahead;
  if (changedTables.size > 0) talk.memory.unsettle(layout, changedTables);
  talk.guards.push(...layout.guards);
  if (layout.walked.length > 0) await readWithGuards(talk, layout, found);
}

/** Asks for this step of the visit and, where it is known which follows, for the next as well: together they fill the GETs. */
async function fetchAhead(talk: Talk, layout: Layout): Promise<void> {
  const { memory, ahead } = talk;
  const sequence = memory.sequenceFrom(layout);
  if (!sequence) return;
  await readPortions(talk, sequence.portions, ahead);
  for (const each of sequence.layouts) ahead.layouts.add(each);
  if (ahead.hasFailed) memory.shrinkPortions();
}

async function readWithGuards(talk: Talk, layout: Layout, found: Findings): Promise<void> {
  const guards = talk.guards.splice(0);
  const broken = await readColumns(talk, layout.walked, found, { guards, rows: talk.memory.restlessRows });
  for (const [guarded, its] of Map.groupBy(broken, (guard: Guard) => guard.layout)) {
    talk.memory.unsettle(guarded, new Set(its.map((guard) => tableOf(guard.column))));
  }
  talk.memory.restlessRows = countRestlessRows(layout, found);
}
