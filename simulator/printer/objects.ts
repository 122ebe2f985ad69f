/** The table that a printer's responder answers from, built anew only when something changed. */
import type { Table } from '../snmp/table.ts';
import { createTable } from '../snmp/table.ts';
import type { Printer } from './printer.ts';
import { jobsAt } from './printer.ts';
import { rowsOf } from './tables.ts';

/** Gives `null` while the printer is off. */
export function objectsOf(printer: Printer, clock: () => number): () => Table | null {
  let built: { table: Table; state: string } | undefined;
  return () => {
    if (!printer.on) return null;
    const now = clock();
    const state = `${printer.version}/${printer.busyUntil > now}/${jobsAt(printer, now).length}`;
    if (built?.state !== state) built = { table: createTable(rowsOf(printer, clock)), state };
    return built.table;
  };
}
