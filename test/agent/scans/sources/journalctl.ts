/**
 * A journalctl of ours, for machines without systemd: shows the lines of a file of journal entries (JSON, one a line) as
 * the real one is asked to, and follows the file. Its folder goes to the front of PATH; JOURNAL names the file.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

type Entry = { readonly __CURSOR: string; readonly __REALTIME_TIMESTAMP: string; readonly _SYSTEMD_UNIT: string };

const journal = process.env.JOURNAL ?? '';
const asked = process.argv.slice(2);
const optionOf = (name: string) => asked.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const units = asked.filter((each) => each.startsWith('--unit=')).map((each) => each.slice(7));
const isWanted = ({ _SYSTEMD_UNIT: unit }: Entry) =>
  units.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}(\\.service)?$`).test(unit));
const parse = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);

const show = (entries: readonly Entry[]) => {
  const text = entries.filter(isWanted).map((entry) => `${JSON.stringify(entry)}\n`);
  process.stdout.write(text.join(''));
};

const text = readFileSync(journal, 'utf8');
const all = parse(text.slice(0, text.lastIndexOf('\n') + 1));
const isKnown = units.every((unit) => !unit.includes('*') || all.some(isWanted));
if (!isKnown) {
  process.stderr.write('Failed to add filter for units: No data available\n');
  process.exit(1);
}
const cursor = optionOf('after-cursor') ?? optionOf('cursor');
const at = all.findIndex((entry) => entry.__CURSOR === cursor);
if (cursor !== undefined && at < 0) {
  process.stderr.write('Failed to seek to cursor: Invalid argument\n');
  process.exit(1);
}
const since = Number(optionOf('since')?.slice(1) ?? 0) * 1e6;
if (asked.includes('--reverse')) {
  const lines = Number(optionOf('lines') ?? all.length);
  show(all.slice(Math.max(0, at + 1 - lines), at + 1).reverse());
} else {
  show(all.slice(at + 1).filter((entry) => Number(entry.__REALTIME_TIMESTAMP) >= since));
  if (asked.includes('--follow')) follow(Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
}

function follow(start: number): void {
  let position = start;
  setInterval(() => {
    const file = openSync(journal, 'r');
    const buffer = Buffer.alloc(1024 * 1024);
    const read = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, position));
    closeSync(file);
    const end = read.lastIndexOf(10) + 1;
    position += end;
    show(parse(read.subarray(0, end).toString('utf8')));
  }, 20);
}
