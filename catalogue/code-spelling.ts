/**
 * Fault codes in texts, and the one spelling under which the catalogue keeps each.
 *
 * Xerox writes chain and link: `016-764`, on older families `12-305`, with a variant behind it `93-887-00`, `11-473-171`,
 * `05-330A`. The catalogue has the chain with three digits and nothing behind the link. OKI writes a number behind
 * a word: `Service Call 173`, `jam (380)`; its leading zeros count (`071` is not `71`). A number alone in a text is no code
 * (a panel may show a page count); given as a code it is one. Other makers: see code-forms.ts.
 */
import { codesByForm } from './code-forms.ts';
import { knownChains } from './devices/xerox-chains.ts';
import { withoutLookalikes } from './lookalikes.ts';
import { formOf, type Grammar, makersOf } from './makers.ts';
import { plainText } from './text.ts';

const chainLink = /(?<![\w.,/-])(\d{2,3})-(\d{3})(?:-\d{2,3})?[A-C]?(?![\w-])(?!\.\d)/g;
/** Before a code of a chain that is not in our table: its word, or the brace that some panels put around it. */
const calledCode =
  /(?:\b(?:faults?|errors?|fehler|erreur|(?:error|fault|status|fehler) ?codes?|codes?)[:# ]{0,2}|\{ ?)$/i;
/** `03-395, 396, 852, 853`: four codes of one chain. */
const moreLinks = /^((?:, ?\d{3}(?![\w-])){1,8})/;
/** Copied out of a PDF the hyphen is lost: `016 769 016 773`. Nothing else may stand in the text. */
const pairsOnly = /^(?:\d{3} \d{3})(?: \d{3} \d{3}){0,30}$/;
/** Wide-format machines (8825, 8830, 8850): roll, then fault. */
const rollFault = /(?<![\w.-])([CE][1-5]-\d{2})(?![\w-])/g;

const hint =
  'service ?calls?|servicerufe?|fatal ?errors?|fatal|errors?|err|fault(?:s)?|failures?|alarm|(?:error|fault|service|status|fehler|alarm)[ -]?codes?|jam|misfeed|fehler|papierstau|stau|erreur|bourrage|errore|inceppamento|guasto|error de|atasco|aver[ií]a|fallo|erro|atolamento|fel|feil|fejl|storing|b[łl][ąa]d|ошибка|сервис';
/** The number follows its word at once: `ERROR CODE: 071`, `jam (380)`, `Service Call 150~153`. */
const numbered = new RegExp(
  `(?:(?<![\\p{L}])(?:${hint})|^codes?)(?: (?:no|nr)\\.?)?(?:[:#.]? | ?[:=#(\\[] ?| - )(\\d{2,3})(?![\\w.%/]|-\\d|,\\d)`,
  'giu',
);
/** … or stands before it: `381:PAPER JAM`, `126: FATAL ERROR`. */
const numberedBefore = new RegExp(`(?<![\\w.,/-])(\\d{2,3}) ?: ?(?=(?:\\p{L}+ )?(?:${hint})(?!\\p{L}))`, 'giu');
const numberOnly = /^[({[]?(\d{2,3})[)}\]]?$/;

/** Codes of one grammar in a text, in their order, canonical. */
function codesBy(grammar: Grammar, plain: string): string[] {
  const text = withoutLookalikes(plain);
  return grammar === 'chain-link' ? chainCodes(text) : numberedCodes(text);
}

function chainCodes(text: string): string[] {
  if (pairsOnly.test(text))
    return (text.match(/\d{3} \d{3}/g) ?? []).flatMap((pair) => chainCode(pair.replace(' ', '-')) ?? []);
  const found: string[] = [];
  for (const match of text.matchAll(chainLink)) {
    const chain = `${match[1]}`.padStart(3, '0');
    const isCalledCode = chain < '200' && calledCode.test(text.slice(0, match.index));
    if (!knownChains.has(chain) && !isCalledCode) continue;
    const more = moreLinks.exec(text.slice(match.index + match[0].length))?.[1] ?? '';
    for (const link of [`${match[2]}`, ...(more.match(/\d{3}/g) ?? [])]) found.push(`${chain}-${link}`);
  }
  for (const match of text.matchAll(rollFault)) found.push(`${match[1]}`);
  return found;
}

function numberedCodes(text: string): string[] {
  return [...text.matchAll(numbered), ...text.matchAll(numberedBefore)]
    .sort((a, b) => a.index - b.index)
    .map((match) => `${match[1]}`);
}

/** `12-305` → `012-305`, `93-887-00` → `093-887`; `null` for what is no code of a known chain. */
export function chainCode(text: string): string | null {
  return chainCodes(plainText(text))[0] ?? null;
}

/** Every code that a device of this maker names in a text, first come first, each once. */
export function findCodes(text: string, vendor: string | null, model: string | null = null): string[] {
  const plain = plainText(text);
  if (!/\d/.test(plain)) return [];
  const byGrammar = makersOf(vendor, model).flatMap(({ grammar }) => codesBy(grammar, plain));
  return [...new Set([...byGrammar, ...codesByForm(plain, formOf(vendor, model))])];
}

/** The first code in a text, canonical; `null` where there is none. */
export function findCode(text: string, vendor: string | null, model: string | null = null): string | null {
  return findCodes(text, vendor, model)[0] ?? null;
}

/**
 * A code on its own, as a maker's private table or another program gives it, in the catalogue's spelling. What fits no
 * grammar is kept as it is (trimmed, bounded): an unknown code is still a code. `null` for nothing.
 */
export function canonicalCode(code: string, vendor: string | null, model: string | null = null): string | null {
  const plain = plainText(code).slice(0, 40);
  return findCode(plain, vendor, model) ?? numberOnly.exec(plain)?.[1] ?? (plain === '' ? null : plain);
}
