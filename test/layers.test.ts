/** Who may import whom, and what the core must not touch: the table of CONTRIBUTING.md, kept true. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const rooms = ['contract', 'mibs', 'catalogue', 'agent', 'dashboard', 'simulator', 'cli', 'bench', 'test'] as const;
type Room = (typeof rooms)[number];

/** What a room may import beside itself. */
const allowed: Record<Room, readonly Room[]> = {
  contract: [],
  mibs: [],
  catalogue: ['contract'],
  agent: ['contract', 'mibs', 'catalogue'],
  dashboard: ['contract', 'catalogue'],
  simulator: ['contract', 'mibs'],
  cli: ['contract', 'mibs', 'catalogue', 'agent', 'dashboard', 'simulator'],
  bench: ['contract', 'mibs', 'catalogue', 'agent', 'dashboard', 'simulator', 'cli'],
  test: ['contract', 'mibs', 'catalogue', 'agent', 'dashboard', 'simulator', 'cli', 'bench'],
};

/** Packages that only some places may know, so that each can be replaced in one place. */
const fences: readonly { readonly what: RegExp; readonly where: RegExp }[] = [
  { what: /^net-snmp$/, where: /^(agent\/snmp|simulator|mibs\/generate|bench|test)/ },
  { what: /^(kysely|node:sqlite)(\/|$)/, where: /^(dashboard\/store|agent\/push|bench|test)\b/ },
  { what: /^(fastify|@fastify\/.*|fastify-type-provider-zod)$/, where: /^(dashboard|test)\b/ },
  { what: /^(preact|@preact\/signals)(\/|$)/, where: /^(dashboard\/web|test\/dashboard\/web)\b/ },
  { what: /\/catalogue\//, where: /^(catalogue|agent|simulator|cli|bench|test|dashboard\/routes\/catalogue\.ts)/ },
];

/** Core decides: values in, values out. No I/O, no clock, no chance. */
const core = [
  'contract/**/*.ts',
  'catalogue/**/*.ts',
  'mibs/!(generate).ts',
  'agent/{cell-text,credentials,evidence,keyring}.ts',
  'agent/traps/describe.ts',
  'agent/walk.ts',
  'agent/read/**/*.ts',
  'agent/scans/*.ts',
  'dashboard/alerting/**/*.ts',
  'dashboard/delivery/formats/*.ts',
  'dashboard/delivery/{circuit,schedule}.ts',
];
const forbiddenInCore: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a node: import', pattern: /from\s+'node:/ },
  {
    what: 'the clock',
    pattern: /\bDate\.now\(|new Date\(\s*\)|\bperformance\.now\(|\bset(Timeout|Interval|Immediate)\(/,
  },
  { what: 'chance', pattern: /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/ },
  { what: 'the process', pattern: /\bprocess\.(env|exit|cwd|argv|on|stdout|stderr|stdin|hrtime|memoryUsage)\b/ },
];

type Import = { readonly from: string; readonly to: string; readonly spec: string; readonly typeOnly: boolean };

const sources = globSync(`{${rooms.join(',')}}/**/*.{ts,tsx}`, { cwd: root }).filter((f) => !f.includes('/dist/'));
const text = new Map(sources.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
const importPattern =
  /(?:^|[;\n])\s*(?:import|export)\b(\s+type\b)?[^;'"]*?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/g;
const imports: Import[] = sources.flatMap((from) =>
  [...(text.get(from) ?? '').matchAll(importPattern)].map((found) => {
    const spec = found[2] ?? found[3] ?? '';
    const to = spec.startsWith('.') ? path.join(path.dirname(from), spec) : spec;
    return { from, spec, to, typeOnly: found[1] !== undefined };
  }),
);
const roomOf = (file: string) => rooms.find((room) => file.startsWith(`${room}/`));

describe('layers', () => {
  test('sources were found', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  test.each(rooms)('%s imports only what it may', (room) => {
    const wrong = imports.filter((i) => {
      const target = roomOf(i.to);
      return roomOf(i.from) === room && target && target !== room && !allowed[room].includes(target);
    });
    expect(wrong.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });

  test.each(fences)('$what only in $where', ({ what, where }) => {
    const wrong = imports.filter(
      (i) => what.test(i.to.startsWith('catalogue/') ? `/${i.to}` : i.to) && !where.test(i.from),
    );
    expect(wrong.map((i) => `${i.from} → ${i.spec}`)).toEqual([]);
  });

  test.each(forbiddenInCore)('core does without $what', ({ pattern }) => {
    const files = globSync([...core], { cwd: root });
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
  });

  test('no file loads itself by a detour', () => {
    const next = Map.groupBy(
      imports.filter((i) => text.has(i.to) && !i.typeOnly),
      (i) => i.from,
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const { to } of next.get(file) ?? []) visit(to, [...trail, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
