/**
 * Reads SMIv2 modules: names, numbers, enumerations and indexes. Descriptions are skipped. Not a validator: what it does
 * not know it steps over, so that makers' modules with slips in them still give their names.
 */

/** One name of a module, before its number is known. */
export type Definition = {
  readonly name: string;
  readonly kind: 'node' | 'scalar' | 'table' | 'entry' | 'column';
  readonly parent: string;
  readonly number: number;
  /** Name of the type, or of the object itself where the enumeration is written inline. */
  readonly labels: Labels | null;
};

/** Value → label. */
export type Labels = Readonly<Record<number, string>>;

export type Module = {
  readonly name: string;
  readonly definitions: readonly Definition[];
  /** Textual conventions that are enumerations or bits. */
  readonly types: Readonly<Record<string, Labels>>;
};

const token = /"[^"]*"|::=|[{}(),;|]|\.\.|[^\s{}(),;|"]+/g;

/** Reads the text of one module. Never throws; what is no definition is left out. */
export function parseModule(text: string): Module {
  const tokens: readonly string[] = text.replace(/--.*?(--|$)/gm, '').match(token) ?? [];
  const definitions: Definition[] = [];
  const types: Record<string, Labels> = {};
  const entries = new Set<string>();
  const imports = tokens.indexOf('IMPORTS');
  for (let at = imports < 0 ? 0 : tokens.indexOf(';', imports); at < tokens.length; at++) {
    const name = tokens[at] ?? '';
    const isNode = tokens.slice(at + 1, at + 4).join(' ') === 'OBJECT IDENTIFIER ::=';
    const what = isNode ? 'OBJECT-IDENTITY' : tokens[at + 1];
    if (what === '::=' && tokens[at + 2] === 'TEXTUAL-CONVENTION') {
      const labels = enumeration(tokens, tokens.indexOf('SYNTAX', at));
      if (labels) types[name] = labels;
    }
    if (what !== 'OBJECT-TYPE' && what !== 'OBJECT-IDENTITY' && what !== 'MODULE-IDENTITY') continue;
    const end = tokens.indexOf('::=', at);
    const [brace, parent, number] = tokens.slice(end + 1, end + 4);
    if (end < 0 || brace !== '{' || !parent || !/^\d+$/.test(number ?? '')) continue;
    const syntax = tokens.slice(at, end).indexOf('SYNTAX') + at;
    let kind: Definition['kind'] = 'node';
    if (what === 'OBJECT-TYPE') {
      const indexed = tokens.slice(at, end).some((t) => t === 'INDEX' || t === 'AUGMENTS');
      if (indexed) entries.add(name);
      kind = indexed
        ? 'entry'
        : tokens[syntax + 1] === 'SEQUENCE'
          ? 'table'
          : entries.has(parent)
            ? 'column'
            : 'scalar';
    }
    const labels = what === 'OBJECT-TYPE' ? enumeration(tokens, syntax) : null;
    definitions.push({ name, kind, parent, number: Number(number), labels });
    at = end + 3;
  }
  return { name: tokens[0] ?? '', definitions, types };
}

/** `SYNTAX INTEGER { a(1), b(2) }` at a place in the tokens; `null` where something else stands there. */
function enumeration(tokens: readonly string[], syntax: number): Labels | null {
  if (syntax < 0 || !/^(INTEGER|BITS)$/.test(tokens[syntax + 1] ?? '') || tokens[syntax + 2] !== '{') return null;
  const labels: Record<number, string> = {};
  for (let at = syntax + 3; at < tokens.length && tokens[at] !== '}'; at++)
    if (tokens[at + 1] === '(' && tokens[at + 3] === ')') labels[Number(tokens[at + 2])] = tokens[at] ?? '';
  return labels;
}

/** Roots that every module may build on. */
export const roots: Readonly<Record<string, string>> = {
  iso: '1',
  enterprises: '1.3.6.1.4.1',
  'mib-2': '1.3.6.1.2.1',
};

/** Numbers of all names of some modules, in the order of the modules. Names whose parent is missing are left out. */
export function resolve(modules: readonly Module[]): ReadonlyMap<string, Definition & { readonly oid: string }> {
  const found = new Map<string, Definition & { readonly oid: string }>();
  const all = modules.flatMap((module) => module.definitions);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const definition of all) {
      const parent = roots[definition.parent] ?? found.get(definition.parent)?.oid;
      if (parent && !found.has(definition.name))
        found.set(definition.name, { ...definition, oid: `${parent}.${definition.number}` });
    }
  }
  return found;
}
