/** The form in which words of any printer are listed. */
import type { ConditionKind } from '../conditions.ts';

export type Words = {
  readonly id: string;
  readonly condition: ConditionKind;
  readonly text: RegExp;
  readonly examples: readonly string[];
};

/** What `\p{L}` means in the words of panels: Latin, Greek, Cyrillic, and the scripts of East Asia. */
const letter = '[a-z\\u00df-\\u024f\\u0370-\\u052f\\u3040-\\ud7a3]';

/**
 * One pattern; large and small letters are the same, and `\p{L}` is any letter. Made without the flag `u`: with it V8 takes
 * six times as long to compile so many words, most of a second at the first troubles after every start.
 */
export const any = (...patterns: readonly string[]) => new RegExp(patterns.join('|').replaceAll('\\p{L}', letter), 'i');
