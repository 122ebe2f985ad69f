/** The small questions that are asked of a scan result. */
import type { FaultSide, Reply, ScanResult } from '../../../contract/index.ts';

/** Whose side the fault is on; agents that do not say it say at least who can mend it. */
export function sideOf({ side, who }: ScanResult): FaultSide {
  return side ?? (who === 'user' ? 'recipient' : 'server');
}

/** The mail that it is about, whatever its recipient; one that never got an id is told apart by its time. */
export function mailOf({ queueId, messageId, at }: ScanResult): string {
  return queueId ?? messageId ?? at;
}

/** The server that was spoken to, as people call it: `relay.example.com` of `relay.example.com[192.0.2.1]:25`. */
export function relayOf({ hop, provider }: ScanResult): string {
  return hop?.replace(/\[.*|:\d+$/g, '').toLowerCase() || provider || 'mail server';
}

/** What was said, and when, in one line. */
export function evidenceOf({ at, stage, hop, reply }: ScanResult): string {
  return `${at} ${stage}${hop ? ` at ${hop}` : ''}: ${reply ? lineOf(reply) : 'no reply'}`.slice(0, 500);
}

/** A reply in one line, as servers write it. */
export function lineOf({ code, enhanced, text }: Reply): string {
  return [code, enhanced, text].filter((part) => part !== null).join(' ');
}

/** The code that tells most: the enhanced one where there is one. */
export function codeOf(reply: Reply | null): string | null {
  return reply?.enhanced ?? reply?.code?.toString() ?? null;
}

/**
 * The failures, of results of one device oldest first, that nothing has made good since. A mail is put off many times
 * and refused in the end: only its last word counts. A later success shows that the device, its relay and its domain
 * are well; what is wrong with one recipient or one scan only the success of another mail puts behind.
 */
export function standing(results: readonly ScanResult[]): ScanResult[] {
  const lastWords = new Map<string, number>();
  results.forEach((result, i) => {
    lastWords.set(JSON.stringify([mailOf(result), result.to]), i);
  });
  const successes = results.flatMap((result, i) => (result.outcome === 'sent' ? [{ i, mail: mailOf(result) }] : []));
  const last = successes.at(-1);
  const ofAnother = successes.findLast(({ mail }) => mail !== last?.mail);
  return results.filter((result, i) => {
    if (result.outcome === 'sent' || lastWords.get(JSON.stringify([mailOf(result), result.to])) !== i) return false;
    const isOneScan = ['recipient', 'message'].includes(sideOf(result));
    const cure = isOneScan && last?.mail === mailOf(result) ? ofAnother : last;
    return cure === undefined || cure.i < i;
  });
}
