/** What nobody knows yet, for a person at a terminal and as YAML to fill in. */
import type { UnknownRow } from '../contract/index.ts';
import { vendorName } from './reading-block.ts';
import { cleanText, type Page, wrapText } from './terminal.ts';

/** Ends with a line end. */
export function describeUnknown(rows: readonly UnknownRow[], page: Page): string {
  if (rows.length === 0) return 'Nothing: the catalogue knew everything that devices and mail servers said.\n';
  const open = rows.filter(({ explainedBy }) => explainedBy === null).length;
  const advice =
    open > 0
      ? `${count(open, 'has', 'have')} no entry yet: --yaml prints entries to fill in, for the folder of "catalogue" in platen.yaml.`
      : 'All are explained by entries of your own.';
  return `${[...rows.map((row) => block(row, page)), page.paint('dim', advice)].join('\n\n')}\n`;
}

function block(row: UnknownRow, page: Page): string {
  const lines = [
    `${page.paint('bold', cleanText(headingOf(row)))}  ${page.paint('dim', countsOf(row))}`,
    ...(row.example === '' ? [] : wrapText(cleanText(row.example), page.width - 2).map((line) => `  ${line}`)),
    ...wrapText(cleanText(devicesOf(row)), page.width - 2).map((line) => page.paint('dim', `  ${line}`)),
  ];
  if (row.explainedBy !== null)
    lines.push(`  ${page.paint('green', `● explained by ${cleanText(row.explainedBy)} by now`)}`);
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** Entries for those that none explains yet, each under a line that says where it comes from. */
export function skeletons(rows: readonly UnknownRow[]): string {
  const open = rows.filter(({ explainedBy }) => explainedBy === null);
  if (open.length === 0) return '# Nothing is unknown.\n[]\n';
  return open.map((row) => `# ${cleanText(headingOf(row))}: ${countsOf(row)}\n${row.skeleton}`).join('\n');
}

function headingOf({ kind, vendor, model, code, enhanced }: UnknownRow): string {
  const who = kind === 'smtp' ? 'Mail server' : [vendor && vendorName(vendor), model].filter(Boolean).join(' ');
  const what = [code, enhanced].filter(Boolean).join(' ');
  return [who || 'Unknown device', what].filter(Boolean).join(' · ');
}

function countsOf({ episodes, deviceCount, lastSeenAt }: UnknownRow): string {
  const on = deviceCount > 0 ? ` on ${count(deviceCount, 'device', 'devices')}` : '';
  return `${count(episodes, 'time', 'times')}${on}, last ${lastSeenAt.slice(0, 16).replace('T', ' ')} UTC`;
}

function devicesOf({ devices, deviceCount }: UnknownRow): string {
  const more = deviceCount - devices.length;
  return [...devices.map(({ name }) => name), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
