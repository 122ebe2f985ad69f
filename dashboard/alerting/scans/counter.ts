/**
 * A device that counts its scans to e-mail, and mails that were seen: where the counter moves and no mail comes, scans
 * leave the glass and do not arrive.
 */
import type { Condition } from '../../../contract/index.ts';

export type ScanCounter = {
  readonly value: number;
  /** When it was last seen to be `value`. */
  readonly at: string;
  /** A scan that no mail explains happened after this; `null` where there is none. */
  readonly movedAfter: string | null;
};

/** Clocks of device, agent and mail server differ. */
const slack = 5 * 60_000;

/** What is known after the counter was read as `value` at `at`. A smaller value is a counter that began anew. */
export function readCounter(known: ScanCounter | null, value: number, at: string): ScanCounter {
  if (known === null || value < known.value) return { value, at, movedAfter: null };
  return { value, at, movedAfter: known.movedAfter ?? (value > known.value ? known.at : null) };
}

/** What is known after a mail of the device was seen at `at`, whatever became of it. */
export function explainCounter(known: ScanCounter, at: string): ScanCounter {
  const isExplained = known.movedAfter !== null && Date.parse(at) >= Date.parse(known.movedAfter) - slack;
  return isExplained ? { ...known, movedAfter: null } : known;
}

/** `seenBefore`: a mail of this device was seen once, so its mails do pass where we look. */
export function judgeCounter(counter: ScanCounter | null, seenBefore: boolean): Condition | null {
  if (!counter?.movedAfter || !seenBefore) return null;
  return {
    kind: 'scans-astray',
    key: 'scans-astray',
    entry: 'scans-astray',
    code: null,
    severity: 'warning',
    stops: ['scan'],
    title: 'Scans leave the glass but do not arrive',
    cause: 'The device counts scans to e-mail, but the mail system has seen none of them.',
    remedy: 'Check the mail server, port and network settings of the device, and its own job log for what failed.',
    who: 'admin',
    where: null,
    source: 'scan',
    evidence: `its counter of scans to e-mail is ${counter.value}; no mail seen since ${counter.movedAfter}`,
  };
}
