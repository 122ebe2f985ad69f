import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import snmp from 'net-snmp';
import { describe, expect, test } from 'vitest';
import { generate } from '../../mibs/generate.ts';
import { columns, labels, nodes, scalars, tables } from '../../mibs/oids.ts';

const folder = path.resolve(import.meta.dirname, '../../mibs');
const files = readdirSync(folder).filter((file) => file.endsWith('.mib'));

describe('oids.ts', () => {
  test('is what the modules give', () => {
    expect(readFileSync(path.join(folder, 'oids.ts'), 'utf8')).toBe(generate(folder));
  });

  test('numbers that everybody knows', () => {
    expect(scalars.sysDescr).toBe('1.3.6.1.2.1.1.1.0');
    expect(columns.prtMarkerSuppliesLevel).toBe('1.3.6.1.2.1.43.11.1.1.9');
    expect(columns.xcmHrDevAlertCodeString).toBe('1.3.6.1.4.1.253.8.53.17.2.1.6');
    expect(tables.prtAlertTable).toBe('1.3.6.1.2.1.43.18.1');
    expect(nodes.hrDevicePrinter).toBe('1.3.6.1.2.1.25.3.1.5');
    expect(labels.PrtMarkerSuppliesTypeTC[9]).toBe('opc');
    expect(labels.HrPrinterErrorBits[14]).toBe('overduePreventMaint');
  });

  test('no name stands for two objects, and no object has two names', () => {
    const all = [
      ...Object.entries(scalars),
      ...Object.entries(columns),
      ...Object.entries(tables),
      ...Object.entries(nodes),
    ];
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
    expect(new Set(all.map(([, oid]) => oid)).size).toBe(all.length);
  });
});

/** The MIB parser of net-snmp, which is not ours, reads the same numbers out of the same modules. */
test('another SMIv2 parser agrees', { timeout: 60_000 }, () => {
  const store = (snmp as unknown as { createModuleStore(): ModuleStore }).createModuleStore();
  const first = ['system.mib', 'interfaces.mib', 'host-resources.mib', 'printer.mib'];
  for (const file of [...first, ...files.filter((each) => !first.includes(each))]) {
    store.loadFromFile(path.join(folder, file));
  }
  const theirs = new Map<string, string>();
  for (const [name, objects] of Object.entries(store.getModules(true))) {
    if (!name.startsWith('PLATEN-')) continue;
    for (const [object, { OID }] of Object.entries(objects)) if (OID) theirs.set(object, OID);
  }
  const ours = { ...columns, ...tables, ...nodes, ...withoutInstance(scalars) };
  const different = Object.entries(ours).filter(([name, oid]) => theirs.get(name) !== oid);
  expect(different).toEqual([]);
});

type ModuleStore = {
  loadFromFile(file: string): void;
  getModules(base: boolean): Record<string, Record<string, { OID?: string }>>;
};

function withoutInstance(oids: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(oids).map(([name, oid]) => [name, oid.replace(/\.0$/, '')]));
}
