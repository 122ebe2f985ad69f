/**
 * Reads SMIv2 and SMIv1 modules: names, numbers, enumerations, notifications. Descriptions are skipped. Not a validator:
 * what it does not know it steps over, so that makers' modules with slips in them still give their names.
 */
import { type Fault, findFault, type Token, tokenize } from './tokens.ts';

/** One name of a module, before its number is known. */
export type Definition = {
  readonly name: string;
  readonly kind: 'node' | 'scalar' | 'table' | 'entry' | 'column' | 'notification';
  readonly parent: string;
  /** What follows the parent's number: mostly one arc. */
  readonly arcs: readonly number[];
  /** Of an enumeration that is written inline. */
  readonly labels: Labels | null;
  /** The type's name. */
  readonly type: string | null;
  readonly line: number;
};

/** Value → label. */
export type Labels = Readonly<Record<number, string>>;

export type Module = {
  readonly name: string;
  /** Imported name → module. */
  readonly imports: ReadonlyMap<string, string>;
  readonly definitions: readonly Definition[];
  /** Textual conventions that are enumerations or bits. */
  readonly types: Readonly<Record<string, Labels>>;
  /** Type → the type it is another name of. */
  readonly aliases: Readonly<Record<string, string>>;
};

/** The modules of a file, and what is wrong with it as a whole. Never throws; what is no definition is left out. */
export function parseModules(text: string): { readonly modules: readonly Module[]; readonly fault: Fault | null } {
  const tokens = tokenize(text);
  const words = tokens.map(({ word }) => word);
  const starts = words.flatMap((word, at) => (word === 'DEFINITIONS' && at > 0 ? [nameBefore(words, at)] : []));
  const modules = starts.map((from, i) => parseOne(words, tokens, from, starts[i + 1] ?? words.length));
  return { modules, fault: findFault(tokens, modules.length) };
}

/** The text of one module. */
export function parseModule(text: string): Module {
  const [first] = parseModules(text).modules;
  return first ?? { name: '', imports: new Map(), definitions: [], types: {}, aliases: {} };
}

/** `NAME DEFINITIONS`, or `NAME { iso 1 } DEFINITIONS`. */
function nameBefore(words: readonly string[], at: number): number {
  return words[at - 1] === '}' ? Math.max(0, words.lastIndexOf('{', at) - 1) : at - 1;
}

const objectMacros = new Set(['OBJECT-TYPE', 'OBJECT-IDENTITY', 'MODULE-IDENTITY', 'NOTIFICATION-TYPE', 'TRAP-TYPE']);

function parseOne(words: readonly string[], tokens: readonly Token[], from: number, to: number): Module {
  const definitions: Definition[] = [];
  const types: Record<string, Labels> = {};
  const aliases: Record<string, string> = {};
  const entries = new Set<string>();
  let imports: ReadonlyMap<string, string> = new Map();
  for (let at = from + 2; at < to; at++) {
    const name = words[at] ?? '';
    const next = words[at + 1];
    if (name === 'IMPORTS') {
      const end = indexWithin(words, ';', at, to);
      imports = readImports(words.slice(at + 1, end));
      at = end;
    } else if (next === 'MACRO') {
      at = indexWithin(words, 'END', at, to);
    } else if (next === '::=') {
      readType(name, words, at + 2, types, aliases);
    } else if (next === 'OBJECT' && words[at + 2] === 'IDENTIFIER' && words[at + 3] === '::=') {
      const place = readPlace(words, at + 4);
      const line = tokens[at]?.line ?? 0;
      if (place) definitions.push({ name, kind: 'node', ...place, labels: null, type: null, line });
    } else if (next !== undefined && objectMacros.has(next)) {
      const end = indexWithin(words, '::=', at, to);
      const body = words.slice(at, end);
      const place = next === 'TRAP-TYPE' ? readTrapPlace(body, words[end + 1]) : readPlace(words, end + 1);
      const line = tokens[at]?.line ?? 0;
      if (place) definitions.push({ name, ...describe(name, next, body, place.parent, entries), ...place, line });
      at = end;
    }
  }
  return { name: words[from] ?? '', imports, definitions, types, aliases };
}

function describe(name: string, macro: string, body: readonly string[], parent: string, entries: Set<string>) {
  if (macro === 'NOTIFICATION-TYPE' || macro === 'TRAP-TYPE')
    return { kind: 'notification', labels: null, type: null } as const;
  if (macro !== 'OBJECT-TYPE') return { kind: 'node', labels: null, type: null } as const;
  const syntax = body.indexOf('SYNTAX');
  const type = syntax < 0 ? null : (body[syntax + 1] ?? null);
  const labels = readLabels(body, syntax + 1);
  if (body.includes('INDEX') || body.includes('AUGMENTS')) {
    entries.add(name);
    return { kind: 'entry', labels, type } as const;
  }
  const kind = type === 'SEQUENCE' ? 'table' : entries.has(parent) ? 'column' : 'scalar';
  return { kind, labels, type } as const;
}

/** `Name ::= TEXTUAL-CONVENTION … SYNTAX INTEGER { a(1) }`, in SMIv1 `Name ::= INTEGER { a(1) }`, or another type's name. */
function readType(
  name: string,
  words: readonly string[],
  at: number,
  types: Record<string, Labels>,
  aliases: Record<string, string>,
): void {
  const syntax = words[at] === 'TEXTUAL-CONVENTION' ? indexWithin(words, 'SYNTAX', at, at + 30) + 1 : at;
  const labels = readLabels(words, syntax);
  const type = words[syntax] ?? '';
  if (labels) types[name] = labels;
  else if (/^[A-Z]/.test(type)) aliases[name] = type;
}

/** `INTEGER { a(1), b(2) }` at a place in the words; `null` where something else stands there. */
function readLabels(words: readonly string[], at: number): Labels | null {
  if (!/^(INTEGER|BITS)$/.test(words[at] ?? '') || words[at + 1] !== '{') return null;
  const labels: Record<number, string> = {};
  for (let i = at + 2; i < words.length && words[i] !== '}'; i++)
    if (words[i + 1] === '(' && words[i + 3] === ')') labels[Number(words[i + 2])] = words[i] ?? '';
  return labels;
}

type Place = Pick<Definition, 'parent' | 'arcs'>;

/** `{ parent 1 }`, `{ parent 1 2 }`, `{ iso org(3) dod(6) 1 }`, `{ 1 3 6 }`; `null` for anything else. */
function readPlace(words: readonly string[], at: number): Place | null {
  if (words[at] !== '{') return null;
  let parent = '';
  let arcs: number[] = [];
  let i = at + 1;
  for (; i < words.length && words[i] !== '}'; i++) {
    const word = words[i] ?? '';
    if (/^\d+$/.test(word)) arcs.push(Number(word));
    else if (words[i + 1] === '(' && words[i + 3] === ')') {
      arcs.push(Number(words[i + 2]));
      i += 3;
    } else {
      parent = word;
      arcs = [];
    }
    if (arcs.length > 128 || arcs.some(Number.isNaN)) return null;
  }
  return words[i] === '}' && (arcs.length > 0 || parent !== '') ? { parent, arcs } : null;
}

/** RFC 1215 gives a number below an enterprise; RFC 3584 §3.1 puts a 0 between the two, and has other places for the six of `snmp`. */
function readTrapPlace(body: readonly string[], number: string | undefined): Place | null {
  const words = body.slice(body.indexOf('ENTERPRISE') + 1);
  const parent = words[0] === '{' ? words[1] : words[0];
  if (!body.includes('ENTERPRISE') || parent === undefined || !/^\d+$/.test(number ?? '')) return null;
  return parent === 'snmp'
    ? { parent: 'snmpTraps', arcs: [Number(number) + 1] }
    : { parent, arcs: [0, Number(number)] };
}

function readImports(words: readonly string[]): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  let waiting: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === 'FROM') {
      for (const name of waiting) imports.set(name, words[at + 1] ?? '');
      waiting = [];
      at++;
    } else if (word !== ',') waiting.push(word);
  }
  return imports;
}

/** Where a word comes next, or the end of the module. */
function indexWithin(words: readonly string[], word: string, from: number, to: number): number {
  const at = words.indexOf(word, from);
  return at < 0 || at > to ? to : at;
}
