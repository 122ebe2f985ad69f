/**
 * What was asked of a device and what it answered, before anything is understood: the value that `snmp/` makes and
 * `read/` reads. No I/O here, no net-snmp.
 */

/** Dotted numeric, no leading dot. */
export type Oid = string;

/** One value as SNMP carries it. Octets stay octets: their charset is the reader's question. */
export type Cell =
  | { readonly type: 'integer' | 'counter' | 'gauge' | 'ticks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: bigint }
  | { readonly type: 'octets' | 'opaque'; readonly value: Uint8Array }
  | { readonly type: 'oid' | 'ip'; readonly value: string };

/**
 * What to ask. `scalars` are exact instances (GET); each group of `columns` shares an index and is read together by
 * GETBULK until the device leaves it.
 */
export type Plan = {
  readonly scalars: readonly Oid[];
  readonly columns: readonly (readonly Oid[])[];
};

/** `read`: asked to its end, may be empty; `absent`: the device has no such object; `failed`: no or no whole answer. */
export type PartState = 'read' | 'absent' | 'failed';

export type Walk = {
  readonly cells: ReadonlyMap<Oid, Cell>;
  /** State of every scalar and column that was asked for. Only a column that is `read` may end what came from it. */
  readonly parts: ReadonlyMap<Oid, PartState>;
  /** For the reader of the reading: what went differently, e.g. `prtAlertTable: GETBULK timed out, read with GETNEXT`. */
  readonly warnings: readonly string[];
  readonly timing: { readonly ms: number; readonly requests: number; readonly bytes: number };
};
