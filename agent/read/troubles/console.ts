/** Troubles that stand on the panel: only those that the catalogue knows, because a panel shows all sorts of things. */
import { meaningOf } from '../../../catalogue/index.ts';
import type { PanelLine } from '../console.ts';
import { isResting, lookUp, type Speaker } from './lookup.ts';
import { placeByText, type Units } from './places.ts';
import { makeTrouble, ranks, type Trouble } from './trouble.ts';

/** Each line by itself; only when none says anything, all lines as one sentence that the panel has broken. */
export function readPanel(lines: readonly PanelLine[], speaker: Speaker, units: Units): Trouble[] {
  const waking = lines.filter(({ text }) => !isResting(text));
  const found = waking.flatMap((line) => fromText(line.text, line.oid, speaker, units));
  const [first] = waking;
  if (found.length > 0 || waking.length < 2 || first === undefined) return found;
  return fromText(waking.map(({ text }) => text).join(' '), first.oid, speaker, units);
}

function fromText(text: string, oid: string, speaker: Speaker, units: Units): Trouble[] {
  const match = lookUp(speaker, [text], null);
  if (!match) return [];
  const { entry, code } = match;
  const kind = entry.condition;
  return [
    makeTrouble({
      kind,
      rank: code !== null ? ranks.makerCode : entry.vendor !== null ? ranks.makerWords : ranks.words,
      entry: entry.id,
      code,
      severity: entry.severity,
      stops: entry.stops ?? meaningOf(kind).stops,
      title: entry.title,
      cause: entry.cause,
      remedy: entry.remedy,
      who: entry.who,
      place: placeByText(units, kind, text),
      source: 'console',
      evidence: `${oid} = ${text}`,
    }),
  ];
}
