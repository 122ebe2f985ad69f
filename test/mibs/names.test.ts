import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import snmp from 'net-snmp';
import { describe, expect, test } from 'vitest';
import { createNames } from '../../mibs/names.ts';
import { parseModules } from '../../mibs/parse.ts';
import { resolveModules } from '../../mibs/resolve.ts';

const smiV2 = `
ACME-MIB DEFINITIONS ::= BEGIN
IMPORTS enterprises, OBJECT-TYPE, NOTIFICATION-TYPE FROM SNMPv2-SMI acmeState FROM ACME-TC-MIB;
----------------------------- a line of hyphens, "quoted -- or not
acme OBJECT IDENTIFIER ::= { iso(1) org(3) dod(6) internet(1) private(4) enterprises(1) 4711 }
acmeTable OBJECT-TYPE SYNTAX SEQUENCE OF AcmeEntry MAX-ACCESS not-accessible STATUS current
  DESCRIPTION "Text -- with hyphens and ::= { braces 1 }" ::= { acme 1 }
acmeEntry OBJECT-TYPE SYNTAX AcmeEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "" INDEX { acmeIndex }
  ::= { acmeTable 1 }
acmeDoor OBJECT-TYPE SYNTAX AcmeDoor MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { acmeEntry 2 }
acmeFlags OBJECT-TYPE SYNTAX BITS { hot(0), wet(9) } MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { acmeEntry 3 }
AcmeDoor ::= AcmeOpenness
acmeJam NOTIFICATION-TYPE OBJECTS { acmeDoor } STATUS current DESCRIPTION "" ::= { acme 0 9 }
END
ACME-TC-MIB DEFINITIONS ::= BEGIN
AcmeOpenness ::= TEXTUAL-CONVENTION DISPLAY-HINT "d" STATUS current DESCRIPTION "" SYNTAX INTEGER { open(1), shut(2) }
END`;

const smiV1 = `
OLD-MIB DEFINITIONS ::= BEGIN
IMPORTS enterprises FROM RFC1155-SMI OBJECT-TYPE FROM RFC-1212 TRAP-TYPE FROM RFC-1215;
OBJECT-TYPE MACRO ::= BEGIN TYPE NOTATION ::= "SYNTAX" type(TYPE ObjectSyntax) VALUE NOTATION ::= value(VALUE ObjectName) END
old OBJECT IDENTIFIER ::= { enterprises 4712 }
oldMode OBJECT-TYPE SYNTAX OldMode ACCESS read-only STATUS mandatory ::= { old 7 }
OldMode ::= INTEGER { slow(1), fast(2) }
oldAlarm TRAP-TYPE ENTERPRISE old VARIABLES { oldMode } DESCRIPTION "" ::= 3
coldStart TRAP-TYPE ENTERPRISE snmp DESCRIPTION "" ::= 0
END`;

const modules = [smiV2, smiV1].flatMap((text) => parseModules(text).modules);
const names = createNames(resolveModules(modules).named);

describe('names', () => {
  test.each([
    ['1.3.6.1.4.1.4711.1.1.2.5', 'acmeDoor.5'],
    ['1.3.6.1.4.1.4711.0.9', 'acmeJam'],
    ['1.3.6.1.4.1.4711.77.1', 'acme.77.1'],
    ['1.3.6.1.4.1.4712.7.0', 'oldMode.0'],
    ['1.3.6.1.4.1.4712.0.3', 'oldAlarm'],
    ['1.3.6.1.6.3.1.1.5.1', 'coldStart'],
    ['1.3.6.1.4.1.47110.1', null],
    ['1.3.6.1.4.1.4713.1', null],
    ['', null],
    ['no number', null],
  ])('%s is %s', (oid, name) => {
    expect(names.nameOf(oid)).toBe(name);
  });

  test('values of enumerations, inline, by a type, and by a type of another module', () => {
    expect(names.labelOf('1.3.6.1.4.1.4711.1.1.2.5', 2)).toBe('shut');
    expect(names.labelOf('1.3.6.1.4.1.4711.1.1.2.5', 3)).toBeNull();
    expect(names.labelOf('1.3.6.1.4.1.4712.7.0', 1)).toBe('slow');
    expect(names.bitsOf('1.3.6.1.4.1.4711.1.1.3.5', Uint8Array.of(0x81, 0x40))).toBe('hot, bit 7, wet');
    expect(names.bitsOf('1.3.6.1.4.1.4711.1.1.3.5', Uint8Array.of())).toBe('none');
    expect(names.bitsOf('1.3.6.1.4.1.4711.1.1.1.5', Uint8Array.of(1))).toBeNull();
  });

  test('two modules may use a name for two things', () => {
    const two = ['A', 'B'].map(
      (name, n) =>
        `${name} DEFINITIONS ::= BEGIN top OBJECT IDENTIFIER ::= { enterprises ${n + 1} } leaf OBJECT IDENTIFIER ::= { top 5 } END`,
    );
    const found = resolveModules(two.flatMap((text) => parseModules(text).modules)).named;
    expect(found.map(({ oid }) => oid)).toEqual([1, 2].flatMap((n) => [`1.3.6.1.4.1.${n}`, `1.3.6.1.4.1.${n}.5`]));
  });

  test('parents in a circle are no parents', () => {
    const {
      modules: [circle],
    } = parseModules('A DEFINITIONS ::= BEGIN a OBJECT IDENTIFIER ::= { b 1 } b OBJECT IDENTIFIER ::= { a 1 } END');
    const { named, orphans } = resolveModules(circle ? [circle] : []);
    expect([named.length, orphans.length]).toEqual([0, 2]);
  });
});

describe('faults', () => {
  test.each([
    ['', 1, /no MIB module/],
    ['\n\n  hello world', 3, /no MIB module/],
    ['A DEFINITIONS ::= BEGIN\nb OBJECT IDENTIFIER ::= { enterprises 1 }\n', 2, /cut short/],
    ['A DEFINITIONS ::= BEGIN\nx OBJECT-TYPE DESCRIPTION "never\nclosed END', 2, /no closing quote/],
  ])('%j', (text, line, words) => {
    const { fault } = parseModules(text);
    expect(fault?.line).toBe(line);
    expect(fault?.text).toMatch(words);
  });

  test('never throws, whatever the text', () => {
    const part = fc.constantFrom(...smiV2.split(/(?<=\s)/), ...smiV1.split(/(?<=\s)/), '__proto__ ', '{ ', '" ', '\n');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 120 }), fc.string(), (parts, oid) => {
        const parsed = parseModules(parts.join(''));
        const made = createNames(resolveModules(parsed.modules).named);
        made.nameOf(oid);
        made.labelOf('1.3.6.1.4.1.4711.1.1.2.5', 1);
      }),
    );
  });
});

/** Modules of the IETF as net-snmp brings them, and its own parser's numbers for them. */
test('another parser agrees about modules that are not ours', { timeout: 60_000 }, () => {
  const folder = path.resolve(import.meta.dirname, '../../node_modules/net-snmp/lib/mibs');
  const read = readdirSync(folder).flatMap(
    (file) => parseModules(readFileSync(path.join(folder, file), 'latin1')).modules,
  );
  const ours = new Map(resolveModules(read).named.map(({ module, name, oid }) => [`${module} ${name}`, oid]));
  const store = (
    snmp as unknown as { createModuleStore(): { getModules(base: boolean): Record<string, Objects> } }
  ).createModuleStore();
  let compared = 0;
  for (const [module, objects] of Object.entries(store.getModules(true))) {
    for (const [name, { OID, MACRO }] of Object.entries(objects)) {
      const oid = ours.get(`${module} ${name}`);
      if (!OID || oid === undefined || MACRO === 'TRAP-TYPE') continue;
      compared++;
      expect(`${module} ${name} ${oid}`).toBe(`${module} ${name} ${OID}`);
    }
  }
  expect(compared).toBeGreaterThan(200);
});

type Objects = Record<string, { OID?: string; MACRO?: string }>;
