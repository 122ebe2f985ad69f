/** A question to one device and its answer, whatever version of SNMP carries them. */
import type { Cell, Oid } from '../walk.ts';

export type Question = {
  readonly kind: 'get' | 'next' | 'bulk';
  readonly oids: readonly Oid[];
  /** The encoded list of varbinds, where it is known already. */
  readonly list?: Uint8Array;
  /** Of a `bulk`: rows to send at most. */
  readonly repetitions?: number;
  /** Of a `bulk`: how many of the first OIDs are asked for one value only, as by GETNEXT (RFC 3416 §4.2.3). */
  readonly nonRepeaters?: number;
};

/**
 * What stands in a varbind: a value, `absent` (noSuchObject, noSuchInstance, NULL), `end` (endOfMibView), or `garbled`
 * where the value cannot be read.
 */
export type Varbind = { readonly oid: Oid; readonly cell: Cell | 'absent' | 'end' | 'garbled' };

export type Answer = {
  /** error-status (RFC 3416 §3): 0 is no error. */
  readonly status: number;
  /** error-index: which OID of the question is meant, from 1; 0 where the device does not say. */
  readonly index: number;
  readonly varbinds: readonly Varbind[];
  readonly bytes: number;
};

export const errorStatus = { noError: 0, tooBig: 1, noSuchName: 2, genErr: 5, authorizationError: 16 } as const;

export type Patience = {
  /** Milliseconds to wait for each try: as many tries as numbers. */
  readonly waits: readonly number[];
  /** Told of every datagram sent. */
  readonly sent?: () => void;
};

/** Rejects with `SnmpError` when no try was answered. */
export type Session = {
  ask(question: Question, patience: Patience): Promise<Answer>;
  close(): void;
};

/** The words for an error-status (RFC 3416 §3), for warnings. */
export function statusName(status: number): string {
  const names: Record<number, string> = {
    [errorStatus.tooBig]: 'tooBig',
    [errorStatus.noSuchName]: 'noSuchName',
    3: 'badValue',
    4: 'readOnly',
    [errorStatus.genErr]: 'genErr',
    6: 'noAccess',
    13: 'resourceUnavailable',
    [errorStatus.authorizationError]: 'authorizationError',
  };
  return names[status] ?? `error-status ${status}`;
}
