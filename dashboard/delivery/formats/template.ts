/**
 * JSON of the receiver's own shape: a JSON text in whose strings `{{data.alert.title}}` stands for a value. It is parsed
 * first and filled in afterwards, so a value can be nothing but a value: no text can break out of its string, and nothing
 * is run. A string that is one placeholder alone becomes the value itself, be it number, list or `null`.
 */
import { eventTypes, type WebhookBody } from '../../../contract/index.ts';
import type { Format, Notification } from './format.ts';
import { sampleBodies } from './sample.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Characters of a template; steps from its root to its deepest value. */
const most = { length: 20_000, depth: 20 } as const;

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;
const alone = /^\{\{\s*([^{}]*?)\s*\}\}$/;

export const template: Format = {
  contentType: 'application/json',
  secret: 'signs',
  render: ({ id, body, subscription }) => {
    const parsed = parse(subscription.template ?? '');
    // Checked when it was saved; a message is sent whatever became of the template since.
    if (typeof parsed === 'string') return JSON.stringify(body);
    return JSON.stringify(fill(parsed.root, valuesOf({ id, body })));
  },
};

/** What a template is worth: why it cannot be one, or what in it will always be empty. */
export function checkTemplate(text: string): { readonly fault: string | null; readonly warnings: readonly string[] } {
  const parsed = parse(text);
  if (typeof parsed === 'string') return { fault: parsed, warnings: [] };
  const paths = new Set(
    stringsOf(parsed.root).flatMap((each) => [...each.matchAll(placeholder)].map(([, path = '']) => path)),
  );
  const samples = eventTypes.map((type) => valuesOf({ id: '', body: sampleBodies[type] }));
  const unknown = [...paths].filter((path) => samples.every((values) => look(values, path) === undefined));
  return {
    fault: null,
    warnings: unknown
      .slice(0, 20)
      .map((path) => `{{${path.slice(0, 100)}}} is nothing that a message has: it stays empty`),
  };
}

function valuesOf({ id, body }: Pick<Notification, 'id'> & { readonly body: WebhookBody }): Json {
  return { id, ...(body as unknown as { readonly [key: string]: Json }) };
}

/** The parsed text (in an object, for it may be a string itself), or what is wrong with it. */
function parse(text: string): { readonly root: Json } | string {
  if (text.length > most.length) return `a template has ${most.length} characters at most`;
  try {
    const root = JSON.parse(text) as Json;
    return isDeeper(root, most.depth) ? `a template is ${most.depth} levels deep at most` : { root };
  } catch (error) {
    return `a template is JSON with {{placeholders}} inside its strings: ${error instanceof Error ? error.message : error}`;
  }
}

function fill(node: Json, values: Json): Json {
  if (typeof node === 'string') {
    const path = alone.exec(node)?.[1];
    return path === undefined
      ? node.replace(placeholder, (_, each: string) => textOf(look(values, each)))
      : (look(values, path) ?? emptyFor(values, path));
  }
  if (isList(node)) return node.map((item) => fill(item, values));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values)]));
}

/** A value that is there and `null` stays `null`; a path that leads nowhere is an empty text. */
function emptyFor(values: Json, path: string): Json {
  return look(values, path) === null ? null : '';
}

/** The value at a path such as `data.alert.title` or `data.alert.stops.0`; `undefined` where there is none. */
function look(values: Json, path: string): Json | undefined {
  let found: Json | undefined = values;
  for (const step of path.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, step)) return undefined;
    found = (found as { readonly [key: string]: Json })[step];
  }
  return found;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function stringsOf(node: Json): string[] {
  if (typeof node === 'string') return [node];
  return node !== null && typeof node === 'object' ? Object.values(node).flatMap(stringsOf) : [];
}

/** True where there are more than `levels` below; looks no deeper than that. */
function isDeeper(node: Json, levels: number): boolean {
  if (node === null || typeof node !== 'object') return false;
  return levels === 0 || Object.values(node).some((child) => isDeeper(child, levels - 1));
}

function isList(node: Json): node is readonly Json[] {
  return Array.isArray(node);
}
