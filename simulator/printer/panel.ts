/** What stands on the display of a simulated device. */
import type { Printer } from './printer.ts';

/** As many lines as the display has, none longer than it is wide. */
export function panelLines(printer: Printer, now: number): string[] {
  const { panel, maker } = printer.description;
  const shown = linesToShow(printer, now).flatMap((line) => fold(line, panel.width));
  return Array.from({ length: panel.lines }, (_, i) => {
    const line = shown[i] ?? '';
    return maker.padsPanel ? line.padEnd(panel.width) : line;
  });
}

/** A halting trouble alone; else the state, with the first trouble below it. */
function linesToShow(printer: Printer, now: number): readonly string[] {
  const { words } = printer.description.maker;
  const [first] = [...printer.alerts.values()].map(({ trouble }) => trouble).filter(({ resting }) => !resting);
  const saying = first ? (first.panel ?? [first.text]) : [];
  if (first?.halts) return saying;
  if (printer.busyUntil > now) return [words.busy, ...saying];
  return printer.asleep ? [words.asleep] : [words.ready, ...saying];
}

/** Breaks at blanks. */
function fold(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, width));
  }
  return lines;
}
