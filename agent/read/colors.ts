/** Colours of supplies: by what the description says, else by the colorant that the supply points to. */
import { remembering } from '../remember.ts';

/** Words as devices write them, in the languages seen on panels. The colour is the key. */
const words: readonly (readonly [string, RegExp])[] = [
  [
    'black',
    /(?<!\p{L})(?:black|blk|schwarz\w*|noire?|negr[oa]|ner[oa]|preto|zwart|svart|sort|musta|czarny|černá|ч[её]рный|黑色?|ブラック|검정)(?!\p{L})/iu,
  ],
  ['cyan', /(?<!\p{L})(?:cyan\w*|zyan|ciano?|cián|cyaan|syaani|azurová|голубой|青色?|シアン|시안)(?!\p{L})/iu],
  ['magenta', /(?<!\p{L})(?:magenta|maxenta|purpurová|пурпурный|品红色?|マゼンタ|마젠타)(?!\p{L})/iu],
  [
    'yellow',
    /(?<!\p{L})(?:yellow|gelb\w*|jaune|amarillo|giallo|amarelo|geel|gul|keltainen|[żz][óo][łl]ty|žlutá|ж[её]лтый|黄色?|イエロー|노랑)(?!\p{L})/iu,
  ],
];

/** What stands before a colour and makes it another one. */
const shades: readonly (readonly [string, RegExp])[] = [
  ['photo black', /\bphoto ?black\b/i],
  ['matte black', /\bmatte? ?black\b/i],
  ['light light black', /\blight ?light ?black\b/i],
  ['light black', /\blight ?black\b/i],
  ['light cyan', /\blight ?cyan\b/i],
  ['light magenta', /\blight ?magenta\b/i],
];

const otherColors =
  /^(?:gr[ae]y|light gr[ae]y|red|green|blue|orange|violet|white|clear|silver|gold|brown|pink|transparent)$/;

/** The one colour that a text names; `null` for none, and for several (a tri-colour cartridge has no single colour). */
export const colorIn = remembering(findColor);

function findColor(text: string): string | null {
  const shade = shades.find(([, pattern]) => pattern.test(text));
  const found = words.filter(([, pattern]) => pattern.test(text));
  if (found.length !== 1) return null;
  return shade?.[0] ?? found[0]?.[0] ?? null;
}

/** prtMarkerColorantValue as a colour; `null` for `none`, `unknown` and what is no colour. */
export function colorOfColorant(value: string | null): string | null {
  if (value === null) return null;
  const plain = value.toLowerCase().replace(/[-_ ]+/g, ' ');
  return colorIn(plain) ?? (otherColors.test(plain) ? plain : null);
}
