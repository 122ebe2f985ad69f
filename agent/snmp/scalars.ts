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

/** What one GET asks for; with its encoding, where that is known. */
type Portion = { readonly oids: readonly Oid[]; readonly list?: Uint8Array };

export type PortionAnswer = { readonly oids: readonly Oid[]; readonly answer: Answer };

export async function readPortions(talk: Talk, asking: readonly Portion[], found: ScalarFindings): Promise<void> {
  for (let open = asking; open.length > 0; ) {
    const answers: PortionAnswer[] = [];
    try {
      await askPortions(talk, open, found, answers);
    } finally {
      open = takeAnswers(talk, answers, found);
    }
  }
}

/** Puts the answers into `answers`, unread; a portion without one has failed. */
export async function askPortions(
  talk: Talk,
  portions: readonly Portion[],
  found: ScalarFindings,
  answers: PortionAnswer[],
): Promise<void> {
  for (const portion of portions) {
    const isGreeting = !talk.hasAnswered;
    try {
      answers.push({ oids: portion.oids, answer: await talk.ask({ kind: 'get', ...portion }) });
    } catch (error) {
      if (!(error instanceof SnmpError) || isGreeting || error.code === 'SNMP_CLOSED') throw error;
      found.fail(portion.oids, `GET: ${error.message}`);
    }
  }
}

/** Reads the answers, and gives what to ask again. */
export function takeAnswers(talk: Talk, answers: readonly PortionAnswer[], found: ScalarFindings): Portion[] {
  return answers.flatMap(({ oids, answer }) => {
    if (answer.status === errorStatus.tooBig) talk.memory.shrinkPortions();
    return takeAnswer(oids, answer, found).map((open) => ({ oids: open }));
  });
}

/** Settles what was answered and gives what to ask again: always fewer OIDs than before, so that it comes to an end. */
function takeAnswer(asked: readonly Oid[], answer: Answer, found: ScalarFindings): Oid[][] {
  if (answer.status !== errorStatus.noError) return takeError(asked, answer, found);
  const { varbinds } = answer;
  if (isInOrder(asked, varbinds)) {
    for (const { oid, cell } of varbinds) takeValue(oid, cell, found);
    return [];
  }
  const open = new Set(asked);
  for (const { oid, cell } of varbinds) {
    if (open.delete(oid)) takeValue(oid, cell, found);
  }
  const left = [...open];
  if (left.length === 0) return [];
  if (left.length < asked.length) return [left];
  if (asked.length > 1) return halves(asked);
  found.fail(asked, 'the answer is about something else');
  return [];
}

const isInOrder = (asked: readonly Oid[], varbinds: readonly Varbind[]) =>
  varbinds.length === asked.length && asked.every((oid, i) => varbinds[i]?.oid === oid);

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
