/** What a probe says of a mail server: a stage that failed, and what stands whether or not one did. */
import type { Condition, ProbeReport, ProbeStep } from '../../../contract/index.ts';
import { codeOf, lineOf } from './fate.ts';

/** What alerts of a probed server begin with. */
export function probeSubject(agent: string, target: string): string {
  return `probe/${agent}/${target}`;
}

/** The conditions that a report leaves true. A stage that failed for now is waited for like a scan that is late. */
export function judgeProbe(report: ProbeReport): Condition[] {
  const failed = report.steps.filter(({ outcome }) => outcome === 'failed');
  const faults = failed.flatMap((step) => (step.fault ? [faultOf(step, step.fault, report)] : []));
  const standing = report.warnings.map(({ kind, ...words }) => ({
    ...shared(report),
    kind,
    key: kind,
    entry: kind,
    code: null,
    ...words,
    stops: [],
    evidence: `probe of ${report.at}`,
  }));
  return [...new Map([...faults, ...standing].map((condition) => [condition.key, condition])).values()];
}

function faultOf(step: ProbeStep, fault: NonNullable<ProbeStep['fault']>, report: ProbeReport): Condition {
  const { reply, stage, note } = step;
  const kind = fault.retryable ? 'probe-deferred' : 'probe-failed';
  return {
    ...shared(report),
    kind,
    key: `${kind}/${stage}/${fault.reason}`,
    entry: fault.entry ?? 'unknown',
    code: codeOf(reply),
    severity: fault.severity,
    title: fault.title,
    cause: fault.cause,
    remedy: fault.remedy,
    who: fault.who,
    stops: ['scan'],
    evidence: `${report.at} ${stage}: ${reply ? lineOf(reply) : note}`.slice(0, 500),
  };
}

function shared({ target }: ProbeReport) {
  return { where: target, source: 'scan' as const };
}
