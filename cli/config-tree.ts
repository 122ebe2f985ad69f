/**
 * The text of `platen.yaml` as a plain value, with the place of every part of it. On the way `${ENV}` and `*_file` are
 * put in place, and plain scalars get the type that the schema wants (`community: 007` is text, `port: ${PORT}` a number).
 * Other files of ours are read in the same way, with a shape of their own.
 */
import type { Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Path, Shape } from './config-schema.ts';
import { fileShape, isSecretKey } from './config-schema.ts';

export type Place = { readonly line: number; readonly column: number };
/** What is wrong, where, and what to do: one sentence. */
export type Problem = Place & { readonly message: string };

export type Tree = {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The place of a value; of its key where `ofKey`; of the nearest part around it where it is not there. */
  placeOf(path: Path, ofKey?: boolean): Place;
};

export type Sources = {
  /** `null` where `${…}` has no meaning. */
  readonly env: Readonly<Record<string, string | undefined>> | null;
  /** Reads a file that the configuration names; gives its text or why not. */
  readonly readFile: (path: string) => { readonly text: string } | { readonly why: string };
};

type Placed = { readonly key: number; readonly value: number };
type Reader = Sources & {
  readonly shape: Shape;
  readonly places: Map<string, Placed>;
  readonly problem: (offset: number, message: string) => void;
  readonly resolve: (node: Node) => Node | undefined;
  nodes: number;
};

/** A file with anchors can unfold into a thousand times its size; no configuration needs that. */
const maxNodes = 100_000;

export function readTree(text: string, sources: Sources, shape = fileShape): Tree {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false });
  const problems: Problem[] = [];
  const places = new Map<string, Placed>();
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (offset: number, message: string) => problems.push({ ...at(offset), message });
  for (const error of document.errors) problem(error.pos[0], syntaxMessage(error.code, error.message));
  const root = document.contents as Node | null;
  const reader: Reader = {
    ...sources,
    shape,
    places,
    problem,
    resolve: (node) => (isAlias(node) ? node.resolve(document) : node),
    nodes: 0,
  };
  // The parts of a text that is not YAML are guesses; what is said of them would only confuse.
  const value = problems.length > 0 || root === null ? {} : readNode(root, [], reader);
  return {
    value: value ?? {},
    problems,
    placeOf(path, ofKey = false) {
      for (let length = path.length; length > 0; length--) {
        const found = places.get(JSON.stringify(path.slice(0, length)));
        if (found) return at(ofKey || length < path.length ? found.key : found.value);
      }
      return at(root?.range?.[0] ?? 0);
    },
  };
}

function readNode(node: Node, path: Path, reader: Reader): unknown {
  const offset = node.range?.[0] ?? 0;
  reader.nodes += 1;
  if (reader.nodes > maxNodes) {
    if (reader.nodes === maxNodes + 1) reader.problem(offset, 'the file is too large once its aliases are unfolded');
    return undefined;
  }
  const real = reader.resolve(node);
  if (real && isMap(real)) return mapOf(real.items as Pair[], path, reader);
  if (real && isSeq(real)) {
    return real.items.map((item, index) => {
      const inner = [...path, index];
      const start = (item as Node | null)?.range?.[0] ?? offset;
      reader.places.set(JSON.stringify(inner), { key: start, value: start });
      return readNode(item as Node, inner, reader);
    });
  }
  if (real && isScalar(real)) return scalarOf(real, offset, path, reader);
  reader.problem(offset, 'this alias has no anchor; define it with & above');
  return undefined;
}

type Pair = { readonly key: Node; readonly value: Node | null };

function mapOf(items: readonly Pair[], path: Path, reader: Reader): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  const allowed = new Set(reader.shape.keysAt(path));
  const given = new Set(items.map(keyOf));
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    const offset = item.key.range?.[0] ?? 0;
    const valueOffset = item.value?.range?.[0] ?? offset;
    if (key === null) {
      reader.problem(offset, 'a key must be one word');
      continue;
    }
    if (seen.has(key)) {
      reader.problem(offset, `"${key}" is given twice; leave one of them out`);
      continue;
    }
    seen.add(key);
    const base = key.replace(/_file$/, '');
    const isFileKey = base !== key && isSecretKey(base) && allowed.has(key);
    const name = isFileKey ? base : key;
    if (isFileKey && given.has(base)) {
      reader.problem(offset, `"${base}" and "${key}" are both given; leave one of them out`);
      continue;
    }
    reader.places.set(JSON.stringify([...path, name]), { key: offset, value: valueOffset });
    const read = item.value === null ? null : readNode(item.value, [...path, key], reader);
    const value = isFileKey ? secretFrom(read, valueOffset, key, reader) : read;
    // `scans:` with nothing after it says as much as no `scans:` at all.
    if (value !== null || !allowed.has(key)) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function keyOf(item: Pair): string | null {
  return isScalar(item.key) ? String(item.key.value) : null;
}

function secretFrom(name: unknown, offset: number, key: string, reader: Reader): string | null {
  if (typeof name !== 'string' || name === '') {
    reader.problem(offset, `${key} must be the path of a file`);
    return null;
  }
  const found = reader.readFile(name);
  if ('text' in found) {
    const text = found.text.replace(/\r?\n$/, '');
    if (text !== '') return text;
    reader.problem(offset, `${key}: the file ${name} is empty; put the value into it`);
    return null;
  }
  reader.problem(offset, `${key}: cannot read ${name}: ${found.why}`);
  return null;
}

type ScalarNode = { readonly value: unknown; readonly source?: string; readonly type?: string };

function scalarOf(node: ScalarNode, offset: number, path: Path, reader: Reader): unknown {
  const types = reader.shape.typesAt(path);
  const isPlain = node.type === 'PLAIN';
  if (typeof node.value !== 'string') {
    // Text is wanted, and the writer forgot the quotes: what stands there is what was meant.
    const wantsText = types.has('string') && !types.has(jsonType(node.value));
    return wantsText && typeof node.value === 'number' && node.source !== undefined ? node.source : node.value;
  }
  if (reader.env === null || !node.value.includes('${')) return node.value;
  const text = fillIn(node.value, offset, reader.env, reader);
  if (!isPlain || types.has('string')) return text;
  if (types.has('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  const isNumber = /^-?\d+(\.\d+)?$/.test(text) && (types.has('number') || types.has('integer'));
  return isNumber ? Number(text) : text;
}

/** `${NAME}` and `${NAME:-instead}`, as in a shell; `$${` stands for `${` itself. */
function fillIn(text: string, offset: number, env: NonNullable<Sources['env']>, reader: Reader): string {
  return text.replace(/\$\$\{|\$\{([^}]*)\}?/g, (whole, inside: string | undefined) => {
    if (inside === undefined) return '${';
    const found = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/.exec(inside);
    if (!found || !whole.endsWith('}')) {
      reader.problem(
        offset,
        `"${whole}" is not a variable; write \${NAME}, \${NAME:-instead}, or $\${ for the two signs`,
      );
      return '';
    }
    const [, name = '', instead] = found;
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value !== undefined && value !== '') return value;
    if (instead !== undefined) return instead;
    reader.problem(offset, `the environment variable ${name} is not set; set it, or write \${${name}:-instead}`);
    return '';
  });
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return 'number';
  return typeof value;
}

/** The parser's sentence, and for the faults that people make the way out of them. */
function syntaxMessage(code: string, message: string): string {
  const said = message.split('\n', 1)[0]?.replace(/[.:]$/, '') ?? message;
  const fix = syntaxFixes[code];
  return fix ? `${said}; ${fix}` : `${said}; this is not YAML`;
}

const syntaxFixes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with blanks, YAML takes no tabs',
  BAD_INDENT: 'line it up with its neighbours, and close every bracket',
  MISSING_CHAR: 'close what was opened, or put a blank after the colon',
  MULTILINE_IMPLICIT_KEY: 'is a colon missing on this line?',
  BLOCK_AS_IMPLICIT_KEY: 'put quotes around the value, or the inner key on a line of its own',
  UNEXPECTED_TOKEN: 'put quotes around the value',
  MULTIPLE_DOCS: 'one document a file: remove the line ---',
  BAD_ALIAS: 'an asterisk begins an alias: put quotes around the value',
};
