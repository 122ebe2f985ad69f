/** Columns of tables by GETBULK, or by GETNEXT where a device does not answer that. */
import { remembering } from '../remember.ts';
import type { Oid } from '../walk.ts';
import { SnmpError } from './error.ts';
import type { Findings } from './findings.ts';
import type { Guard } from './layout.ts';
import { followsOid } from './oid-order.ts';
import { halves } from './scalars.ts';
import { type Answer, errorStatus, type Question, statusName, type Varbind } from './session.ts';
import type { Talk } from './talk.ts';

/** Where reading one column has got to. */
type Column = { readonly oid: Oid; readonly prefix: string; last: Oid; readonly rows: Oid[]; isOpen: boolean };

const mostColumns = 20;
/** Values asked for at once: about what fits a datagram of 1,400 bytes. */
const mostValues = 48;
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
  const begin = (group: readonly Oid[]) => group.map((oid) => beginColumn(oid, found));
  const waiting = groups.filter((group) => group.length > 0).map(begin);
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

function beginColumn(oid: Oid, found: Findings): Column {
  return { oid, prefix: `${oid}.`, last: oid, rows: found.beginColumn(oid), isOpen: true };
}

/** What the first request can build on: guards to ask along, and how many rows to expect where that is known. */
export type Expected = { readonly guards: readonly Guard[]; readonly rows?: number };

type Step = { readonly open: Column[]; readonly broken: readonly Guard[] };

const sameString = remembering((oid) => oid, 50_000);

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
  const broken = guards.filter((guard, i) => !holds(guard, answer.varbinds[i]));
  if (!isError && answer.varbinds.length > 0) {
    const isOrderly = takeRows(open, answer.varbinds, { kind, from: guards.length, mostRows: talk.limits.rows }, found);
    if (isOrderly) return { open: open.filter((column) => column.isOpen), broken };
  }
  if (kind === 'bulk') {
    // GETNEXT will tell whether the rows or only GETBULK are at fault.
    talk.memory.refusesBulk = true;
    found.warn(names(open), 'GETBULK was answered wrongly, read with GETNEXT');
    return { open: open.filter((column) => column.isOpen), broken };
  }
  if (isError) return { open: await readAfterError(talk, open, answer, found), broken };
  found.fail(names(open), 'an answer with nothing in it');
  return { open: [], broken };
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

/**
 * Varbinds come row by row, one of each open column (RFC 3416 §4.2.3); the last row may be cut. One that does not come
 * after the one before it fails its column; in the answer to a GETBULK the rest cannot be believed then, and false is given.
 */
function takeRows(
  open: readonly Column[],
  varbinds: readonly Varbind[],
  { kind, from, mostRows }: { readonly kind: Question['kind']; readonly from: number; readonly mostRows: number },
  found: Findings,
): boolean {
  for (let i = from; i < varbinds.length; i++) {
    const column = open[(i - from) % open.length];
    const varbind = varbinds[i];
    if (!column?.isOpen || !varbind) continue;
    const { cell } = varbind;
    // Devices of a fleet have the same rows: their layouts hold the same strings.
    const oid = sameString(varbind.oid);
    const isInside = oid.startsWith(column.prefix);
    const isOrderly = cell === 'end' || followsOid(oid, column.last, isInside ? column.prefix.length : 0);
    if (!isOrderly && kind === 'bulk') return false;
    if (!isOrderly) {
      found.fail([column.oid], 'its OIDs do not increase');
      column.isOpen = false;
    } else if (cell === 'end' || cell === 'absent' || !isInside) {
      found.finish(column.oid);
      column.isOpen = false;
    } else if (column.rows.length >= mostRows) {
      found.fail([column.oid], `more than ${mostRows} rows`);
      column.isOpen = false;
    } else {
      column.last = oid;
      column.rows.push(oid);
      if (cell !== 'garbled') found.add(oid, cell);
      else found.fail([column.oid], `the value in row ${oid.slice(column.prefix.length)} cannot be read`);
    }
  }
  return true;
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
