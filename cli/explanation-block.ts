/** What the catalogue knows of a text, for a person: what it is, why, what to do, who can, and how sure that is. */
import type { Explanation } from '../contract/index.ts';
import { cleanText, type Ink, type Page, wrapText } from './terminal.ts';

const severityMarks = {
  critical: ['■', 'red'],
  warning: ['▲', 'yellow'],
  info: ['●', 'blue'],
} as const satisfies Record<NonNullable<Explanation['severity']>, readonly [string, Ink]>;

const people = {
  user: 'anybody at the device',
  admin: 'the administrator',
  service: 'a service technician',
} as const;

const certainty = {
  high: 'the maker or the standard says so',
  medium: 'good grounds, but not from the maker itself',
  low: 'one unconfirmed source only: check with the manual before you order parts',
} as const;

const makers: Record<string, string> = { oki: 'OKI', hp: 'HP', xerox: 'Xerox' };
/** The widest label and the blanks around it. */
const indent = 12;
const mostShown = 5;

/** All explanations of one text, under the text. Ends with a line end. */
export function describeExplanations(text: string, explanations: readonly Explanation[], page: Page): string {
  const title = wrapText(cleanText(text) || '(nothing)', page.width)
    .slice(0, 3)
    .join('\n');
  const shown = explanations.slice(0, mostShown);
  const more = explanations.length - shown.length;
  const blocks = shown.map((each) => (each.found ? foundBlock(each, page) : unknownBlock(each, page)));
  const rest = more > 0 ? [page.paint('dim', `  and ${more} more; --json shows all`)] : [];
  return `${[page.paint('bold', title), ...blocks, ...rest].join('\n\n')}\n`;
}

function foundBlock(explanation: Explanation, page: Page): string {
  const { severity, title, cause, remedy, who, confidence, sources, retryable } = explanation;
  const [mark, ink] = severityMarks[severity ?? 'info'];
  // A device at rest asks nobody for anything.
  const isTrouble = explanation.kind === 'smtp' || explanation.condition !== null;
  const again = retryable === null ? '' : retryable ? 'yes, a later try may succeed' : 'no, it will be refused again';
  return [
    ...heading(`${mark} ${title ?? ''}`, aboutOf(explanation), ink, page),
    ...line('why', cause, page),
    ...line('do', remedy, page),
    ...line('who', isTrouble ? who && people[who] : null, page),
    // A reply of success needs no second try.
    ...(severity === 'info' ? [] : line('again?', again, page)),
    ...line('sure?', isTrouble ? confidence && certainty[confidence] : null, page),
    ...sources
      .flatMap((source, i) => line(i === 0 ? 'source' : '', source, page))
      .map((text) => page.paint('dim', text)),
  ].join('\n');
}

function unknownBlock({ code }: Explanation, page: Page): string {
  return [
    `  ${page.paint('dim', code === null ? '? not in the catalogue' : `? code ${cleanText(code)} is not in the catalogue`)}`,
    ...line(
      'do',
      'Name the maker with --vendor, leave away what is not the message itself, or look in the manual.',
      page,
    ),
  ].join('\n');
}

/** `OKI 173 · critical`, `SMTP 550 5.7.1 · microsoft · warning`: whose number it is, and how bad. */
function aboutOf({ kind, vendor, code, enhanced, provider, severity }: Explanation): string {
  const owner = kind === 'smtp' ? 'SMTP' : vendor === null ? '' : (makers[vendor] ?? vendor);
  const number = [owner, code, enhanced].filter(Boolean).join(' ');
  return cleanText([number, provider, severity].filter(Boolean).join(' · '));
}

/** Title in the ink of its severity, and dimmed behind it, or below where there is no room, what it is about. */
function heading(title: string, about: string, ink: Ink, page: Page): string[] {
  const lines = wrapText(cleanText(title), page.width - 4);
  const last = lines.at(-1) ?? '';
  const isRoom = about === '' || last.length + about.length + 6 <= page.width;
  return lines
    .map((text, i) => {
      const tail = i === lines.length - 1 && about !== '' && isRoom ? page.paint('dim', `  ${about}`) : '';
      return `  ${i === 0 ? '' : '  '}${page.paint(ink, text)}${tail}`;
    })
    .concat(isRoom ? [] : [`    ${page.paint('dim', about)}`]);
}

function line(label: string, text: string | null | undefined, page: Page): string[] {
  if (!text) return [];
  const blank = ' '.repeat(indent);
  return wrapText(cleanText(text), page.width - indent).map((words, i) =>
    i === 0 ? `    ${label.padEnd(indent - 4)}${words}` : blank + words,
  );
}
