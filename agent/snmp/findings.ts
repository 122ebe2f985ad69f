/** The walk of a visit while it is being made. */
import type { Cell, Oid, PartState } from '../walk.ts';
import { namePart } from './part-name.ts';
import { TalkOver } from './talk-over.ts';

const mostWarnings = 50;

export class Findings {
  readonly cells = new Map<Oid, Cell>();
  readonly parts = new Map<Oid, PartState>();
  /** The instances of each column that was walked, in order. */
  readonly rows = new Map<Oid, Oid[]>();
  readonly #warnings = new Set<string>();
  readonly #mostCells: number;

  constructor(mostCells: number) {
    this.#mostCells = mostCells;
  }

  get warnings(): string[] {
    return [...this.#warnings];
  }

  add(oid: Oid, cell: Cell): void {
    if (this.cells.size >= this.#mostCells) throw new TalkOver(`more than ${this.#mostCells} values`);
    this.cells.set(oid, cell);
  }

  /** Gives the list of its rows, to be filled. What an earlier plan of the visit found out about it is asked anew. */
  beginColumn(column: Oid): Oid[] {
    const rows: Oid[] = [];
    this.rows.set(column, rows);
    this.parts.delete(column);
    return rows;
  }

  settle(part: Oid, state: PartState): void {
    this.parts.set(part, state);
  }

  /** A column that was asked to its end: `read`, unless something of it failed on the way. */
  finish(column: Oid): void {
    if (!this.parts.has(column)) this.parts.set(column, 'read');
  }

  fail(parts: readonly Oid[], why: string): void {
    for (const part of parts) this.parts.set(part, 'failed');
    this.warn(parts, why);
  }

  warn(parts: readonly Oid[], why: string): void {
    if (this.#warnings.size < mostWarnings) this.#warnings.add(`${namePart(parts)}: ${why}`);
  }
}
