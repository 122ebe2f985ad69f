/**
 * What the fate of its mails says of a device. A failure is a condition until the device's next success: refused for
 * good is told at once, put off only when it lasts (the wait of `scan-deferred`). What is the recipient's or the single
 * mail's fault, which its sender can mend, stays a notice.
 */
import type { Condition, ScanResult } from '../../contract/index.ts';

/** Conditions that results of one device, oldest first, leave true; and the newest result's time, or `null` for none. */
export function judgeScans(results: readonly ScanResult[]): { conditions: Condition[]; at: string | null } {
  const lastSuccess = results.findLastIndex((result) => result.outcome === 'sent');
  const since = results.slice(lastSuccess + 1);
  // A mail is put off many times and refused in the end: only the last word about it counts.
  const lastWords = new Map(since.map((result) => [mailOf(result), result])).values();
  const byKey = new Map([...lastWords].map((result) => [`${kindOf(result)}/${result.reason ?? 'unknown'}`, result]));
  return {
    conditions: [...byKey].map(([key, result]) => conditionOf(key, result)),
    at: results.at(-1)?.at ?? null,
  };
}

function mailOf({ queueId, messageId, to, at }: ScanResult): string {
  return JSON.stringify([queueId ?? messageId ?? at, to]);
}

function kindOf({ outcome, retryable }: ScanResult): 'scan-deferred' | 'scan-refused' {
  const mayComeYet = outcome === 'deferred' || outcome === 'lost' || (outcome === 'refused' && retryable);
  return mayComeYet ? 'scan-deferred' : 'scan-refused';
}

function conditionOf(key: string, result: ScanResult): Condition {
  const { reply, stage, hop } = result;
  const said = reply ? [reply.code, reply.enhanced, reply.text].filter((part) => part !== null).join(' ') : 'no reply';
  return {
    kind: kindOf(result),
    key,
    entry: result.entry ?? 'unknown',
    code: reply?.enhanced ?? reply?.code?.toString() ?? null,
    severity: result.who === 'user' ? 'info' : result.severity,
    stops: result.who === 'user' ? [] : ['scan'],
    title: result.title,
    cause: result.cause,
    remedy: result.remedy,
    who: result.who,
    where: null,
    source: 'scan',
    evidence: `${result.at} ${stage}${hop ? ` at ${hop}` : ''}: ${said}`.slice(0, 500),
  };
}
