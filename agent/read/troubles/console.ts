/** Troubles that stand on the panel: only those that the catalogue knows, because a panel shows all sorts of things. */
import { meaningOf } from '../../../catalogue/index.ts';
import type { PanelLine } from '../console.ts';
import { codeIn, isResting, lookUp, type Speaker } from './lookup.ts';
import { placeByText, type Units } from './places.ts';
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

/** The two lines as one, if they name a code that neither names alone. */
function codeOfBoth(first: string, second: string, speaker: Speaker): string | null {
  const both = `${first} ${second}`;
  if (codeIn(both, speaker) === null) return null;
  return codeIn(first, speaker) === null && codeIn(second, speaker) === null ? both : null;
}

function fromText(text: string, oid: string, speaker: Speaker, units: Units): Trouble[] {
  const match = lookUp(speaker, [text], null);
  if (!match) return [];
  const { entry, code } = match;
  const kind = entry.condition;
  return [
    makeTrouble({
      kind,
      rank: code !== null ? ranks.makerCode : entry.vendor !== null || entry.isOwn ? ranks.makerWords : ranks.words,
      entry: entry.id,
      code,
      severity: entry.severity,
      stops: entry.stops ?? meaningOf(kind).stops,
      title: entry.title,
      cause: entry.cause,
      remedy: entry.remedy,
      who: entry.who,
      confidence: entry.confidence,
      place: placeByText(units, kind, text),
      source: 'console',
      evidence: `${oid} = ${text}`,
    }),
  ];
}
