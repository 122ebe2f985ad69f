/** The texts of the page in the language that fits the browser best. */
import { en, type Messages } from './en.ts';

const languages: Readonly<Record<string, Messages>> = { en };

/** The first wanted language that there is, else English. `wanted` are BCP 47 tags, as in `navigator.languages`. */
export function pickLanguage(wanted: readonly string[]): Messages {
  for (const tag of wanted) {
    const found = languages[tag.toLowerCase().split('-')[0] ?? ''];
    if (found) return found;
  }
  return en;
}

export const t: Messages = pickLanguage(typeof navigator === 'undefined' ? [] : (navigator.languages ?? []));
