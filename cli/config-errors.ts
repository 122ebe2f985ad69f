/** What a schema finds wrong, as sentences for the person who wrote the file: where, what, and what to write instead. Pure. */
import type { z } from 'zod';
import type { Path, Shape } from './config-schema.ts';
import { fileShape, isSecretKey } from './config-schema.ts';
import type { Problem, Tree } from './config-tree.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
  /** `file:line:column: sentence`, in the order of the file. */
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const maxLines = 20;

/** Sorted, and cut where there are so many that the first must be the cause of the others. */
export function configError(file: string, problems: readonly Problem[]): ConfigError {
  return new ConfigError(linesOf(file, problems));
}

/** `file:line:column: sentence` in the order of the file, cut like those of a `ConfigError`. */
export function linesOf(file: string, problems: readonly Problem[]): string[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const lines = sorted.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const more = lines.length - maxLines;
  return more > 0 ? [...lines.slice(0, maxLines), `${file}: and ${more} more like these`] : lines;
}

/** The problems of a tree that does not fit the schema. */
export function problemsOf(issues: readonly Issue[], tree: Tree, shape = fileShape): Problem[] {
  const found = issues.flatMap((issue) => explain(issue, [], tree, shape));
  // A mistyped key is also a missing one; only the first is worth a line.
  return found.filter((each) => !each.missing || !found.some((other) => other.meant === each.missing));
}

/** `missing` and `meant` are the paths of a key that is absent and of the one that an unknown key looks like. */
type Finding = Problem & { readonly missing?: string; readonly meant?: string };

function explain(issue: Issue, above: Path, tree: Tree, shape: Shape): Finding[] {
  const path: Path = [...above, ...(issue.path as Path)];
  if (issue.code === 'invalid_union' && !isOwnWording(issue)) {
    const branch = likeliest(issue.errors, valueAt(tree.value, path));
    if (branch) return branch.flatMap((inner) => explain(inner, path, tree, shape));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, tree, shape));
  const value = valueAt(tree.value, path);
  const message = sentence(issue, path, value);
  const isMissing = value === undefined && issue.code === 'invalid_type';
  return [{ ...tree.placeOf(path), message, ...(isMissing && { missing: pathText(path) }) }];
}

/** Which way of writing it was meant: the branch that fits at its root, else none. */
function likeliest(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | null {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  if (fitting.length === 0 || value === undefined) return null;
  return fitting.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function unknownKey(key: string, path: Path, tree: Tree, shape: Shape): Finding {
  const known = shape.keysAt(path);
  const meant = nearest(key, known);
  const where = path.length === 0 ? '' : ` in ${pathText(path)}`;
  const place = tree.placeOf([...path, key], true);
  if (meant === null) return { ...place, message: `unknown key "${key}"${where}; known here: ${known.join(', ')}` };
  const message = `unknown key "${key}"${where}; did you mean "${meant}"?`;
  return { ...place, message, meant: pathText([...path, meant]) };
}

function sentence(issue: Issue, path: Path, value: unknown): string {
  const subject = path.length === 0 ? 'the file' : pathText(path);
  if (isOwnWording(issue)) return `${subject}: ${issue.message}`;
  const key = path.at(-1);
  if (value === undefined && issue.code === 'invalid_type') {
    const way = isSecretKey(key)
      ? `add "${key}", or "${key}_file" with the path of a file that holds it`
      : `add "${key}"`;
    return `${pathText(path.slice(0, -1)) || 'the file'} has no "${key}"; ${way}`;
  }
  const is = isSecretKey(key) ? '' : ` (it is ${shown(value)})`;
  switch (issue.code) {
    case 'invalid_type':
      return `${subject} must be ${kinds[issue.expected] ?? issue.expected}${is}`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const meant = typeof value === 'string' ? nearest(value, values) : null;
      return `${subject} must be ${listed(values)}${is}${meant ? `; did you mean "${meant}"?` : ''}`;
    }
    case 'too_small':
      return `${subject} must ${bound(issue.origin, 'at least', Number(issue.minimum))}${is}`;
    case 'too_big':
      return `${subject} must ${bound(issue.origin, 'at most', Number(issue.maximum))}${is}`;
    case 'invalid_union':
      return `${subject} cannot be ${shown(value)}; see "platen check --schema" for what it may be`;
    case 'invalid_key':
      return `${pathText(path.slice(0, -1))}: "${key}" is not a name that may stand here; use small letters, digits and hyphens`;
    default:
      return `${subject} is not right: ${issue.message}${is}`;
  }
}

/** The schemas' own messages say what to do; zod's only what is wrong. */
function isOwnWording(issue: Issue): boolean {
  return !/^(Invalid|Too (small|big)|Unrecognized)\b/.test(issue.message);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, one "- …" a line',
  object: 'a mapping, "key: value" lines below it',
  record: 'a mapping, "key: value" lines below it',
};

function bound(origin: string, word: string, limit: number): string {
  if (origin === 'string') return `have ${word} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `have ${word} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `be ${word} ${limit}`;
}

function listed(values: readonly string[]): string {
  return values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`;
}

/** `devices[2].port`, counted from 1 as people count; in a file that is a list `entry 2: port`. */
export function pathText(path: Path): string {
  const [first, ...rest] = path;
  if (typeof first === 'number') return [`entry ${first + 1}`, pathText(rest)].filter(Boolean).join(': ');
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step + 1}]` : `${text === '' ? '' : '.'}${step}`;
  return text;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}

function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}
