/** From something that nobody knows to an entry of the office's own: what it would look like, and whether there is one. */
import type { Explanation } from '../contract/index.ts';
import { explain } from './explain.ts';

export type Unexplained = {
  readonly kind: 'device' | 'smtp';
  readonly vendor: string | null;
  readonly model: string | null;
  readonly code: string | null;
  readonly enhanced: string | null;
  /** With `#` for what differs from time to time. */
  readonly text: string;
  readonly example: string;
};

type LookUp = (text: string, options: { vendor?: string | null; model?: string | null }) => Explanation[];

/** The name of the office's entry that explains it; `null` where only ours were asked and none knows it. */
export function explainedBy({ vendor, model, code, example }: Unexplained, lookUp: LookUp): string | null {
  for (const text of code === null ? [example] : [example, code]) {
    const [own] = lookUp(text, { vendor, model });
    if (!own?.found) continue;
    const [ours] = explain(text, { vendor, model });
    if (own.entry !== ours?.entry) return own.entry;
  }
  return null;
}

/** YAML of an entry that recognises it: right as it stands, with the message for a title until somebody writes a better one. */
export function skeletonOf(unknown: Unexplained): string {
  const { kind, vendor, model, code, enhanced, example } = unknown;
  const said = kind === 'smtp' ? [code, enhanced, example].filter((part) => part !== null).join(' ') : example;
  const found = kind === 'smtp' ? replyLines(unknown) : deviceLines(unknown);
  const first = [
    ...(kind === 'device' && vendor !== null && vendor !== 'unknown' ? [`vendor: ${quoted(vendor)}`] : []),
    ...(kind === 'device' && model !== null ? [`# models: ${quoted(model)}  # where it holds for these only`] : []),
    ...found,
    `title: ${quoted(example || said)}  # in a few plain words`,
    '# cause: why it happens',
    '# remedy: what to do',
    '# who: user, admin or service',
    kind === 'smtp'
      ? '# reason: policy-block, or another that "platen explain" shows'
      : '# condition: fuser-fault, or another kind',
    `examples: [${quoted(said)}]`,
  ];
  return `${first.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)).join('\n')}\n`;
}

function deviceLines({ code, text, example }: Unexplained): string[] {
  return code === null ? wordLines(text, example) : [`code: ${quoted(code)}`];
}

function replyLines({ code, enhanced, text, example }: Unexplained): string[] {
  return [
    `reply: ${code ?? 'any'}`,
    ...(enhanced === null ? [] : [`enhanced: ${enhanced}`]),
    ...(text === '' ? [] : wordLines(text, example)),
  ];
}

/** The words themselves, or a pattern where something among them differs from time to time. */
function wordLines(text: string, example: string): string[] {
  if (!text.includes('#')) return [`text: ${quoted(example)}`];
  const pattern = text
    .split('#')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\S+');
  // Nothing is escaped between single quotes: the pattern stays readable.
  return [`pattern: ${/\p{Cc}/u.test(pattern) ? quoted(pattern) : `'${pattern.replaceAll("'", "''")}'`}`];
}

/** A JSON text is a YAML text. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
