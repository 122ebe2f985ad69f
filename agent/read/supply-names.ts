/** What a supply's description holds beside its name, and what its words tell where the type is missing. */
import type { Supply } from '../../contract/index.ts';
import { remembering } from '../remember.ts';

/** `Black Toner, PN 006R01509;SN48178080E0000481` and `Toner S/N:CRUM-16021314488`. */
const part = /[,;]?\s*\bP(?:art)?[/ ]?N(?:o|umber)?\.?[:# ]\s*([\w-]+)/i;
const serialNumber = /[,;]?\s*\bS(?:erial ?)?\/?N(?:umber|o)?\.?[:# ]*((?:[A-Z]{0,4}-?\d)[\w-]*|unknown)\b/i;
/** Part numbers that stand in a name as they are: HP, Kyocera, Brother, Epson, Xerox. */
const partInName =
  /\b(HP (?:C[BCEFNZ]?|Q|W)\d{3,4}[A-Z]{1,2}|TK-?\d{3,4}[A-Z]?|[TDB][NRU]-?\d{3,4}[A-Z]{0,3}|\d{3}[RSN]\d{5})\b/;
/** Makers that sign every text. */
const signature = /\s*\b(?:OKI DATA CORP(?:ORATION)?|Oki Data Corporation)\.?$/i;

export type SupplyName = { readonly name: string; readonly partNumber: string | null; readonly serial: string | null };

export const splitName = remembering(split);

function split(text: string): SupplyName {
  const foundPart = part.exec(text);
  const afterPart = foundPart ? text.replace(foundPart[0], ' ') : text;
  const foundSerial = serialNumber.exec(afterPart);
  const rest = foundSerial ? afterPart.replace(foundSerial[0], ' ') : afterPart;
  const name = rest
    .replace(signature, '')
    .replace(/[\s,;:]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const inName = partInName.exec(name)?.[1]?.replace(/^HP /, '') ?? null;
  return { name: name || text, partNumber: known(foundPart?.[1]) ?? inName, serial: known(foundSerial?.[1]) };
}

const known = (text: string | undefined) =>
  text === undefined || /^(?:unknown|none|n\/?a|0+|-+)$/i.test(text) ? null : text;

/** Order matters: `Waste Toner` is no toner, `Drum Cartridge` no cartridge. */
const typeWords: readonly (readonly [string, RegExp])[] = [
  [
    'wasteInk',
    /\bwaste ink\b|\bmaintenance (?:box|tank|cartridge)\b|\bink (?:pad|waste|collector|absorber)|resttinte/i,
  ],
  [
    'wasteToner',
    /waste|resttoner|tonersammel|toner usag[ée]|t[óo]ner residual|residuo|spildtoner|used toner|廃トナー|废粉/i,
  ],
  ['fuser', /fus(?:er|ing)|fixier|fixage|fusor|fusore|fixing|定影|定着/i],
  ['transferUnit', /transfer|\bbelt\b|\bITB\b|transport ?band|transferband|courroie|转印|転写/i],
  ['developer', /develop(?:er|ing)|entwickler|d[ée]veloppeur|revelador|现像|現像/i],
  [
    'opc',
    /\bdrum\b|\bimag(?:e|ing) (?:unit|drum|kit)|photo ?conduct|\bopc\b|trommel|tambour|tambor|tamburo|bildtrommel|感光|ドラム|硒鼓/i,
  ],
  ['staples', /\bstaples?\b|heftklammer|agrafe|grapas/i],
  ['cleanerUnit', /cleaner|cleaning/i],
  ['inkCartridge', /\bink\b|tinte|encre|\btinta\b|inchiostro/i],
  ['tonerCartridge', /toner|cartridge|kartusche|patrone|cartouche|cartucho|cartuccia|tóner|粉盒|トナー|\bTK-?\d{3,4}/i],
];

/** PrtMarkerSuppliesTypeTC by the words of a description; `null` where they say nothing. */
export const typeByWords = remembering(findType);

function findType(text: string): string | null {
  return typeWords.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

const consumed = 3;
const filled = 4;
const filledTypes = new Set(['wasteToner', 'wasteInk', 'wasteWax', 'wasteWater', 'wastePaper']);

/** A waste box is a receptacle, whatever class the device gives it. */
export function classOf(value: number | null, type: string, text: string): Supply['class'] {
  if (filledTypes.has(type) || value === filled) return 'filled';
  if (filledTypes.has(typeByWords(text) ?? '')) return 'filled';
  return value === consumed || value === null ? 'consumed' : 'other';
}

const names: Readonly<Record<string, string>> = {
  opc: 'drum',
  transferUnit: 'transfer unit',
  tonerCartridge: 'toner cartridge',
  inkCartridge: 'ink cartridge',
  wasteToner: 'waste toner box',
  wasteInk: 'waste ink box',
  matteToner: 'matte toner',
  matteInk: 'matte ink',
  unknown: 'supply',
  other: 'supply',
};

/** What a supply without a description is called. */
export function typeName(type: string): string {
  return names[type] ?? type.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}
