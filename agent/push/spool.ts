/**
 * What is still to be pushed, on disk. Everything is stored before it is sent, sent in order, and removed when the
 * dashboard has taken it. A push keeps its (boot, seq) over a restart, so that a dashboard that took it but could not
 * say so knows it again.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ProbeReport, Reading, ScanResult, Trap } from '../../contract/index.ts';
import { inTransaction } from './database.ts';
import type { SpoolLimits } from './trim.ts';
import { createTrim, usualLimits } from './trim.ts';

/** The list of a push that items of each kind go into. */
export const lists = { reading: 'readings', scan: 'scanResults', trap: 'traps', probe: 'probes' } as const;
export type ItemKind = keyof typeof lists;
type List = (typeof lists)[ItemKind];

export type SpooledPush = {
  readonly boot: string;
  readonly seq: number;
  readonly items: number;
  readonly bytes: number;
  /** Octets of them that are scan results. */
  readonly scanBytes: number;
  /** JSON of each list, without its brackets. */
} & { readonly [L in List]: string };

export type PushSize = { readonly items: number; readonly bytes: number };

export type SpoolDepth = {
  readonly items: number;
  readonly bytes: number;
  /** Dropped since the start because a limit was reached. */
  readonly dropped: number;
  /** Kept aside because the dashboard called them wrong. */
  readonly refused: number;
};

export type Spool = {
  /** Stores a reading; one of a device that answered is also remembered as its last good one. */
  putReading(reading: Reading): void;
  /** Stores results and, in the same transaction, whatever `alongside` writes to the database. */
  putScans(results: readonly ScanResult[], alongside?: () => void): void;
  putTraps(traps: readonly Trap[]): void;
  /** Takes the place of one of the same target that still waits. */
  putProbe(report: ProbeReport): void;
  /** The push that is under way, or the next one of at most that size; `null` where nothing waits. */
  next(size: PushSize): SpooledPush | null;
  /** A push of nothing: it says that the agent is alive. Not kept. */
  beat(): SpooledPush;
  /** The dashboard has it. */
  remove(push: SpooledPush): void;
  /** Back into the queue, to be sent in other pieces under other numbers. */
  release(push: SpooledPush): void;
  /** The dashboard will never take it. Kept for whoever looks why. */
  setAside(push: SpooledPush, code: string): void;
  depth(): SpoolDepth;
};

export type SpoolOptions = {
  /** New at each start of the agent. */
  readonly boot: string;
  /** Milliseconds. */
  readonly now: () => number;
  readonly limits?: SpoolLimits;
};

type Row = { readonly id: number; readonly kind: string; readonly bytes: number; readonly body: string };

export function createSpool(database: DatabaseSync, { boot, now, limits = usualLimits }: SpoolOptions): Spool {
  const insert = database.prepare('INSERT INTO items (kind, device, at, bytes, body) VALUES (?, ?, ?, ?, ?)');
  const waiting = database.prepare(
    'SELECT id, kind, bytes, body FROM items WHERE seq IS NULL AND refused IS NULL ORDER BY id LIMIT ?',
  );
  const mark = database.prepare('UPDATE items SET boot = ?, seq = ? WHERE id = ?');
  const underWay = database.prepare(
    'SELECT id, kind, bytes, body, boot, seq FROM items WHERE seq IS NOT NULL ORDER BY id',
  );
  const remove = database.prepare('DELETE FROM items WHERE boot = ? AND seq = ?');
  const release = database.prepare('UPDATE items SET boot = NULL, seq = NULL WHERE boot = ? AND seq = ?');
  const refuse = database.prepare('UPDATE items SET boot = NULL, seq = NULL, refused = ? WHERE boot = ? AND seq = ?');
  const remember = database.prepare(
    `INSERT INTO devices (device, answered_at, reading) VALUES (?, ?, ?)
     ON CONFLICT (device) DO UPDATE SET answered_at = excluded.answered_at, reading = excluded.reading`,
  );
  const overtakeProbe = database.prepare(
    "DELETE FROM items WHERE kind = 'probe' AND device = ? AND seq IS NULL AND refused IS NULL RETURNING bytes",
  );
  const trim = createTrim(database, limits);
  let seq = 0;
  let open: SpooledPush | null = reopen();

  function reopen(): SpooledPush | null {
    const rows = underWay.all() as (Row & { boot: string; seq: number })[];
    const [first] = rows;
    return first ? compose(first.boot, first.seq, rows) : null;
  }

  function put(kind: ItemKind, device: string | null, body: string): void {
    // Octets, not characters: what is counted is disk and wire.
    const bytes = Buffer.byteLength(body);
    insert.run(kind, device, now(), bytes, body);
    trim.add(kind, bytes);
  }

  return {
    putReading(reading) {
      const body = JSON.stringify(reading);
      const device = deviceKey(reading);
      inTransaction(database, () => {
        put('reading', device, body);
        if (reading.reachable) remember.run(device, now(), body);
        trim.run(now());
      });
    },
    putScans(results, alongside) {
      inTransaction(database, () => {
        for (const result of results) put('scan', result.device, JSON.stringify(result));
        alongside?.();
        trim.run(now());
      });
    },
    putTraps(traps) {
      inTransaction(database, () => {
        for (const trap of traps) put('trap', deviceKey(trap), JSON.stringify(trap));
        trim.run(now());
      });
    },
    putProbe(report) {
      inTransaction(database, () => {
        for (const { bytes } of overtakeProbe.all(report.target)) trim.subtract(Number(bytes), 0);
        put('probe', report.target, JSON.stringify(report));
        trim.run(now());
      });
    },
    next(size) {
      if (open) return open;
      const rows = fitting(waiting.all(size.items) as Row[], size.bytes);
      if (rows.length === 0) return null;
      seq += 1;
      inTransaction(database, () => {
        for (const row of rows) mark.run(boot, seq, row.id);
      });
      open = compose(boot, seq, rows);
      return open;
    },
    beat() {
      seq += 1;
      return compose(boot, seq, []);
    },
    remove(push) {
      remove.run(push.boot, push.seq);
      open = null;
      trim.subtract(push.bytes, push.scanBytes);
    },
    release(push) {
      release.run(push.boot, push.seq);
      open = null;
    },
    setAside(push, code) {
      refuse.run(code, push.boot, push.seq);
      open = null;
      trim.subtract(push.bytes, push.scanBytes);
    },
    depth: () => trim.depth(),
  };
}

/** How a device is named wherever the agent remembers it. */
export function deviceKey({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The first that fit together; one alone always does. */
function fitting(rows: readonly Row[], limit: number): Row[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += row.bytes;
    return index > 0 && bytes > limit;
  });
  return end < 0 ? [...rows] : rows.slice(0, end);
}

function compose(boot: string, seq: number, rows: readonly Row[]): SpooledPush {
  const of = (kind: ItemKind) => rows.filter((row) => row.kind === kind);
  const bodies = Object.entries(lists).map(([kind, list]) => [
    list,
    of(kind as ItemKind)
      .map((row) => row.body)
      .join(','),
  ]);
  return {
    boot,
    seq,
    items: rows.length,
    bytes: sum(rows),
    scanBytes: sum(of('scan')),
    ...(Object.fromEntries(bodies) as { [L in List]: string }),
  };
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, row) => total + row.bytes, 0);
}
