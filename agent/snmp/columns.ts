/** Columns of tables by GETBULK, or by GETNEXT where a device does not answer that. */
import type { Oid } from '../walk.ts';
import { SnmpError } from './error.ts';
import type { Findings } from './findings.ts';
import { followsOid } from './oid-order.ts';
import { halves, portions } from './scalars.ts';
import { type Answer, errorStatus, type Varbind } from './session.ts';
import { statusName, type Talk } from './talk.ts';

/** Where reading one column has got to. */
type Column = { readonly oid: Oid; readonly prefix: string; last: Oid; rows: number };

const columnsAtOnce = 20;
/** Values asked for at once: about what fits a datagram of 1,400 bytes. */
const valuesAtOnce = 50;
const mostRepetitions = 10;

export async function readColumns(talk: Talk, oids: readonly Oid[], found: Findings): Promise<void> {
  for (const portion of portions(oids, columnsAtOnce)) {
    await readTogether(
      talk,
      portion.map((oid) => ({ oid, prefix: `${oid}.`, last: oid, rows: 0 })),
      found,
    );
  }
}

async function readTogether(talk: Talk, columns: readonly Column[], found: Findings): Promise<void> {
  let open = columns;
  while (open.length > 0) {
    const oids = open.map((column) => column.last);
    const repetitions = Math.max(2, Math.min(mostRepetitions, Math.floor(valuesAtOnce / open.length)));
    const wasGreeting = !talk.hasAnswered;
    const couldBulk = talk.canBulk;
    let reply: Awaited<ReturnType<Talk['askRows']>>;
    try {
      reply = await talk.askRows({ kind: 'bulk', oids, repetitions });
    } catch (error) {
      if (!(error instanceof SnmpError) || wasGreeting || error.code === 'SNMP_CLOSED') throw error;
      return found.fail(names(open), `rows: ${error.message}`);
    }
    const { kind, answer } = reply;
    if (kind === 'next' && couldBulk && !talk.canBulk && talk.version !== 'v1') {
      found.warn(`${open[0]?.oid}: GETBULK timed out, read with GETNEXT`);
    }
    if (kind === 'bulk' && (answer.status !== errorStatus.noError || !isOrderly(open, answer.varbinds))) {
      // What was answered is not used: GETNEXT will tell whether the rows or only GETBULK are at fault.
      talk.memory.refusesBulk = true;
      found.warn(`${open[0]?.oid}: GETBULK was answered wrongly, read with GETNEXT`);
    } else if (answer.status !== errorStatus.noError) {
      return readAfterError(talk, open, answer, found);
    } else if (answer.varbinds.length === 0) {
      return found.fail(names(open), 'an answer with nothing in it');
    } else {
      open = takeRows(open, answer.varbinds, talk.limits.rows, found);
    }
  }
}

/** Every varbind comes after the one before it in its column, up to where the column is left. */
function isOrderly(open: readonly Column[], varbinds: readonly Varbind[]): boolean {
  const width = open.length;
  return (
    varbinds.length > 0 &&
    varbinds.every(({ oid, cell }, i) => {
      const column = open[i % width];
      const before = i < width ? column?.last : varbinds[i - width]?.oid;
      if (cell === 'end' || column === undefined || before === undefined) return true;
      return followsOid(oid, before) || !before.startsWith(column.oid);
    })
  );
}

/** Varbinds come row by row, one of each open column (RFC 3416 §4.2.3); the last row may be cut. Gives what is still open. */
function takeRows(open: readonly Column[], varbinds: readonly Varbind[], rowLimit: number, found: Findings): Column[] {
  const closed = new Set<Column>();
  for (const [i, { oid, cell }] of varbinds.entries()) {
    const column = open[i % open.length];
    if (!column || closed.has(column)) continue;
    if (cell === 'end' || cell === 'absent' || !oid.startsWith(column.prefix)) {
      found.settle(column.oid, found.parts.get(column.oid) ?? 'read');
      closed.add(column);
    } else if (!followsOid(oid, column.last)) {
      found.fail([column.oid], 'its OIDs do not increase');
      closed.add(column);
    } else if (column.rows >= rowLimit) {
      found.fail([column.oid], `more than ${rowLimit} rows`);
      closed.add(column);
    } else {
      column.last = oid;
      column.rows++;
      if (cell !== 'garbled') found.add(oid, cell);
      else found.fail([column.oid], `the value of ${oid} cannot be read`);
    }
  }
  return open.filter((column) => !closed.has(column));
}

/** GETNEXT was answered with an error: the column it is about ends or fails, the others go on. */
async function readAfterError(talk: Talk, open: readonly Column[], answer: Answer, found: Findings): Promise<void> {
  const { status, index } = answer;
  const blamed = status === errorStatus.tooBig ? undefined : open[index - 1];
  const culprit = blamed ?? (open.length === 1 ? open[0] : undefined);
  if (!culprit) {
    for (const half of halves(open)) await readTogether(talk, half, found);
    return;
  }
  // In v1 this is how the end of the MIB is told (RFC 1157 §4.1.3).
  if (status === errorStatus.noSuchName) found.settle(culprit.oid, found.parts.get(culprit.oid) ?? 'read');
  else found.fail([culprit.oid], `GETNEXT: ${statusName(status)}`);
  await readTogether(
    talk,
    open.filter((column) => column !== culprit),
    found,
  );
}

const names = (columns: readonly Column[]) => columns.map((column) => column.oid);
