/** The whole of `platen.yaml` as one schema: agent's and dashboard's keys side by side, and its published JSON Schema. */
import { z } from 'zod';
import { agentShape } from '../agent/settings.ts';
import { dashboardSections } from '../dashboard/config.ts';

export const fileSchema = z.strictObject({
  ...agentShape,
  ...dashboardSections,
  /** Folder of the office's own entries; agent and dashboard both look there. */
  catalogue: z.string().min(1).optional(),
});

/** A position in the file's tree: keys and list places from the root on. */
export type Path = readonly (string | number)[];

/** As much of JSON Schema as zod writes of our file. */
export type Node = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
};

/** Keys that hold what must not be read over a shoulder. Each may also be given as `<key>_file`. */
const secretKey = /(^|_)(password|token|secret|community)$/;

export function isSecretKey(key: string | number | undefined): boolean {
  return typeof key === 'string' && secretKey.test(key);
}

export const rootNode = z.toJSONSchema(fileSchema, { io: 'input', unrepresentable: 'any' }) as Node;

/** For editors and other checkers: `# yaml-language-server: $schema=…`. `platen check --schema` prints it. */
export function publishedSchema(): object {
  return { ...(withFileKeys(rootNode) as object), title: 'platen.yaml' };
}

/** What a kind of file may hold, asked place by place. */
export type Shape = {
  /** The keys that may stand in the mapping at a place, `*_file` twins included. */
  keysAt(path: Path): string[];
  /** JSON types that the scalar at a place may have. */
  typesAt(path: Path): Set<string>;
};

export function shapeOf(root: Node): Shape {
  return {
    keysAt(path) {
      const keys = nodesAt(root, path).flatMap((node) => Object.keys(node.properties ?? {}));
      return [...new Set(keys.flatMap((key) => (isSecretKey(key) ? [key, `${key}_file`] : [key])))];
    },
    typesAt: (path) => new Set(nodesAt(root, path).flatMap((node) => node.type ?? [])),
  };
}

/** `platen.yaml` itself. */
export const fileShape = shapeOf(rootNode);

/** What the schema allows at a place, all branches of its unions flattened. Empty where it allows nothing. */
function nodesAt(root: Node, path: Path): Node[] {
  let nodes = branches(root);
  for (const step of path) nodes = nodes.flatMap((node) => below(node, step)).flatMap(branches);
  return nodes;
}

function branches(node: Node): Node[] {
  const inner = [...(node.anyOf ?? []), ...(node.allOf ?? [])];
  return inner.length > 0 ? inner.flatMap(branches) : [node];
}

function below(node: Node, step: string | number): Node[] {
  if (typeof step === 'number') return node.items ? [node.items] : [];
  const property = Object.hasOwn(node.properties ?? {}, step) ? node.properties?.[step] : undefined;
  if (property) return [property];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

/** The same schema with `<key>_file` beside every secret, and the secrets marked `writeOnly`. */
function withFileKeys(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withFileKeys);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withFileKeys(value)]));
  const { properties, required } = copy as { properties?: Record<string, object>; required?: string[] };
  if (!properties) return copy;
  const doubled = Object.entries(properties).flatMap(([key, value]): [string, object][] =>
    isSecretKey(key)
      ? [
          [key, { ...value, writeOnly: true }],
          [`${key}_file`, { type: 'string', minLength: 1, description: `File that holds ${key}` }],
        ]
      : [[key, value]],
  );
  return {
    ...copy,
    properties: Object.fromEntries(doubled),
    // What may come from a file cannot be required here; Platen itself checks that one of the two is given.
    ...(required && { required: required.filter((key) => !isSecretKey(key)) }),
  };
}
