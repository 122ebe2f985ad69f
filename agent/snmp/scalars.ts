/** Exact instances by GET, a few dozen at a time; what a device cannot answer at once is asked in smaller portions. */
import type { Cell, Oid, PartState } from '../walk.ts';
import { SnmpError } from './error.ts';
import { type Answer, errorStatus, statusName, type Varbind } from './session.ts';
import type { Talk } from './talk.ts';

/** 24 values of a printer fit a datagram of 1,400 bytes even where several are long texts. */
const portionSize = 24;

/** Where the values go. */
export type ScalarFindings = {
  add(oid: Oid, cell: Cell): void;
  settle(oid: Oid, state: PartState): void;
  fail(oids: readonly Oid[], why: string): void;
};

export function readScalars(talk: Talk, oids: readonly Oid[], found: ScalarFindings): Promise<void> {
  const asking = portions(oids, portionSize).map((portion) => ({ oids: portion }));
  return readPortions(talk, asking, found);
}

export async function readPortions(
  talk: Talk,
  asking: readonly { readonly oids: readonly Oid[]; readonly list?: Uint8Array }[],
  found: ScalarFindings,
): Promise<void> {
  const queue = [...asking];
  for (let asked = queue.shift(); asked; asked = queue.shift()) {
    const isGreeting = !talk.hasAnswered;
    try {
      const answer = await talk.ask({ kind: 'get', ...asked });
      if (answer.status === errorStatus.tooBig) talk.memory.shrinkPortions();
      for (const oids of takeAnswer(asked.oids, answer, found).reverse()) queue.unshift({ oids });
    } catch (error) {
      if (!(error instanceof SnmpError) || isGreeting || error.code === 'SNMP_CLOSED') throw error;
      found.fail(asked.oids, `GET: ${error.message}`);
    }
  }
}

/** Settles what was answered and gives what to ask again: always fewer OIDs than before, so that it comes to an end. */
function takeAnswer(asked: readonly Oid[], answer: Answer, found: ScalarFindings): Oid[][] {
  if (answer.status !== errorStatus.noError) return takeError(asked, answer, found);
  const hasAll = answer.varbinds.length === asked.length && asked.every((oid, i) => answer.varbinds[i]?.oid === oid);
  if (hasAll) {
    for (const { oid, cell } of answer.varbinds) takeValue(oid, cell, found);
    return [];
  }
  const open = new Set(asked);
  for (const { oid, cell } of answer.varbinds) {
    if (open.delete(oid)) takeValue(oid, cell, found);
  }
  const left = [...open];
  if (left.length === 0) return [];
  if (left.length < asked.length) return [left];
  if (asked.length > 1) return halves(asked);
  found.fail(asked, 'the answer is about something else');
  return [];
}

function takeValue(oid: Oid, cell: Varbind['cell'], found: ScalarFindings): void {
  if (cell === 'absent' || cell === 'end') found.settle(oid, 'absent');
  else if (cell === 'garbled') found.fail([oid], 'a value that cannot be read');
  else {
    found.add(oid, cell);
    found.settle(oid, 'read');
  }
}

function takeError(asked: readonly Oid[], { status, index }: Answer, found: ScalarFindings): Oid[][] {
  const culprit = status === errorStatus.tooBig ? undefined : asked[index - 1];
  const blamed = culprit ?? (asked.length === 1 ? asked[0] : undefined);
  if (blamed === undefined) return halves(asked);
  if (status === errorStatus.noSuchName) found.settle(blamed, 'absent');
  else found.fail([blamed], `GET: ${statusName(status)}`);
  const rest = asked.filter((oid) => oid !== blamed);
  return rest.length > 0 ? [rest] : [];
}

export function portions<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

export function halves<T>(items: readonly T[]): T[][] {
  return portions(items, Math.ceil(items.length / 2));
}
