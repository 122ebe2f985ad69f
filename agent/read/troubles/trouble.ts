/** A trouble as one source tells it, before those that tell the same are merged into a condition. */
import { type ConditionKind, meaningOf } from '../../../catalogue/index.ts';
import type { Condition, ConditionSource, Confidence, Severity, Who } from '../../../contract/index.ts';

/**
 * How sure a source is of what is wrong; less is better. A code of the maker says it all; the level of a cartridge is an
 * estimate; an error bit says neither what nor where.
 */
export const ranks = {
  makerCode: 0,
  makerWords: 1,
  makerTable: 2,
  alertCode: 3,
  words: 4,
  unknownRow: 5,
  placedBit: 6,
  subUnit: 7,
  bit: 8,
} as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

/** The sub-unit that a trouble is about. */
export type Place = {
  readonly table: 'supply' | 'input' | 'output' | 'cover' | 'path';
  /** Row id, e.g. `1.3`. */
  readonly id: string;
  readonly name: string | null;
};

/** What a trouble keeps from working. */
export type Stop = 'print' | 'scan';

export type Trouble = {
  readonly kind: ConditionKind;
  readonly rank: Rank;
  readonly entry: string;
  readonly code: string | null;
  readonly severity: Severity;
  readonly stops: readonly Stop[];
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly who: Who;
  /** Of the catalogue's entry, where one was found. */
  readonly confidence?: Confidence;
  readonly place: Place | null;
  /** What tells it from others of its kind where neither code nor place do; never a value or a row index. */
  readonly mark: string | null;
  readonly where: string | null;
  readonly source: ConditionSource;
  readonly evidence: string;
};

type Told = Pick<Trouble, 'kind' | 'rank' | 'source' | 'evidence'> & Partial<Trouble>;

/** A trouble with the words of its kind wherever the source knows no better. */
export function makeTrouble(told: Told): Trouble {
  const { title, cause, remedy, who, severity, stops } = meaningOf(told.kind);
  return {
    entry: told.kind,
    code: null,
    title,
    cause,
    remedy,
    who,
    severity,
    stops,
    place: null,
    mark: null,
    where: told.place?.name ?? null,
    ...told,
  };
}

const severityOrder: readonly Severity[] = ['critical', 'warning', 'info'];

/** The worse of two. */
export function worse(a: Severity, b: Severity): Severity {
  return severityOrder.indexOf(a) <= severityOrder.indexOf(b) ? a : b;
}

/** `toner-low` and `toner-empty` are stages of one trouble: the family `toner`. */
export function familyOf(kind: ConditionKind): string {
  return kind.replace(/-(?:low|empty|almost-full|full)$/, '');
}

/** 1 for what comes to its end, 2 for what is at its end or broken. */
export function stageOf(kind: ConditionKind): number {
  return /-(?:low|almost-full)$/.test(kind) ? 1 : 2;
}

const naturalTables: readonly (readonly [RegExp, Place['table']])[] = [
  [/^(?:tray|media)-/, 'input'],
  [/^output-/, 'output'],
  [/^cover-/, 'cover'],
  [/^(?:toner|ink|drum|fuser|belt|waste|supply|staples)-/, 'supply'],
];

/** The table whose rows a kind is about; `null` for kinds that may happen anywhere. */
export function tableOf(kind: ConditionKind): Place['table'] | null {
  return naturalTables.find(([pattern]) => pattern.test(kind))?.[1] ?? null;
}

/** Stable while the trouble lasts: no values, no severity, no text, no row index (contract §2.1). */
export function keyOf(trouble: Pick<Trouble, 'kind' | 'code' | 'place' | 'mark'>): string {
  const { kind, code, place, mark } = trouble;
  if (code !== null) return `${kind}/${code}`;
  if (place !== null) return `${kind}/${tableOf(kind) === place.table ? '' : `${place.table}.`}${place.id}`;
  return mark ? `${kind}/${mark}` : kind;
}

const mostEvidence = 1000;

/** `others` say the same; what they said is kept behind the evidence of the winner. */
export function asCondition(winner: Trouble, others: readonly Trouble[]): Condition {
  const evidence = [winner, ...others].map((trouble) => trouble.evidence).join(' | ');
  const { rank: _rank, place, mark, ...words } = winner;
  return {
    ...words,
    key: keyOf({ kind: winner.kind, code: winner.code, place, mark }),
    stops: [...winner.stops],
    evidence: evidence.length > mostEvidence ? `${evidence.slice(0, mostEvidence - 1).toWellFormed()}…` : evidence,
  };
}
