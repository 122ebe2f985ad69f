/** The catalogue, asked once for each text: panels and alert rows say the same things on every poll. */
import {
  type ConditionKind,
  type ConditionMeaning,
  type DeviceEntry,
  type DeviceMatch,
  findCode,
  isRestingText,
  matchDevice,
  meaningOf,
} from '../../../catalogue/index.ts';
import { remembering } from '../../remember.ts';

export type Speaker = {
  readonly vendor: string;
  readonly model: string | null;
  /** Ours, or the office's and ours. Never changed once it is made: what was found in it is remembered by it. */
  readonly entries: readonly DeviceEntry[];
};

const most = 4000;
/** An office that changes its entries hands over a new list, and the matches of the old one go with it. */
const memories = new WeakMap<Speaker['entries'], Map<string, DeviceMatch | null>>();

/** What the catalogue makes of these texts and this code. */
export function lookUp(speaker: Speaker, texts: readonly string[], code: string | null): DeviceMatch | null {
  const { vendor, model, entries } = speaker;
  const matches = memories.get(entries) ?? new Map<string, DeviceMatch | null>();
  memories.set(entries, matches);
  const key = [vendor, model, code, ...texts].join('\u0000');
  const found = matches.get(key);
  if (found !== undefined) return found;
  const made = matchDevice({ vendor, model, texts, code }, entries);
  if (matches.size >= most) matches.clear();
  matches.set(key, made);
  return made;
}

/** Whether a text tells of no trouble: asleep, ready, warming up. */
export const isResting = remembering(isRestingText, most);

/** The maker's code in a text, in the catalogue's spelling. */
export function codeIn(text: string, { vendor, model }: Speaker): string | null {
  return codes(`${vendor}\u0000${model ?? ''}\u0000${text}`);
}

const codes = remembering((key) => {
  const [vendor = '', model = '', text = ''] = key.split('\u0000');
  return findCode(text, vendor, model || null);
}, most);

/** What an entry says; where the place has shown a narrower kind, what is said of that. */
export function wordsOf(entry: DeviceEntry, kind: ConditionKind): Omit<ConditionMeaning, 'who'> {
  const ofKind = meaningOf(kind);
  return kind === entry.condition ? { ...ofKind, ...entry, stops: entry.stops ?? ofKind.stops } : ofKind;
}
