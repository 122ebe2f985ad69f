/** A walk while it is being made. */
import type { Cell, Oid, PartState } from '../walk.ts';
import { TalkOver } from './talk.ts';

const warningLimit = 50;

export class Findings {
  readonly cells = new Map<Oid, Cell>();
  readonly parts = new Map<Oid, PartState>();
  readonly #warnings = new Set<string>();
  readonly #cellLimit: number;

  constructor(cellLimit: number) {
    this.#cellLimit = cellLimit;
  }

  get warnings(): string[] {
    return [...this.#warnings];
  }

  add(oid: Oid, cell: Cell): void {
    if (this.cells.size >= this.#cellLimit) throw new TalkOver(`more than ${this.#cellLimit} values`);
    this.cells.set(oid, cell);
  }

  settle(part: Oid, state: PartState): void {
    this.parts.set(part, state);
  }

  fail(parts: readonly Oid[], why: string): void {
    for (const part of parts) this.parts.set(part, 'failed');
    const [first = 'nothing'] = parts;
    this.warn(`${first}${parts.length > 1 ? ` and ${parts.length - 1} more` : ''}: ${why}`);
  }

  warn(text: string): void {
    if (this.#warnings.size < warningLimit) this.#warnings.add(text);
  }
}
