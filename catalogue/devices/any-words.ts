/** The form in which words of any printer are listed. */
import type { ConditionKind } from '../conditions.ts';

export type Words = {
  readonly id: string;
  readonly condition: ConditionKind;
  readonly text: RegExp;
  readonly examples: readonly string[];
  readonly title?: string;
  readonly remedy?: string;
};

/** One pattern; large and small letters are the same. */
export const any = (...patterns: readonly string[]) => new RegExp(patterns.join('|'), 'iu');
