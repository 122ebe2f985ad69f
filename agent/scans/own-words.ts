/** What the office's own entries say of a scan result, whichever log, mail or conversation told it. */
import { matchReply, type OwnReplies, type ReplyEntry, reasons } from '../../catalogue/index.ts';
import type { ScanResult } from '../../contract/index.ts';

/** The result in the office's words, where it has some. Whether a retry helps stays what the reply code says. */
export function inOwnWords(result: ScanResult, own: OwnReplies): ScanResult {
  if (result.outcome === 'sent' || own.exact.length + own.coded.length + own.amended.size === 0) return result;
  const entry = ownEntry(result, own);
  if (!entry) return result;
  const { id, reason, severity, title, cause, remedy, who, confidence } = entry;
  const side = reason && reasons[reason].side;
  return { ...result, entry: id, reason, side, severity, title, cause, remedy, who, confidence };
}

/** One of the office's that fits the reply, or ours with the office's words. */
function ownEntry(
  { reply, stage, hop, outcome, provider, entry }: ScanResult,
  own: OwnReplies,
): ReplyEntry | undefined {
  if (reply) {
    const { code, enhanced, text } = reply;
    const match = matchReply({ code, enhanced, text, stage, hop, outcome, provider }, own);
    if (match.entry.isOwn) return match.entry;
  }
  return entry === null ? undefined : own.amended.get(entry);
}

type Taker = { putScans(results: readonly ScanResult[], alongside?: () => void): void };

/** Takes results like `taker`, in the words that the office has at that moment. */
export function worded<T extends Taker>(taker: T, own: () => OwnReplies): T {
  return {
    ...taker,
    putScans(results, alongside) {
      const replies = own();
      taker.putScans(
        results.map((result) => inOwnWords(result, replies)),
        alongside,
      );
    },
  };
}
