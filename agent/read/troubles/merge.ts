/** One condition for one real trouble: sources that say the same are put together, the most specific one gives the words. */
import type { Condition, ConditionSource } from '../../../contract/index.ts';
import { asCondition, familyOf, keyOf, stageOf, type Trouble, worse } from './trouble.ts';

/** More than this is a device gone mad, or a forged one. */
export const mostConditions = 100;

/**
 * Order of the result: most urgent first. Does not depend on the order of `troubles`. At most `mostConditions`; the caller
 * says when some were left off.
 */
export function mergeTroubles(troubles: readonly Trouble[]): Condition[] {
  const clusters: Trouble[][] = [];
  for (const trouble of [...troubles].sort(bySureness)) {
    const open = clusters.filter((cluster) => !namesAnotherCode(cluster, trouble));
    const same = open.find((cluster) => fits(cluster, trouble));
    const wider = same ?? open.find((cluster) => cluster.some((other) => explains(other, trouble)));
    if (wider) wider.push(trouble);
    else clusters.push([trouble]);
  }
  const conditions = clusters.map(settle).sort(byUrgency);
  const keys = new Set<string>();
  return conditions.filter(({ key }) => !keys.has(key) && keys.add(key)).slice(0, mostConditions);
}

/** Of two that know the same the device's own list goes before its panel. */
const sources: readonly ConditionSource[] = [
  'alert-row',
  'job',
  'console',
  'error-bits',
  'supply',
  'input',
  'output',
  'cover',
];

/** Those that know where come first, so that the others can join them; then the surer; then the worse stage. */
function bySureness(a: Trouble, b: Trouble): number {
  return (
    Number(a.place === null) - Number(b.place === null) ||
    a.rank - b.rank ||
    stageOf(b.kind) - stageOf(a.kind) ||
    sources.indexOf(a.source) - sources.indexOf(b.source) ||
    compare(keyOf(a), keyOf(b)) ||
    compare(a.evidence, b.evidence) ||
    compare(a.title, b.title) ||
    compare(a.where ?? '', b.where ?? '')
  );
}

/** Two codes are two troubles, whatever else they share: a cluster holds one at most. */
function namesAnotherCode(cluster: readonly Trouble[], { code }: Trouble): boolean {
  return code !== null && cluster.some((other) => other.code !== null && other.code !== code);
}

/** The same code, or one member that says the same and none that names another place: a vague one does not tie two apart. */
function fits(cluster: readonly Trouble[], trouble: Trouble): boolean {
  if (trouble.code !== null && cluster.some(({ code }) => code === trouble.code)) return true;
  return cluster.every((other) => isSamePlace(other, trouble)) && cluster.some((other) => isSame(other, trouble));
}

function isSame(a: Trouble, b: Trouble): boolean {
  if (a.kind === 'unknown-fault' || b.kind === 'unknown-fault') return a.kind === b.kind && keyOf(a) === keyOf(b);
  if (!isOfFamily(a, b) || !isSamePlace(a, b) || (a.mark ?? b.mark) !== (b.mark ?? a.mark)) return false;
  // "Something is empty" is not told by "this one is low".
  return a.place !== null && b.place !== null ? true : stageOf(b.kind) <= stageOf(a.kind);
}

function isOfFamily(a: Trouble, b: Trouble): boolean {
  const [first, second] = [familyOf(a.kind), familyOf(b.kind)];
  if (first === second) return true;
  // No paper, and the paper that a job waits for; a jam, and one in the document feeder.
  const pair = [first, second].sort().join(' ');
  return b.source === 'error-bits' && (pair === 'media-needed tray' || pair === 'original-jam paper-jam');
}

function isSamePlace(a: Trouble, b: Trouble): boolean {
  if (a.place === null || b.place === null) return true;
  return a.place.table === b.place.table && a.place.id === b.place.id;
}

/** Bits and jobs that only say "something is wrong" are told by whatever says what. */
function explains(known: Trouble, bit: Trouble): boolean {
  if (bit.source === 'job')
    return bit.kind === 'scan-failed' && known.kind.startsWith('scan-') && known.source !== 'job';
  if (bit.source !== 'error-bits' || bit.place !== null) return false;
  switch (bit.kind) {
    case 'service-needed':
      return known.who === 'service' || known.kind === 'maintenance-due';
    case 'attention-needed':
      return known.severity !== 'info';
    case 'offline':
      return known.stops.length > 0 || known.severity === 'critical';
    case 'supply-missing':
      return /-(?:missing|wrong|fault)$/.test(known.kind) && /^(?:supply|waste|toner|drum)-/.test(known.kind);
    default:
      return false;
  }
}

function settle(cluster: readonly Trouble[]): Condition {
  const [winner, ...others] = [...cluster].sort(
    (a, b) => Number(a.code === null) - Number(b.code === null) || a.rank - b.rank || bySureness(a, b),
  );
  if (!winner) throw new RangeError('a cluster has at least one trouble');
  const alike = cluster.filter((trouble) => trouble.kind === winner.kind);
  const stops = new Set(alike.flatMap((trouble) => trouble.stops));
  const place = winner.place ?? cluster.find((trouble) => trouble.place !== null)?.place ?? null;
  return asCondition(
    {
      ...winner,
      severity: alike.map((trouble) => trouble.severity).reduce(worse),
      stops: (['print', 'scan'] as const).filter((stop) => stops.has(stop)),
      place,
      where: winner.where ?? place?.name ?? null,
    },
    others,
  );
}

const urgency = { critical: 0, warning: 1, info: 2 } as const;

function byUrgency(a: Condition, b: Condition): number {
  return urgency[a.severity] - urgency[b.severity] || compare(a.key, b.key);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
