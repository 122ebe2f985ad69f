/** Devices for tests: `.snmprec` text (OID|TAG|VALUE) asked by a plan, as the SNMP client would answer from a real one. */
import { firstPlan, planFor, readDevice } from '../../../agent/read/index.ts';
import type { Cell, Oid, PartState, Plan, Walk } from '../../../agent/walk.ts';
import type { Reading } from '../../../contract/index.ts';

export type Recording = ReadonlyMap<Oid, Cell>;

const utf8 = new TextEncoder();
const numbers: Readonly<Record<string, 'integer' | 'counter' | 'gauge' | 'ticks'>> = {
  2: 'integer',
  65: 'counter',
  66: 'gauge',
  67: 'ticks',
};

/** Octets as hex, or as text that is meant as UTF-8. */
export const octets = (value: string | readonly number[]): Cell => ({
  type: 'octets',
  value: typeof value === 'string' ? utf8.encode(value) : Uint8Array.from(value),
});
export const integer = (value: number): Cell => ({ type: 'integer', value });

export function parseRecording(text: string): Map<Oid, Cell> {
  const cells = new Map<Oid, Cell>();
  for (const line of text.split('\n')) {
    const [oid = '', tag = '', ...rest] = line.replace(/\r$/, '').split('|');
    const value = rest.join('|');
    const kind = numbers[tag];
    if (tag === '') continue;
    if (kind) cells.set(oid, /^-?\d+$/.test(value) ? { type: kind, value: Number(value) } : octets(value));
    else if (tag === '70') cells.set(oid, { type: 'counter64', value: BigInt(value) });
    else if (tag === '6') cells.set(oid, { type: 'oid', value });
    else if (tag === '64') cells.set(oid, { type: 'ip', value });
    else if (tag === '4x') cells.set(oid, { type: 'octets', value: Uint8Array.from(Buffer.from(value, 'hex')) });
    else cells.set(oid, octets(value));
  }
  return cells;
}

/** What a plan brings from a recording. `failed` parts are not answered. */
export function ask(recording: Recording, plan: Plan, failed: readonly Oid[] = []): Walk {
  const cells = new Map<Oid, Cell>();
  const parts = new Map<Oid, PartState>();
  for (const oid of plan.scalars) {
    const cell = failed.includes(oid) ? undefined : recording.get(oid);
    if (cell) cells.set(oid, cell);
    parts.set(oid, failed.includes(oid) ? 'failed' : cell ? 'read' : 'absent');
  }
  for (const column of plan.columns.flat()) parts.set(column, failed.includes(column) ? 'failed' : 'read');
  for (const [oid, cell] of recording) {
    // The shortest beginning that is asked for is the column; what follows it is the row.
    for (let dot = oid.indexOf('.', 14); dot > 0; dot = oid.indexOf('.', dot + 1)) {
      if (parts.get(oid.slice(0, dot)) !== 'read') continue;
      cells.set(oid, cell);
      break;
    }
  }
  return { cells, parts, warnings: [], timing: { ms: 1, requests: 1, bytes: 1 } };
}

/** Both plans, merged. */
export function walkOf(recording: Recording, failed: readonly Oid[] = []): Walk {
  const first = ask(recording, firstPlan, failed);
  const second = ask(recording, planFor(first), failed);
  return {
    cells: new Map([...first.cells, ...second.cells]),
    parts: new Map([...first.parts, ...second.parts]),
    warnings: [],
    timing: { ms: 2, requests: 2, bytes: 2 },
  };
}

export const where = { address: '127.0.0.1', port: 161, takenAt: '2026-11-24T09:00:00.000Z' } as const;

export function read(recording: Recording, failed: readonly Oid[] = []): Reading {
  return readDevice({ ...where, walk: walkOf(recording, failed) });
}
