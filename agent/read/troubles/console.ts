/** Troubles that stand on the panel: only those that the catalogue knows, because a panel shows all sorts of things. */
import type { PanelLine } from '../console.ts';
import { codeIn, isResting, lookUp, type Speaker, wordsOf } from './lookup.ts';
import { placeByText, refineKind, type Units } from './places.ts';
import { makeTrouble, ranks, type Trouble } from './trouble.ts';

/**
 * Each line by itself, and two lines as one where only together they name a code (`SERVICE CALL` / `140: FATAL ERROR`). When
 * nothing is found so, all lines count as one sentence that the panel has broken.
 */
export function readPanel(lines: readonly PanelLine[], speaker: Speaker, units: Units): Trouble[] {
  const waking = lines.filter(({ text }) => !isResting(text));
  const found: Trouble[] = [];
  for (let at = 0; at < waking.length; at++) {
    const [line, next] = [waking[at], waking[at + 1]];
    if (line === undefined) break;
    const both = next && codeOfBoth(line.text, next.text, speaker);
    found.push(...fromText(both ?? line.text, line.oid, speaker, units));
    if (both !== undefined && both !== null) at++;
  }
  const [first] = waking;
  if (found.length > 0 || waking.length < 2 || first === undefined) return found;
  return fromText(waking.map(({ text }) => text).join(' '), first.oid, speaker, units);
}

/** The two lines as one, if they name a code that neither names alone, or that the first only calls for service about. */
function codeOfBoth(first: string, second: string, speaker: Speaker): string | null {
  const both = `${first} ${second}`;
  if (codeIn(both, speaker) === null) return null;
  if (codeIn(first, speaker) !== null) return null;
  const isCall = lookUp(speaker, [first], null)?.entry.condition === 'service-needed';
  return isCall || codeIn(second, speaker) === null ? both : null;
}

function fromText(text: string, oid: string, speaker: Speaker, units: Units): Trouble[] {
  const match = lookUp(speaker, [text], null);
  if (!match) return [];
  const { entry, code } = match;
  const place = placeByText(units, entry.condition, text);
  const kind = refineKind(entry.condition, place, units);
  const { title, cause, remedy, severity, stops } = wordsOf(entry, kind);
  return [
    makeTrouble({
      kind,
      rank: code !== null ? ranks.makerCode : entry.vendor !== null || entry.isOwn ? ranks.makerWords : ranks.words,
      entry: entry.id,
      code,
      severity,
      stops,
      title,
      cause,
      remedy,
      who: entry.who,
      confidence: entry.confidence,
      place,
      source: 'console',
      evidence: `${oid} = ${text}`,
    }),
  ];
}
