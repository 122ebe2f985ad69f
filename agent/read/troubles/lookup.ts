/** The catalogue, asked once for each text: panels and alert rows say the same things on every poll. */
import { type DeviceMatch, isRestingText, matchDevice } from '../../../catalogue/index.ts';

export type Speaker = { readonly vendor: string; readonly model: string | null };

const most = 4000;
const matches = new Map<string, DeviceMatch | null>();
const resting = new Map<string, boolean>();

/** What the catalogue makes of these texts and this code. */
export function lookUp({ vendor, model }: Speaker, texts: readonly string[], code: string | null): DeviceMatch | null {
  const key = [vendor, model, code, ...texts].join('\u0000');
  return remember(matches, key, () => matchDevice({ vendor, model, texts, code }));
}

/** Whether a text tells of no trouble: asleep, ready, warming up. */
export function isResting(text: string): boolean {
  return remember(resting, text, () => isRestingText(text));
}

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = find();
  if (known.size >= most) known.clear();
  known.set(key, made);
  return made;
}
