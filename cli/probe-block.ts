/** The report of a probe for a person: a line for each stage, then what is wrong and what to do about it. */
import type { ProbeReport, ProbeStage, ProbeStep, Severity, Who } from '../contract/index.ts';
import { cleanText, fitText, type Ink, type Page, wrapText } from './terminal.ts';

/** A shape beside the colour and the word: nothing is told by colour alone. */
const outcomeMarks = {
  passed: ['✔', 'green'],
  failed: ['■', 'red'],
  skipped: ['–', 'dim'],
} as const satisfies Record<ProbeStep['outcome'], readonly [string, Ink]>;

const severityMarks = {
  critical: ['■', 'red'],
  warning: ['▲', 'yellow'],
  info: ['●', 'blue'],
} as const satisfies Record<Severity, readonly [string, Ink]>;

const stageNames: Readonly<Record<ProbeStage, string>> = {
  dns: 'name',
  tcp: 'connection',
  greeting: 'greeting',
  ehlo: 'offers',
  tls: 'encryption',
  auth: 'login',
  mail: 'sender',
  rcpt: 'recipient',
  quit: 'farewell',
};

const people: Readonly<Record<Who, string>> = {
  user: 'anybody at the device',
  admin: 'the administrator',
  service: 'a service technician',
};

/** Blanks, mark, stage, outcome and milliseconds before the text of a step. */
const beforeText = 2 + 2 + 12 + 9 + 10;
const mostLines = 3;

/** Ends with a line end. */
export function describeProbe(report: ProbeReport, page: Page): string {
  const { target, at, steps, warnings } = report;
  const faults = steps.filter(({ fault }) => fault !== null).map((step) => faultLines(step, page));
  const lines = [
    `${page.paint('bold', cleanText(target))}  ${page.paint('dim', at.slice(0, 19).replace('T', ' '))}`,
    ...steps.flatMap((step) => stepLines(step, page)),
    ...faults.flatMap((each) => ['', ...each]),
    ...warnings.flatMap((warning) => ['', ...adviceLines(warning, '', page)]),
    '',
    verdict(report, page),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(step: ProbeStep, page: Page): string[] {
  const { stage, outcome, ms, note, reply } = step;
  const [mark, ink] = outcomeMarks[outcome];
  const said =
    reply && [reply.code, reply.enhanced, reply.text].filter((part) => part !== null && part !== '').join(' ');
  const text = [stage === 'rcpt' ? step.to : null, said ?? note]
    .filter((part) => part !== null && part !== '')
    .join(': ');
  const [first = '', ...rest] = wrapText(cleanText(text), page.width - beforeText).slice(0, mostLines);
  const time = ms === null ? '' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  const head = `${mark} ${fitText(stageNames[stage], 11)} ${fitText(outcome, 8)} ${time.padStart(8)}`;
  const tail = stage === 'auth' && said && outcome === 'passed' ? [note] : [];
  return [
    `  ${outcome === 'skipped' ? page.paint('dim', `${head}  ${first}`) : `${page.paint(ink, head)}  ${first}`}`.trimEnd(),
    ...[...rest, ...tail].map((line) => page.paint('dim', `${' '.repeat(beforeText)}${cleanText(line)}`)),
  ];
}

function faultLines({ fault, reply }: ProbeStep, page: Page): string[] {
  if (fault === null) return [];
  const about = [reply?.code, reply?.enhanced, fault.provider].filter((part) => part !== null && part !== undefined);
  return adviceLines(fault, about.join(' '), page);
}

type Advice = {
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly who: Who;
};

function adviceLines({ severity, title, cause, remedy, who }: Advice, about: string, page: Page): string[] {
  const [mark, ink] = severityMarks[severity];
  const heading = `  ${page.paint(ink, `${mark} ${cleanText(title)}`)}${about ? page.paint('dim', `  ${cleanText(about)}`) : ''}`;
  return [
    heading,
    ...labelled('why', cause, page),
    ...labelled('do', remedy, page),
    ...labelled('who', people[who], page),
  ];
}

function labelled(label: string, text: string, page: Page): string[] {
  return wrapText(cleanText(text), page.width - 12).map(
    (line, row) => `    ${(row === 0 ? label : '').padEnd(8)}${line}`,
  );
}

function verdict({ ok, steps, warnings }: ProbeReport, page: Page): string {
  if (!ok) {
    const failed = steps.find(({ outcome }) => outcome === 'failed');
    const where = failed ? stageNames[failed.stage] : 'start';
    return page.paint('red', `■ A device would be stopped at the ${where}.`);
  }
  const isTried = steps.some(({ stage, outcome }) => stage === 'rcpt' && outcome === 'passed');
  const far = isTried ? 'A device would get as far as handing over its scan.' : 'All that was asked for went well.';
  return warnings.some(isPressing) ? page.paint('yellow', `▲ ${far} But see above.`) : page.paint('green', `✔ ${far}`);
}

/** Something has to be done about it. */
export function isPressing({ severity }: { readonly severity: Severity }): boolean {
  return severity !== 'info';
}
