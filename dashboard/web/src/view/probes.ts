/** Mail servers that are probed: how each stands, in one word and one line. */
import type { ProbeOutcome, ProbeRow, ProbeStep, ProbeWarning } from '../../../../contract/index.ts';
import type { Look } from './status.ts';

export type ProbeState = 'failing' | 'stale' | 'warned' | 'fine';

const pressing = (warning: ProbeWarning): boolean => warning.severity !== 'info';
const hour = 3_600_000;

/** `now` in ms since 1970. Three probes in a row that did not come, and at least an hour, make a report old news. */
export function probeState({ at, everySeconds, ok, warnings }: ProbeRow, now: number): ProbeState {
  const patience = Math.max(hour, 3000 * (everySeconds ?? 0));
  if (now - Date.parse(at) > patience) return 'stale';
  if (!ok) return 'failing';
  return warnings.some(pressing) ? 'warned' : 'fine';
}

/** What is to be said first: the stage that failed, else the worst warning; `null` where all is well. */
export function probeTrouble({
  steps,
  warnings,
}: ProbeRow): { readonly step: ProbeStep | null; readonly title: string } | null {
  const step = steps.find(({ outcome }) => outcome === 'failed') ?? null;
  if (step?.fault) return { step, title: step.fault.title };
  const warning = warnings.find(({ severity }) => severity === 'critical') ?? warnings.find(pressing);
  return warning ? { step: null, title: warning.title } : null;
}

/** The worst first, then by name. */
export function sortProbes(probes: readonly ProbeRow[], now: number): ProbeRow[] {
  const order: readonly ProbeState[] = ['failing', 'stale', 'warned', 'fine'];
  const rank = (probe: ProbeRow) => order.indexOf(probeState(probe, now));
  return probes.toSorted((a, b) => rank(a) - rank(b) || a.target.localeCompare(b.target));
}

export const probeLooks: Readonly<Record<ProbeState, Look>> = {
  failing: { shape: 'octagon', tone: 'stop' },
  stale: { shape: 'broken', tone: 'dark' },
  warned: { shape: 'triangle', tone: 'warn' },
  fine: { shape: 'check', tone: 'fine' },
};

export const stepLooks: Readonly<Record<ProbeOutcome, Look>> = {
  passed: { shape: 'check', tone: 'fine' },
  failed: { shape: 'octagon', tone: 'stop' },
  skipped: { shape: 'dash', tone: 'calm' },
};
