/**
 * Makes `oids.ts` from the modules beside it: `node mibs/generate.ts`. With `--check` it writes nothing and ends with 1 when
 * the file is not what the modules give.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Labels, parseModule } from './parse.ts';
import { resolve } from './resolve.ts';

const folder = import.meta.dirname;

/** The text of `oids.ts`, from all `.mib` files of a folder. */
export function generate(from: string = folder): string {
  const files = readdirSync(from)
    .filter((file) => file.endsWith('.mib'))
    .sort();
  const modules = files.map((file) => parseModule(readFileSync(join(from, file), 'utf8')));
  const names = [...resolve(modules).values()].sort((a, b) => compareOids(a.oid, b.oid));
  const of = (kind: string) => names.filter((name) => name.kind === kind);
  const labels: [string, Labels][] = modules.flatMap((module) => Object.entries(module.types));
  for (const name of names) if (name.labels) labels.push([name.name, name.labels]);
  return [
    '// Generated from the modules beside it by `node mibs/generate.ts`. Do not edit.',
    '',
    record(
      'scalars',
      'Exact instances, as a GET asks for them.',
      of('scalar').map((s) => [s.name, `${s.oid}.0`]),
    ),
    record(
      'columns',
      'Columns of tables, without the index.',
      of('column').map((c) => [c.name, c.oid]),
    ),
    record(
      'tables',
      'Tables, for their names.',
      of('table').map((t) => [t.name, t.oid]),
    ),
    record(
      'nodes',
      'Names that are values, and the makers.',
      of('node').map((n) => [n.name, n.oid]),
    ),
    record(
      'notifications',
      'What devices tell by themselves, as snmpTrapOID names it.',
      of('notification').map((n) => [n.name, n.oid]),
    ),
    '/** Labels of enumerations, by the name of the type or of the object. */',
    'export const labels = {',
    ...labels.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, values]) => enumeration(name, values)),
    '} as const satisfies Record<string, Readonly<Record<number, string>>>;',
    '',
  ].join('\n');
}

function record(name: string, comment: string, rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([key, oid]) => `  ${key}: '${oid}',`);
  return `/** ${comment} */\nexport const ${name} = {\n${lines.join('\n')}\n} as const;\n`;
}

function enumeration(name: string, values: Labels): string {
  const lines = Object.entries(values).map(([value, label]) => `    ${value}: '${label}',`);
  return `  ${name}: {\n${lines.join('\n')}\n  },`;
}

/** Numeric order of dotted numbers. */
function compareOids(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const at = left.findIndex((arc, i) => arc !== right[i]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = join(folder, 'oids.ts');
  const text = generate();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('mibs/oids.ts is not what the modules give: run node mibs/generate.ts');
    process.exitCode = 1;
  }
}
