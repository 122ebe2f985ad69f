/** The one way to write an entry of this folder: what its reason settles need not be said again. */
import type { FaultSide, Severity } from '../../contract/index.ts';
import type { Reason } from '../reasons.ts';
import { reasons } from '../reasons.ts';
import type { ReplyEntry } from '../types.ts';

type Settled = 'who' | 'severity' | 'confidence';
type Written = Omit<ReplyEntry, Settled> & Partial<Pick<ReplyEntry, Settled>>;

/** A fault on the device's side stops every scan until someone acts; the others stop one mail, or pass. */
const severityOf: Record<FaultSide, Severity> = {
  device: 'critical',
  reputation: 'warning',
  recipient: 'warning',
  message: 'warning',
  server: 'warning',
};

/** `who` and `severity` come from the reason unless said; a success is `info`; `confidence` is medium unless said. */
export function entry(written: Written): ReplyEntry {
  const { reason } = written;
  const { who, severity } = reason === null ? { who: 'user' as const, severity: 'info' as const } : settle(reason);
  return { who, severity, confidence: 'medium', ...written };
}

function settle(reason: Reason) {
  const { who, side } = reasons[reason];
  return { who, severity: severityOf[side] };
}

/** An entry that stands in an RFC or a registry. */
export function standard(written: Written): ReplyEntry {
  return entry({ confidence: 'high', ...written });
}
