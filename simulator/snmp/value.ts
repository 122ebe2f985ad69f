/** A value as SNMP carries it (RFC 2578 §7.1), and short ways to write one. */

export type Value =
  | { readonly type: 'integer' | 'counter' | 'gauge' | 'ticks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: bigint }
  | { readonly type: 'octets' | 'opaque'; readonly value: Uint8Array }
  | { readonly type: 'oid' | 'ip'; readonly value: string };

/** An instance and its value; a function is asked anew for each answer, e.g. for sysUpTime. */
export type Row = { readonly oid: string; readonly value: Value | (() => Value) };

export const integer = (value: number): Value => ({ type: 'integer', value });
export const counter = (value: number): Value => ({ type: 'counter', value });
export const gauge = (value: number): Value => ({ type: 'gauge', value });
/** Hundredths of a second. */
export const ticks = (value: number): Value => ({ type: 'ticks', value });
export const octets = (value: Uint8Array): Value => ({ type: 'octets', value });
export const text = (value: string): Value => octets(Buffer.from(value, 'utf8'));
export const objectId = (value: string): Value => ({ type: 'oid', value });
