/**
 * What the fate of its mails says of a device: one condition for each cause that stands. How loud depends on whose side
 * the fault is on. The device's, or its relay's: told at once, and critical as soon as it happens twice in ten minutes,
 * since it stops every scan. A server's: only when it lasts. The recipient's or the single mail's: a notice.
 */
import type { Condition, FaultSide, ScanResult } from '../../../contract/index.ts';
import { codeOf, evidenceOf, mailOf, sideOf, standing } from './fate.ts';

const repeatsWithin = 10 * 60_000;

/** The conditions that results of one device, oldest first, leave true. */
export function judgeMails(results: readonly ScanResult[]): Condition[] {
  const byKey = Map.groupBy(standing(results), keyOf);
  return [...byKey].map(([key, failures]) => conditionOf(key, failures));
}

/** The key of the condition that a failure leads to. */
export function keyOf(failure: ScanResult): string {
  return `${kindOf(failure)}/${failure.reason ?? 'unknown'}`;
}

type MailKind = 'scan-refused' | 'scan-deferred' | 'scan-undelivered';

function kindOf(failure: ScanResult): MailKind {
  if (sideOf(failure) === 'device') return 'scan-refused';
  const { outcome, retryable } = failure;
  if (outcome === 'deferred' || outcome === 'lost' || (outcome === 'refused' && retryable)) return 'scan-deferred';
  return sideOf(failure) === 'server' ? 'scan-undelivered' : 'scan-refused';
}

function conditionOf(key: string, failures: readonly ScanResult[]): Condition {
  const last = failures.at(-1) as ScanResult;
  const side = sideOf(last);
  const mails = new Set(failures.map(mailOf)).size;
  return {
    kind: kindOf(last),
    key,
    ...wordsOf(last),
    severity: severityOf(side, failures),
    stops: side === 'recipient' || side === 'message' ? [] : ['scan'],
    where: null,
    evidence: (mails > 1 ? `${mails} scans since ${failures[0]?.at}; last ` : '') + evidenceOf(last),
  };
}

/** What a condition takes from the failure that it is about. */
export function wordsOf({ entry, reply, title, cause, remedy, who, confidence }: ScanResult) {
  const sure = confidence === undefined ? {} : { confidence };
  return {
    entry: entry ?? 'unknown',
    code: codeOf(reply),
    title,
    cause,
    remedy,
    who,
    ...sure,
    source: 'scan' as const,
  };
}

function severityOf(side: FaultSide, failures: readonly ScanResult[]): Condition['severity'] {
  if (side === 'recipient' || side === 'message') return 'info';
  return side === 'device' && isRepeated(failures) ? 'critical' : 'warning';
}

/** Two mails, not two attempts of one, within ten minutes. */
function isRepeated(failures: readonly ScanResult[]): boolean {
  return failures.some((failure, i) => {
    const before = failures.slice(0, i).findLast((other) => mailOf(other) !== mailOf(failure));
    return before !== undefined && Date.parse(failure.at) - Date.parse(before.at) <= repeatsWithin;
  });
}
