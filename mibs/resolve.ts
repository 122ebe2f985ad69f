/** From names to numbers: every definition's parent is looked for in its own module, where it is imported from, then anywhere. */
import type { Definition, Labels, Module } from './parse.ts';

/** Names that every module may build on (RFC 2578 §2, RFC 1155 §3.1, RFC 3418). */
export const roots: Readonly<Record<string, string>> = {
  '': '',
  ccitt: '0',
  iso: '1',
  org: '1.3',
  dod: '1.3.6',
  internet: '1.3.6.1',
  directory: '1.3.6.1.1',
  mgmt: '1.3.6.1.2',
  'mib-2': '1.3.6.1.2.1',
  system: '1.3.6.1.2.1.1',
  interfaces: '1.3.6.1.2.1.2',
  transmission: '1.3.6.1.2.1.10',
  snmp: '1.3.6.1.2.1.11',
  host: '1.3.6.1.2.1.25',
  printmib: '1.3.6.1.2.1.43',
  experimental: '1.3.6.1.3',
  private: '1.3.6.1.4',
  enterprises: '1.3.6.1.4.1',
  security: '1.3.6.1.5',
  snmpV2: '1.3.6.1.6',
  snmpDomains: '1.3.6.1.6.1',
  snmpProxys: '1.3.6.1.6.2',
  snmpModules: '1.3.6.1.6.3',
  snmpTraps: '1.3.6.1.6.3.1.1.5',
};

export type Named = Definition & {
  readonly oid: string;
  /** Name of its module. */
  readonly module: string;
  /** Of its own enumeration, or of its type's. */
  readonly meanings: Labels | null;
};

/** A definition whose parent is nowhere. */
export type Orphan = { readonly module: Module; readonly definition: Definition };

const deepest = 128;

/** All that have a number, in the order of the modules, and those that have none. */
export function resolveModules(modules: readonly Module[]): { readonly named: Named[]; readonly orphans: Orphan[] } {
  const homes = new Map(modules.map((module) => [module.name, { module, own: namesOf(module) }]));
  const anywhere = new Map(
    modules.flatMap((module) => module.definitions.map((d) => [d.name, { module, d }] as const)),
  );
  const known = new Map<Definition, string | null>();

  function numberOf(module: Module, definition: Definition, depth: number): string | null {
    const before = known.get(definition);
    if (before !== undefined) return before;
    // A parent that leads back here is none.
    known.set(definition, null);
    const parent = depth > deepest ? null : parentOf(module, definition, depth + 1);
    const oid = parent === null ? null : [parent, ...definition.arcs].filter((part) => part !== '').join('.');
    known.set(definition, oid);
    return oid;
  }

  function parentOf(module: Module, { name, parent }: Definition, depth: number): string | null {
    const own = homes.get(module.name)?.own.get(parent);
    if (own && own.name !== name) return numberOf(module, own, depth);
    const exporter = homes.get(module.imports.get(parent) ?? '');
    const there = exporter?.own.get(parent);
    if (exporter && there) return numberOf(exporter.module, there, depth);
    if (Object.hasOwn(roots, parent)) return roots[parent] ?? null;
    const other = anywhere.get(parent);
    return other && other.d.name !== name ? numberOf(other.module, other.d, depth) : null;
  }

  const meaningsOf = labelFinder(modules);
  const named: Named[] = [];
  const orphans: Orphan[] = [];
  for (const module of modules) {
    for (const definition of module.definitions) {
      const oid = numberOf(module, definition, 0);
      if (oid === null) orphans.push({ module, definition });
      else named.push({ ...definition, oid, module: module.name, meanings: meaningsOf(definition, module) });
    }
  }
  return { named, orphans };
}

/** Numbers of all names of modules that share no name. */
export function resolve(modules: readonly Module[]): ReadonlyMap<string, Named> {
  return new Map(resolveModules(modules).named.map((named) => [named.name, named]));
}

function namesOf(module: Module): ReadonlyMap<string, Definition> {
  return new Map(module.definitions.map((definition) => [definition.name, definition]));
}

/** The labels of an object are its own, or its type's; a type may be another name of a type, and may be imported. */
function labelFinder(modules: readonly Module[]): (definition: Definition, module: Module) => Labels | null {
  const types = new Map(modules.flatMap((module) => Object.entries(module.types)));
  const aliases = new Map(modules.flatMap((module) => Object.entries(module.aliases)));
  return ({ labels, type }, own) => {
    let wanted = type ?? undefined;
    for (let step = 0; labels === null && wanted !== undefined && step < 10; step++) {
      const found: Labels | undefined = Object.hasOwn(own.types, wanted) ? own.types[wanted] : types.get(wanted);
      if (found) return found;
      wanted = Object.hasOwn(own.aliases, wanted) ? own.aliases[wanted] : aliases.get(wanted);
    }
    return labels;
  };
}
