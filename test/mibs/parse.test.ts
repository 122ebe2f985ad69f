import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseModule } from '../../mibs/parse.ts';
import { resolve } from '../../mibs/resolve.ts';

const example = `
EXAMPLE-MIB DEFINITIONS ::= BEGIN
IMPORTS MODULE-IDENTITY, OBJECT-TYPE, enterprises FROM SNMPv2-SMI;
-- a comment with ::= { in it
example MODULE-IDENTITY LAST-UPDATED "202611240000Z" ORGANIZATION "x { y }" CONTACT-INFO "" DESCRIPTION ""
    ::= { enterprises 99999 }
ExampleState ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "" SYNTAX INTEGER { off(0), on(1) }
exampleName OBJECT-TYPE SYNTAX OCTET STRING (SIZE (0..255)) MAX-ACCESS read-only STATUS current DESCRIPTION ""
    ::= { example 1 }
exampleTable OBJECT-TYPE SYNTAX SEQUENCE OF ExampleEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION ""
    ::= { example 2 }
exampleEntry OBJECT-TYPE SYNTAX ExampleEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "" INDEX { exampleIndex }
    ::= { exampleTable 1 }
ExampleEntry ::= SEQUENCE { exampleIndex INTEGER, exampleId OBJECT IDENTIFIER, exampleMode INTEGER }
exampleId OBJECT-TYPE SYNTAX OBJECT IDENTIFIER MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { exampleEntry 2 }
exampleMode OBJECT-TYPE SYNTAX INTEGER { slow(1), fast(-2) } MAX-ACCESS read-only STATUS current DESCRIPTION ""
    ::= { exampleEntry 3 }
END`;

describe('parseModule', () => {
  const module = parseModule(example);
  const found = resolve([module]);

  test('scalars, tables, columns and their numbers', () => {
    expect(module.name).toBe('EXAMPLE-MIB');
    const shown = [...found.values()].map(({ name, kind, oid }) => `${kind} ${name} ${oid}`);
    expect(shown).toEqual([
      'node example 1.3.6.1.4.1.99999',
      'scalar exampleName 1.3.6.1.4.1.99999.1',
      'table exampleTable 1.3.6.1.4.1.99999.2',
      'entry exampleEntry 1.3.6.1.4.1.99999.2.1',
      'column exampleId 1.3.6.1.4.1.99999.2.1.2',
      'column exampleMode 1.3.6.1.4.1.99999.2.1.3',
    ]);
  });

  test('enumerations, named and inline', () => {
    expect(module.types).toEqual({ ExampleState: { 0: 'off', 1: 'on' } });
    expect(found.get('exampleMode')?.labels).toEqual({ 1: 'slow', '-2': 'fast' });
  });

  test('a name whose parent is missing is left out', () => {
    expect(resolve([parseModule('A DEFINITIONS ::= BEGIN lost OBJECT IDENTIFIER ::= { nowhere 1 } END')]).size).toBe(0);
  });

  test('never throws, whatever the text', () => {
    const words = fc.constantFrom(
      'OBJECT-TYPE',
      '::=',
      '{',
      '}',
      'SYNTAX',
      'INTEGER',
      '(',
      ')',
      '1',
      'a',
      '--',
      '"',
      'INDEX',
      ',',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        expect(() => resolve([parseModule(parts.join(' '))])).not.toThrow();
      }),
    );
  });
});
