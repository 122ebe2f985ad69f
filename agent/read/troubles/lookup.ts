/** The catalogue, asked once for each text: panels and alert rows say the same things on every poll. */
import { type DeviceMatch, findCode, isRestingText, matchDevice } from '../../../catalogue/index.ts';
import { remembering } from '../remember.ts';

export type Speaker = { readonly vendor: string; readonly model: string | null };

const most = 4000;
const matches = new Map<string, DeviceMatch | null>();

/** What the catalogue makes of these texts and this code. */
export function lookUp({ vendor, model }: Speaker, texts: readonly string[], code: string | null): DeviceMatch | null {
  const key = [vendor, model, code, ...texts].join('\u0000');
  const found = matches.get(key);
  if (found !== undefined) return found;
  const made = matchDevice({ vendor, model, texts, code });
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
