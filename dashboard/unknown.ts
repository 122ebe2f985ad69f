/** What counts as unknown, and as the same unknown thing. Pure. */
import type { Alert, DeviceRow, ScanResult } from '../contract/index.ts';
import type { Sighting } from './store/unknowns.ts';

const longestText = 300;
const longestEvidence = 500;

/** A condition that no entry of the catalogue explains; `null` for the others. */
export function unknownCondition(
  { entry, code, title, evidence, startedAt }: Alert,
  { id, vendor, model }: Pick<DeviceRow, 'id' | 'vendor' | 'model'>,
): Sighting | null {
  if (entry !== 'unknown') return null;
  const text = withHoles(title);
  return {
    kind: 'device',
    // A code is one thing, whatever stands around it.
    key: JSON.stringify(['device', vendor, model, code ?? text.toLowerCase()]),
    vendor,
    model,
    code,
    enhanced: null,
    text,
    example: title.slice(0, longestText),
    evidence: evidence.slice(0, longestEvidence),
    at: startedAt,
    deviceId: id,
  };
}

/** Entries of reply codes that servers use for everything: the words would have said more, had anybody known them. */
const byCodeAlone = /^smtp-(?:421|45[01]|55[04])(?:-(?:connect|mail|rcpt|delivery))?$/;

/** A refusal whose words nobody knows, so that only its code or class told anything; `null` for the others. */
export function unknownReply(result: ScanResult, deviceId: string | null): Sighting | null {
  const { outcome, reason, entry, reply, stage, hop, at } = result;
  // Whatever an office's own entry explains is known there.
  if (outcome === 'sent' || reply === null || entry?.startsWith('smtp-') === false) return null;
  const isByCode = reply.text.trim() !== '' && byCodeAlone.test(entry ?? '');
  if (reason !== 'unknown' && !isByCode) return null;
  const example = withoutNames(reply.text).slice(0, longestText);
  const code = reply.code?.toString() ?? null;
  const text = withHoles(example);
  if (code === null && reply.enhanced === null && text === '') return null;
  return {
    kind: 'smtp',
    key: JSON.stringify(['smtp', code, reply.enhanced, text.toLowerCase()]),
    vendor: null,
    model: null,
    code,
    enhanced: reply.enhanced,
    text,
    example,
    evidence: `${stage}${hop ? ` at ${hop}` : ''}: ${[code, reply.enhanced, example].filter(Boolean).join(' ')}`.slice(
      0,
      longestEvidence,
    ),
    at,
    deviceId,
  };
}

/** Mail addresses, network addresses, names of hosts, ids, counts: what differs from one time to the next. */
const passing =
  /[^\s<>"'()]+@[^\s<>"'()]*|(?:\d{1,3}\.){3}\d{1,3}|\[?[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]+\]?|(?<![\w-])(?:[a-z\d-]+\.)+[a-z]{2,}(?![\w-])|[\w-]*\d[\w-]*/gi;

/** One `#` for each thing that passes; blanks as one blank. */
export function withHoles(text: string): string {
  return text
    .slice(0, 2 * longestText)
    .replace(passing, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestText);
}

/** Whose mail it was is nobody's business here. */
function withoutNames(text: string): string {
  return text.slice(0, 4 * longestText).replace(/[^\s<>"'()]+@(?=[^\s<>"'()]*)/g, '…@');
}
