/** Columns of tables by GETBULK, or by GETNEXT where a device does not answer that. */
import type { Oid } from '../walk.ts';
import { SnmpError } from './error.ts';
import type { Findings } from './findings.ts';
import type { Guard } from './layout.ts';
import { followsOid } from './oid-order.ts';
import { halves } from './scalars.ts';
import { type Answer, errorStatus, statusName, type Varbind } from './session.ts';
import type { Talk } from './talk.ts';

/** Where reading one column has got to. */
type Column = { readonly oid: Oid; readonly prefix: string; last: Oid; rows: number };

const mostColumns = 20;
/** Values asked for at once: about what fits a datagram of 1,400 bytes. */
const mostValues = 44;
const mostRepetitions = 10;

/**
 * Reads all groups, as many columns at once as fit: what one column leaves free the next takes, so that a table of one
 * row costs no more than its share of a request. The guards ride along with the first; gives those that do not hold.
 */
export async function readColumns(
  talk: Talk,
  groups: readonly (readonly Oid[])[],
  found: Findings,
  expected: Expected = { guards: [] },
): Promise<Guard[]> {
  const waiting = groups.filter((group) => group.length > 0).map((group) => group.map(beginColumn));
  for (const column of groups.flat()) found.beginColumn(column);
  const broken: Guard[] = [];
  let riding: Expected = expected;
  let open: Column[] = [];
  while (open.length > 0 || waiting.length > 0) {
    while (waiting[0] && (open.length === 0 || open.length + waiting[0].length <= mostColumns)) {
      open.push(...(waiting.shift() ?? []));
    }
    // A group wider than a request is cut; its rest goes first as soon as there is room.
    if (open.length > mostColumns) waiting.unshift(open.splice(mostColumns));
    const step = await readOnce(talk, open, found, riding);
    open = step.open;
    broken.push(...step.broken);
    riding = { guards: [] };
  }
  return broken;
}

const beginColumn = (oid: Oid): Column => ({ oid, prefix: `${oid}.`, last: oid, rows: 0 });

/** What the first request can build on: guards to ask along, and how many rows to expect where that is known. */
export type Expected = { readonly guards: readonly Guard[]; readonly rows?: number };

type Step = { readonly open: Column[]; readonly broken: readonly Guard[] };

/** One request and what follows from its answer: the columns that are still open, the guards that do not hold. */
async function readOnce(talk: Talk, open: Column[], found: Findings, { guards, rows }: Expected): Promise<Step> {
  const oids = [...guards.map((guard) => guard.after), ...open.map((column) => column.last)];
  // One row more than there are shows the end.
  const wanted = rows === undefined ? Math.max(2, Math.floor(mostValues / open.length)) : rows + 1;
  const repetitions = Math.min(mostRepetitions, wanted);
  const isGreeting = !talk.hasAnswered;
  const couldBulk = talk.canBulk;
  let reply: Awaited<ReturnType<Talk['askRows']>>;
  try {
    reply = await talk.askRows({ kind: 'bulk', oids, repetitions, nonRepeaters: guards.length });
  } catch (error) {
    if (!(error instanceof SnmpError) || isGreeting || error.code === 'SNMP_CLOSED') throw error;
    // It may be the guards that a device chokes on.
    return { open: await giveUp(talk, open, error, found), broken: guards };
  }
  const { kind, answer } = reply;
  if (kind === 'next' && couldBulk && talk.memory.refusesBulk) {
    found.warn(names(open), 'GETBULK timed out, read with GETNEXT');
  }
  const isError = answer.status !== errorStatus.noError;
  if (isError && guards.length > 0) return { open, broken: guards };
  const varbinds = guards.length > 0 ? answer.varbinds.slice(guards.length) : answer.varbinds;
  const broken = guards.filter((guard, i) => !holds(guard, answer.varbinds[i]));
  if (kind === 'bulk' && (isError || !isOrderly(open, answer.varbinds, varbinds))) {
    // What was answered is not used: GETNEXT will tell whether the rows or only GETBULK are at fault.
    talk.memory.refusesBulk = true;
    found.warn(names(open), 'GETBULK was answered wrongly, read with GETNEXT');
    return { open, broken };
  }
  if (isError) return { open: await readAfterError(talk, open, answer, found), broken };
  if (answer.varbinds.length === 0) {
    found.fail(names(open), 'an answer with nothing in it');
    return { open: [], broken };
  }
  return { open: takeRows(open, varbinds, talk.limits.rows, found), broken };
}

const holds = ({ column }: Guard, varbind: Varbind | undefined) =>
  varbind !== undefined && (varbind.cell === 'end' || !varbind.oid.startsWith(`${column}.`));

/** One table may be what makes a device fall silent: the others are asked without it before all are given up. */
async function giveUp(talk: Talk, open: readonly Column[], error: SnmpError, found: Findings): Promise<Column[]> {
  const tables = Map.groupBy(open, (column) => column.oid.slice(0, column.oid.lastIndexOf('.')));
  if (tables.size > 1) {
    for (const table of tables.values()) await readAlone(talk, table, found);
  } else {
    found.fail(names(open), `rows: ${error.message}`);
  }
  return [];
}

async function readAlone(talk: Talk, columns: readonly Column[], found: Findings): Promise<void> {
  for (let open = [...columns]; open.length > 0; ) open = (await readOnce(talk, open, found, { guards: [] })).open;
}

/** Every varbind comes after the one before it in its column, up to where the column is left. */
function isOrderly(open: readonly Column[], all: readonly Varbind[], varbinds: readonly Varbind[]): boolean {
  const width = open.length;
  return (
    all.length > 0 &&
    varbinds.every(({ oid, cell }, i) => {
      const column = open[i % width];
      const before = i < width ? column?.last : varbinds[i - width]?.oid;
      if (cell === 'end' || column === undefined || before === undefined) return true;
      return followsOid(oid, before) || !before.startsWith(column.oid);
    })
  );
}

/** Varbinds come row by row, one of each open column (RFC 3416 §4.2.3); the last row may be cut. Gives what is still open. */
function takeRows(open: readonly Column[], varbinds: readonly Varbind[], mostRows: number, found: Findings): Column[] {
  const closed = new Set<Column>();
  for (const [i, { oid, cell }] of varbinds.entries()) {
    const column = open[i % open.length];
    if (!column || closed.has(column)) continue;
    if (cell === 'end' || cell === 'absent' || !oid.startsWith(column.prefix)) {
      found.finish(column.oid);
      closed.add(column);
    } else if (!followsOid(oid, column.last)) {
      found.fail([column.oid], 'its OIDs do not increase');
      closed.add(column);
    } else if (column.rows >= mostRows) {
      found.fail([column.oid], `more than ${mostRows} rows`);
      closed.add(column);
    } else {
      column.last = oid;
      column.rows++;
      if (cell !== 'garbled') found.addRow(column.oid, oid, cell);
      else found.fail([column.oid], `the value in row ${oid.slice(column.prefix.length)} cannot be read`);
    }
  }
  return open.filter((column) => !closed.has(column));
}

/** GETNEXT was answered with an error: the column it is about ends or fails, the others go on. */
async function readAfterError(talk: Talk, open: readonly Column[], answer: Answer, found: Findings): Promise<Column[]> {
  const { status, index } = answer;
  const blamed = status === errorStatus.tooBig ? undefined : open[index - 1];
  const culprit = blamed ?? (open.length === 1 ? open[0] : undefined);
  if (!culprit) {
    for (const half of halves(open)) await readAlone(talk, half, found);
    return [];
  }
  // In v1 this is how the end of the MIB is told (RFC 1157 §4.1.3).
  if (status === errorStatus.noSuchName) found.finish(culprit.oid);
  else found.fail([culprit.oid], `GETNEXT: ${statusName(status)}`);
  return open.filter((column) => column !== culprit);
}

const names = (columns: readonly Column[]) => columns.map((column) => column.oid);
