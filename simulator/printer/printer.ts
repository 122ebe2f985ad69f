/** A simulated device as it stands: levels, covers, troubles. Every change leaves all of it consistent. */
import { severities } from './codes.ts';
import type { PrinterDescription, Trouble } from './description.ts';
import { troublesOf } from './troubles.ts';

/** A row of the device's alert table. */
export type Alert = { readonly index: number; readonly since: number; readonly trouble: Trouble };

/** A scan that the device sent, for the makers that keep a job table. */
export type ScanJob = {
  readonly id: string;
  readonly at: number;
  readonly to: 'mail' | 'folder';
  readonly succeeded: boolean;
};

/** How long an ended job stays in the device's table. */
const jobsKeptMs = 60_000;

export type Printer = {
  readonly description: PrinterDescription;
  /** False: no answer to anything. */
  on: boolean;
  asleep: boolean;
  /** Milliseconds since 1970, like every time here. */
  startedAt: number;
  busyUntil: number;
  /** By position in the description. */
  readonly supplies: number[];
  readonly trays: number[];
  readonly openCovers: Set<number>;
  /** What a script raised; the rest follows from levels and covers. */
  readonly raised: Map<string, Trouble>;
  readonly alerts: Map<string, Alert>;
  readonly events: { all: number; critical: number };
  readonly counts: { total: number; black: number; color: number; copies: number; scansToEmail: number };
  readonly jobs: ScanJob[];
  /** Grows with every change, so that tables are built again only then. */
  version: number;
};

export function createPrinter(description: PrinterDescription, now: number): Printer {
  const { total, black = total, color = 0, copies = 0, scansToEmail = 0 } = description.counters;
  const printer: Printer = {
    description,
    on: true,
    asleep: false,
    startedAt: now - description.hoursOn * 3_600_000,
    busyUntil: 0,
    supplies: description.supplies.map(({ level }) => level),
    trays: description.inputs.map(({ level }) => level),
    openCovers: new Set(),
    raised: new Map(),
    alerts: new Map(),
    // A running counter, like on the devices whose alert indices are never dense.
    events: { all: description.hoursOn % 97, critical: description.hoursOn % 13 },
    counts: { total, black, color, copies, scansToEmail },
    jobs: [],
    version: 0,
  };
  settle(printer, now);
  return printer;
}

export function raise(printer: Printer, trouble: Trouble, now: number): void {
  printer.raised.set(trouble.key, trouble);
  settle(printer, now);
}

export function clear(printer: Printer, key: string, now: number): void {
  printer.raised.delete(key);
  settle(printer, now);
}

/** `percent` is what is left. */
export function setSupply(printer: Printer, name: string, percent: number, now: number): void {
  const at = positionOf(printer.description.supplies, name, printer);
  printer.supplies[at] = Math.round(((printer.description.supplies[at]?.max ?? 0) * percent) / 100);
  settle(printer, now);
}

/** `sheets` as far as they fit. */
export function setTray(printer: Printer, name: string, sheets: number, now: number): void {
  const at = positionOf(printer.description.inputs, name, printer);
  printer.trays[at] = Math.min(sheets, printer.description.inputs[at]?.capacity ?? 0);
  settle(printer, now);
}

export function setCover(printer: Printer, name: string, open: boolean, now: number): void {
  const at = printer.description.covers.indexOf(name);
  if (at < 0) throw new RangeError(`${printer.description.id} has no cover "${name}"`);
  if (open) printer.openCovers.add(at);
  else printer.openCovers.delete(at);
  settle(printer, now);
}

export function setAsleep(printer: Printer, asleep: boolean, now: number): void {
  printer.asleep = asleep;
  settle(printer, now);
}

/** Off: it answers nothing. On again: it starts anew, with a new up-time. */
export function setPower(printer: Printer, on: boolean, now: number): void {
  if (on && !printer.on) printer.startedAt = now;
  printer.on = on;
  settle(printer, now);
}

/** Prints `pages` from the first tray that holds paper; does nothing while something halts it. */
export function print(printer: Printer, pages: number, now: number): void {
  const tray = printer.trays.findIndex((level) => level >= pages);
  if (tray < 0 || isHalted(printer)) return;
  printer.trays[tray] = (printer.trays[tray] ?? 0) - pages;
  printer.asleep = false;
  printer.counts.total += pages;
  if (printer.description.counters.color === undefined) printer.counts.black += pages;
  else printer.counts.color += pages;
  printer.busyUntil = now + (pages / printer.description.pagesPerMinute) * 60_000;
  settle(printer, now);
}

export function noteScan(printer: Printer, job: ScanJob): void {
  printer.jobs.push(job);
  if (printer.jobs.length > 20) printer.jobs.shift();
  if (job.to === 'mail' && job.succeeded) printer.counts.scansToEmail += 1;
  settle(printer, job.at);
}

/** The scans that the device's job table still lists. */
export const jobsAt = (printer: Printer, now: number): readonly ScanJob[] =>
  printer.jobs.filter(({ at }) => now - at < jobsKeptMs);

export const isHalted = (printer: Printer): boolean =>
  [...printer.alerts.values()].some(({ trouble }) => trouble.halts);

/** Brings the alert table in line with the troubles there are: a row keeps its index while its trouble lasts. */
function settle(printer: Printer, now: number): void {
  const before = new Map(printer.alerts);
  printer.alerts.clear();
  // The most urgent comes first: that is the order in which the panel tells them.
  for (const trouble of troublesOf(printer)) {
    const known = before.get(trouble.key);
    if (!known) {
      printer.events.all += 1;
      if (trouble.severity === severities.critical) printer.events.critical += 1;
    }
    printer.alerts.set(trouble.key, {
      index: known?.index ?? printer.events.all,
      since: known?.since ?? now,
      trouble,
    });
  }
  printer.version += 1;
}

function positionOf(parts: readonly { readonly name: string }[], name: string, printer: Printer): number {
  const at = parts.findIndex((part) => part.name === name);
  if (at < 0) throw new RangeError(`${printer.description.id} has no "${name}"`);
  return at;
}
