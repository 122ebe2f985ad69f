/** A reading for a person: who it is, how it does, what is wrong and what to do, what it holds. */
import type { Condition, Reading, Supply, Tray } from '../contract/index.ts';
import { nameRanges } from './address-ranges.ts';
import { cleanText, fitText, type Ink, type Page, wrapText } from './terminal.ts';

/** A shape beside the colour and the word: nothing is told by colour alone. */
const statusMarks: Record<Reading['status'], readonly [mark: string, ink: Ink]> = {
  ok: ['●', 'green'],
  busy: ['▶', 'green'],
  asleep: ['◌', 'blue'],
  attention: ['▲', 'yellow'],
  stopped: ['■', 'red'],
  unreachable: ['✕', 'red'],
  unknown: ['?', 'dim'],
};
const severityMarks = {
  critical: ['■', 'red'],
  warning: ['▲', 'yellow'],
  info: ['●', 'blue'],
} as const satisfies Record<Condition['severity'], readonly [string, Ink]>;
const barWidth = 20;

/** Ends with a line end. `hasEvidence`: with what the device sent, for every condition. */
export function describeReading(reading: Reading, page: Page, hasEvidence = false): string {
  if (!reading.reachable) return `${headline(reading, page)}\n  ${cleanText(reading.error?.message ?? 'no answer')}\n`;
  const lines = [
    headline(reading, page),
    ...aboutLines(reading, page),
    ...reading.conditions.flatMap((condition) => conditionLines(condition, page, hasEvidence)),
    ...levelLines('Supplies', reading.supplies, supplyName, page),
    ...levelLines('Trays', reading.inputs, trayName, page),
    ...levelLines('Outputs', fullOutputs(reading), trayName, page),
    ...coverLines(reading, page),
    ...reading.warnings.flatMap((warning) =>
      indent(`Note: ${cleanText(warning)}`, page).map((line) => page.paint('dim', line)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Those that did not answer, together: by why, with their addresses as ranges. Ends with a line end. */
export function describeSilent(readings: readonly Reading[], page: Page): string {
  const groups = Map.groupBy(readings, ({ error }) => error?.code ?? '');
  const blocks = [...groups.values()].map((group) => {
    const places = group.map(placeOf).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const [mark, ink] = statusMarks.unreachable;
    const head = `${page.paint(ink, `${mark} unreachable`)}  ${cleanText(nameRanges(places))}`;
    return [head, ...indent(cleanText(group[0]?.error?.message ?? 'no answer'), page)].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}

/** `12 devices: 9 ok, 2 stopped, 1 unreachable`, with the trouble first. */
export function describeFleet(readings: ReadonlyMap<Reading['status'], number>): string {
  const order = ['unreachable', 'stopped', 'attention', 'unknown', 'busy', 'ok', 'asleep'] as const;
  const counts = order.flatMap((status) => (readings.get(status) ? [`${readings.get(status)} ${status}`] : []));
  const total = [...readings.values()].reduce((sum, count) => sum + count, 0);
  return `${total} device${total === 1 ? '' : 's'}: ${counts.join(', ')}`;
}

function headline(reading: Reading, page: Page): string {
  const { identity, status } = reading;
  const [mark, ink] = statusMarks[status];
  const name = cleanText([vendorName(identity.vendor), identity.model ?? ''].join(' ')) || 'unknown device';
  return `${page.paint(ink, `${mark} ${status}`)}  ${page.paint('bold', name)}  ${page.paint('dim', cleanText(placeOf(reading)))}`;
}

function placeOf({ address, port }: Reading): string {
  const where = address.includes(':') ? `[${address}]` : address;
  return port === 161 ? where : `${where}:${port}`;
}

/** `hp` → `HP`, `konica-minolta` → `Konica Minolta`; nothing for one that is not known. */
export function vendorName(vendor: string): string {
  if (vendor === 'unknown') return '';
  if (['hp', 'oki'].includes(vendor)) return vendor.toUpperCase();
  return vendor.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase());
}

function aboutLines(reading: Reading, page: Page): string[] {
  const { identity, counters, uptimeSeconds } = reading;
  const parts = [
    identity.name,
    identity.location,
    identity.serial && `serial ${identity.serial}`,
    identity.firmware && `firmware ${identity.firmware}`,
    counters.total !== null && `${counters.total.toLocaleString('en')} pages`,
    uptimeSeconds !== null && `up ${uptime(uptimeSeconds)}`,
  ].filter((part) => typeof part === 'string' && part !== '');
  const panel = reading.console?.length ? [`panel: ${reading.console.map(cleanText).join(' / ')}`] : [];
  return [parts.map((part) => cleanText(String(part))).join(' · '), ...panel, ...lightLine(reading)]
    .filter((line) => line !== '')
    .flatMap((line) => indent(line, page))
    .map((line) => page.paint('dim', line));
}

/** Dark lights say nothing. */
function lightLine({ consoleLights }: Reading): string[] {
  const lit = (consoleLights ?? []).filter(({ name, state }) => name !== '' && state !== 'off');
  const words = lit.map(({ name, color, state }) => cleanText([name, state, color].filter(Boolean).join(' ')));
  return words.length === 0 ? [] : [`lights: ${words.join(' · ')}`];
}

function uptime(seconds: number): string {
  if (seconds >= 172_800) return `${Math.floor(seconds / 86_400)} days`;
  if (seconds >= 7200) return `${Math.floor(seconds / 3600)} hours`;
  return `${Math.floor(seconds / 60)} minutes`;
}

const stopWords = { print: 'printing', scan: 'scanning' } as const;

/** Behind what an entry with one unconfirmed source says. */
export const doubt = 'only one unconfirmed source says so: check before you order parts or call somebody';

function conditionLines(condition: Condition, page: Page, hasEvidence: boolean): string[] {
  const [mark, ink] = severityMarks[condition.severity];
  const code = condition.code === null ? '' : ` (${condition.code})`;
  const where = condition.where === null ? '' : `, ${condition.where}`;
  const stops = condition.stops.map((stop) => stopWords[stop]).join(' and ');
  const said = (label: string, text: string) => (text === '' ? [] : hang(`    ${label} `, cleanText(text), page));
  return [
    '',
    `  ${page.paint(ink, `${mark} ${cleanText(condition.title + code + where)}`)}${page.paint('dim', stops && ` · stops ${stops}`)}`,
    ...said('why', condition.cause),
    ...said('do ', `${condition.remedy}${condition.who === 'service' ? ' (service)' : ''}`),
    ...said('but', condition.confidence === 'low' ? doubt : ''),
    ...(hasEvidence ? condition.evidence.split(' | ').flatMap((part) => said('saw', part)) : []),
  ];
}

type Holder = Supply | Tray;

function levelLines<H extends Holder>(
  title: string,
  holders: readonly H[] | null,
  nameOf: (holder: H) => string,
  page: Page,
): string[] {
  if (holders === null || holders.length === 0) return [];
  const names = holders.map((holder) => cleanText(nameOf(holder)));
  const width = Math.min(Math.max(...names.map((name) => name.length)), page.width - barWidth - 20);
  return [
    '',
    `  ${page.paint('bold', title)}`,
    ...holders.map((holder, i) => `    ${fitText(names[i] ?? '', width)}  ${bar(holder, page)}`),
  ];
}

const supplyName = (supply: Supply) => supply.name;
const trayName = (tray: Tray) => (tray.media === null ? tray.name : `${tray.name}, ${tray.media}`);
/** Most outputs say nothing of interest. */
const fullOutputs = (reading: Reading) => reading.outputs?.filter((output) => output.fault !== 'none') ?? null;

function bar(holder: Holder, page: Page): string {
  const { level } = holder;
  if (level.kind !== 'measured') {
    const blank = page.paint('dim', '·'.repeat(barWidth));
    return `${blank}  ${levelWord(holder)}`;
  }
  const filled = level.percent === 0 ? 0 : Math.max(1, Math.round((level.percent / 100) * barWidth));
  const { low, veryLow } = ('limit' in holder && holder.limit) || { low: 20, veryLow: 5 };
  const ink = level.percent <= veryLow ? 'red' : level.percent <= low ? 'yellow' : 'green';
  const drawn = page.paint(ink, '█'.repeat(filled)) + page.paint('dim', '░'.repeat(barWidth - filled));
  const percent = `${String(level.percent).padStart(3)} %`;
  return `${drawn} ${percent}${isReceptacle(holder) ? ' free' : ''}${faultWord(holder)}`;
}

function levelWord(holder: Holder): string {
  const { level } = holder;
  const unit = holder.unit ?? '';
  if (level.kind === 'some') return `${isReceptacle(holder) ? 'some room' : 'some'} left${faultWord(holder)}`;
  if (level.kind === 'unlimited') return `no limit${faultWord(holder)}`;
  const raw =
    level.kind === 'unknown' && level.raw !== undefined && level.raw >= 0 ? `${level.raw} ${unit}`.trim() : 'not known';
  return `${raw}${faultWord(holder)}`;
}

const isReceptacle = (holder: Holder) => 'class' in holder && holder.class === 'filled';
const faultWord = (holder: Holder) => ('fault' in holder && holder.fault !== 'none' ? `  ${holder.fault}` : '');

function coverLines(reading: Reading, page: Page): string[] {
  const open = reading.covers?.filter((cover) => cover.open) ?? [];
  return open.length === 0
    ? []
    : ['', ...indent(`Open: ${open.map((cover) => cleanText(cover.name)).join(', ')}`, page)];
}

const indent = (text: string, page: Page) => hang('  ', text, page);

/** `label` before the first line, blanks of its width before the others. */
function hang(label: string, text: string, page: Page): string[] {
  const blank = ' '.repeat(label.length);
  return wrapText(text, page.width - label.length).map((line, i) => (i === 0 ? label : blank) + line);
}
