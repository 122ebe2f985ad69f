/** The words of a MIB module, with the lines they stand in. */

export type Fault = { readonly line: number; readonly text: string };

export type Token = { readonly word: string; readonly line: number };

/**
 * A comment goes to the end of its line, as net-snmp has it: the standard would end it at the next two hyphens, which cuts
 * lines of hyphens into nonsense.
 */
const pattern = /"[^"]*"|--.*|::=|\.\.|[{}(),;|[\]"]|(?:(?!--)[^\s{}(),;|[\]"])+/g;

/** Texts in quotes are kept as `""`: nobody needs what they say. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let counted = 0;
  for (const { 0: word, index } of text.matchAll(pattern)) {
    for (; counted < index; counted++) if (text.charCodeAt(counted) === 10) line++;
    if (word.startsWith('--')) continue;
    tokens.push({ word: word.length > 1 && word.startsWith('"') ? '""' : word, line });
  }
  return tokens;
}

/** What makes a file no MIB module, or one that is cut short. */
export function findFault(tokens: readonly Token[], modules: number): Fault | null {
  const [first] = tokens;
  if (modules === 0) return { line: first?.line ?? 1, text: 'no MIB module: "NAME DEFINITIONS ::= BEGIN" is missing' };
  const quote = tokens.find(({ word }) => word === '"');
  if (quote) return { line: quote.line, text: 'the text that begins here has no closing quote' };
  const begun = tokens.filter(({ word }) => word === 'BEGIN').length;
  const ended = tokens.filter(({ word }) => word === 'END').length;
  const last = tokens.at(-1);
  return begun > ended ? { line: last?.line ?? 1, text: 'the module has no END: the file is cut short' } : null;
}
