import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nameNumbers } from '../../agent/evidence.ts';
import { loadMibs } from '../../agent/mib-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-mibs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
const relative = (warnings: readonly string[]) => warnings.map((warning) => warning.replace(`${folder}/`, ''));

const acme =
  'ACME-MIB DEFINITIONS ::= BEGIN\nIMPORTS acmeRoot FROM ACME-ROOT-MIB;\nacmeDoor OBJECT IDENTIFIER ::= { acmeRoot 1 }\nEND\n';
const root = 'ACME-ROOT-MIB DEFINITIONS ::= BEGIN\nacmeRoot OBJECT IDENTIFIER ::= { enterprises 4711 }\nEND\n';

describe('a folder of MIB files', () => {
  test('gives names beside ours, whatever the files are called', () => {
    write('acme.txt', acme);
    write('ACME-ROOT-MIB', root);
    write('README.md', 'not a module');
    write('.hidden', 'not a module');
    mkdirSync(path.join(folder, 'sub'));
    const { names, files, modules, warnings } = loadMibs(folder);
    expect([files, modules, warnings]).toEqual([2, 2, []]);
    expect(names.nameOf('1.3.6.1.4.1.4711.1.5')).toBe('acmeDoor.5');
    expect(names.nameOf('1.3.6.1.2.1.43.18.1.1.8.1.4')).toBe('prtAlertDescription.1.4');
  });

  test('with bad files in it tells each once, with its line, and reads the others', () => {
    write('a.mib', acme);
    write('b.mib', 'hello');
    write(
      'c.mib',
      '\nC DEFINITIONS ::= BEGIN\nc OBJECT IDENTIFIER ::= { enterprises 9 }\nd OBJECT IDENTIFIER ::= { gone 1 }\nEND',
    );
    write('d.mib', `D DEFINITIONS ::= BEGIN\nx OBJECT-TYPE DESCRIPTION "open`);
    write('e.mib', Buffer.alloc(2000, 0xff).toString('latin1'));
    const { names, warnings } = loadMibs(folder);
    expect(relative(warnings).toSorted()).toEqual([
      'a.mib:3: acmeDoor stands below acmeRoot, of ACME-ROOT-MIB, which is not in the folder',
      'b.mib:1: no MIB module: "NAME DEFINITIONS ::= BEGIN" is missing',
      'c.mib:4: d stands below gone, which no module here defines',
      'd.mib:2: the text that begins here has no closing quote',
      'e.mib:1: no MIB module: "NAME DEFINITIONS ::= BEGIN" is missing',
    ]);
    expect(names.nameOf('1.3.6.1.4.1.9.1')).toBe('c.1');
  });

  test('that is not there is a warning', () => {
    const { warnings, names } = loadMibs(path.join(folder, 'none'));
    expect(relative(warnings)).toEqual(['none: the folder cannot be read (ENOENT)']);
    expect(names.nameOf('1.3.6.1.2.1.1.5.0')).toBe('sysName.0');
  });

  test('our own modules are without fault', () => {
    expect(loadMibs(null).warnings).toEqual([]);
    expect(loadMibs(path.resolve(import.meta.dirname, '../../mibs')).warnings).toEqual([]);
  });
});

test('numbers in evidence get their names beside them', () => {
  const { names } = loadMibs(null);
  const told = '1.3.6.1.2.1.43.18.1.1.8.1.4 = Jam at 10.0.4.7, 1.3.6.1.9 | 1.3.6.1.4.1.2001.1.1.1.1.2.20.0 = E';
  expect(nameNumbers(told, names)).toBe(
    '1.3.6.1.2.1.43.18.1.1.8.1.4 (prtAlertDescription.1.4) = Jam at 10.0.4.7, 1.3.6.1.9 | 1.3.6.1.4.1.2001.1.1.1.1.2.20.0 (stLcdMessage.0) = E',
  );
  expect(nameNumbers('SNMP_TIMEOUT: no answer', names)).toBe('SNMP_TIMEOUT: no answer');
});
