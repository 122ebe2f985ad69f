/**
 * How makers other than Xerox and OKI write fault codes, as far as their form is plain: `49.4C02` (HP), `SC542` (Ricoh), `C6000`
 * (Kyocera), `C2557` (Konica Minolta), `E225-0002` and `#801` (Canon), `Unable 46` (Brother), `200.05` (Lexmark), `U1-2320`
 * (Samsung), `H4-00` (Sharp), `C940` (Toshiba), `0x9A` (Epson). Most have no entry; named they still tell one fault from another.
 */
import { withoutLookalikes } from './lookalikes.ts';

type Form = {
  /** Group 1 is the code. */
  readonly pattern: RegExp;
  /** The text must also say that something is wrong: the form alone is that of versions, dates, sizes and trays. */
  readonly beside?: RegExp;
  /** Nothing else looks like it: taken also where no maker is named. */
  readonly isDistinct?: true;
  /** Versions and dates are blanked before other forms are looked for; this one looks like them. */
  readonly isRaw?: true;
  readonly spell?: (code: string) => string;
};

/** Somebody is to come. */
const call = /call|code|trouble|error|fail|service|fehler|erreur|errore/i;
/** Something is the matter. */
const trouble =
  /error|jam|mis-?fe|fail|fault|fuser|supply|cartridge|door|cover|tray|memory|motor|sensor|scanner|unexpected|service|call|trouble|malfunction|fehler|stau|erreur|bourrage|errore|incepp|atasco|erro\b|fel\b|ошибка/i;

const upper = (code: string) => code.toUpperCase();

const forms: Readonly<Record<string, readonly Form[]>> = {
  hp: [
    // 13.B2.D1 Jam …, 49.4C02 Error …, 50.3 Fuser error
    {
      pattern: /^\W{0,2}(\d{2}(?:\.[0-9A-F]{2}){1,2}|\d{2}\.[0-9A-F]{1,4})(?= \p{L}|\W*$)/giu,
      beside: trouble,
      isDistinct: true,
      isRaw: true,
      spell: upper,
    },
    {
      pattern:
        /\b(?:error|event|fehler|erreur|code)s?(?: codes?)?[: ]{1,2}(\d{2}(?:\.[0-9A-F]{2}){1,2}|\d{2}\.[0-9A-F]{1,6})(?![\w.])/gi,
      isRaw: true,
      spell: upper,
    },
    { pattern: /^(4[19]|5\d|6\d|79)(?= (?:service )?(?:error|fehler|erreur)\b)/gi },
    { pattern: /(?<!\w)(0x[0-9a-f]{6,10})(?!\w)/gi, spell: (code) => code.toLowerCase() },
  ],
  ricoh: [
    {
      pattern: /(?<![\w-])SC[- ]?(\d{3,4}(?:-\d{2,3})?)(?![\w-])/gi,
      isDistinct: true,
      spell: (code) => `SC${code}`,
    },
  ],
  kyocera: [{ pattern: /(?<![\w-])((?:CF|C|F)\d{3,4}|J\d{2,4})(?![\w-])/g }],
  'konica-minolta': [
    { pattern: /(?<![\w-]|bizhub |bizhub PRO |ineo |ineo\+ )C-?(\d{4})(?![\w-])/g, spell: (code) => `C${code}` },
  ],
  canon: [
    { pattern: /(?<![\w-])(E\d{6}-\d{4}|E\d{3}(?:-\d{4})?)(?![\w-])/g },
    { pattern: /(?<![\w#])(#\d{3})(?!\w)/g },
    { pattern: /\b(?:support code|error)[: ]{1,2}(\d[0-9A-F]{3}|[A-F]\d{3})(?!\w)/gi, spell: upper },
  ],
  brother: [
    {
      pattern:
        /\b(?:unable(?: to \p{L}+)?|can(?:no|')t \p{L}+|error|unm[öo]gl\p{L}*\.?|impossib(?:le|ile))[ #:]{1,2}(?=[A-F]?\d)([0-9A-F]{2,4})(?!\w)/giu,
      spell: upper,
    },
  ],
  lexmark: [{ pattern: /(?:^|\[)(\d{2,3}\.\d{2})(?=\]|\s|$)/g }, { pattern: /^(\d{2,3})(?= \p{Lu}\p{L})/gu }],
  // Many were built by Fuji Xerox, whose chains they write; the table of chains is not theirs.
  dell: [{ pattern: /(?:^|\b(?:error|fault|code)s?:? )(\d{3}-\d{3})(?![\w-])/gi }],
  samsung: [{ pattern: /(?<![\w-])#?([A-Z]\d-\d{4})(?![\w-])/g }],
  sharp: [{ pattern: /(?<![\w-])([A-Z]\d-[0-9A-F]{2})(?![\w-])/g, beside: call }],
  toshiba: [{ pattern: /(?<![\w-])([CEF][0-9A-F]\d{2}|[CEF]\d[0-9A-F]{2})(?![\w-])/g, beside: call }],
  epson: [
    {
      pattern: /(?<!\w)(0x[0-9a-f]{2,8})(?!\w)/gi,
      spell: (code) => code.replace(/^0X/i, '0x').toUpperCase().replace('X', 'x'),
    },
    { pattern: /\b(?:error|code)[: ]{1,2}(\d{6}|[EW]-\d{2})(?!\w)/gi, spell: upper },
  ],
};

const distinct = Object.values(forms)
  .flat()
  .filter((form) => form.isDistinct);

/** Codes of these forms in a text, in one spelling; `vendor` as the catalogue keeps it, `null` for not told. */
export function codesByForm(text: string, vendor: string | null): string[] {
  const mine = vendor === null ? distinct : (forms[vendor] ?? []);
  if (mine.length === 0) return [];
  const blanked = withoutLookalikes(text);
  return mine.flatMap(({ pattern, beside, isRaw, spell = (code) => code }) => {
    if (beside && !beside.test(text)) return [];
    return [...(isRaw ? text : blanked).matchAll(pattern)].map((match) => spell(`${match[1]}`));
  });
}
