/** Who writes which codes: makers by their several names, and machines sold under another maker's name. */

/** How a maker writes its codes: `016-764`, `Service Call 173`, or in words only. */
export type Grammar = 'chain-link' | 'three-digit';

export type Maker = {
  /** Maker whose entries apply. */
  readonly vendor: string;
  readonly grammar: Grammar;
};

const xerox: Maker = { vendor: 'xerox', grammar: 'chain-link' };
const oki: Maker = { vendor: 'oki', grammar: 'three-digit' };

/** Xerox and Fuji Xerox (now FUJIFILM Business Innovation) build on one controller and write the same codes. */
const aliases: Readonly<Record<string, string>> = {
  fujifilm: 'xerox',
  'fuji-xerox': 'xerox',
  'fuji xerox': 'xerox',
  okidata: 'oki',
  'oki data': 'oki',
};

/**
 * OKI machines with an engine by Fuji Xerox: B6200/6250/6300/6500 share the mail chapter of its manuals, B930 its parts.
 * Their codes follow Xerox.
 */
const okiBuiltByFujiXerox = /^B(?:6[235]\d0|930)/i;

/** OKI machines built by Toshiba, with codes of their own: neither table fits. */
const okiBuiltByToshiba = /^(?:MB7[67]0|MPS5502)/i;

/**
 * Whose codes a device writes. `vendor` is the lower-case maker of a reading or what a person typed; `null` asks all makers.
 * Empty where the catalogue has no codes of that maker, and for a device whose maker is `unknown`: a number alone is no proof.
 */
export function makersOf(vendor: string | null, model: string | null): readonly Maker[] {
  const name = canonicalVendor(vendor);
  if (name === null) return [xerox, oki];
  if (name === 'xerox') return [xerox];
  if (name !== 'oki') return [];
  if (model !== null && okiBuiltByFujiXerox.test(model)) return [xerox];
  if (model !== null && okiBuiltByToshiba.test(model)) return [];
  return [oki];
}

/** Machines whose codes are those of who built them, beside OKI's own cases above. */
const builders: readonly (readonly [string, RegExp, string])[] = [
  ['oki', okiBuiltByToshiba, 'toshiba'],
  ['xerox', /^(?:(?:Phaser|WorkCentre) 3\d{3}|B2(?:05|1[05]))/i, 'samsung'],
  ['xerox', /^(?:B2(?:25|3[05])|C23[05]|[BC]31[05])\b/i, 'lexmark'],
];

/** Whose form of codes a device writes beside the grammar (code-forms.ts): its own maker's, or that of who built it. */
export function formOf(vendor: string | null, model: string | null): string | null {
  const name = canonicalVendor(vendor);
  return builders.find(([seller, models]) => seller === name && models.test(model ?? ''))?.[2] ?? name;
}

/** The name under which the catalogue keeps a maker, or `null` for none. */
export function canonicalVendor(vendor: string | null): string | null {
  const name = vendor?.trim().toLowerCase() ?? '';
  if (name === '') return null;
  return aliases[name] ?? name;
}
