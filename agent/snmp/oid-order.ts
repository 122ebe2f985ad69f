import type { Oid } from '../walk.ts';

const dot = 46;
const zero = 48;

/**
 * Whether `oid` comes strictly after `other` in the order of the MIB: arc by arc, as numbers. Both are known to be the same
 * up to `from`, where an arc begins.
 */
export function followsOid(oid: Oid, other: Oid, from = 0): boolean {
  let i = from;
  let j = from;
  while (i < oid.length && j < other.length) {
    let arc = 0;
    let otherArc = 0;
    for (let c = oid.charCodeAt(i); c !== dot && i < oid.length; c = oid.charCodeAt(++i)) arc = arc * 10 + c - zero;
    for (let c = other.charCodeAt(j); c !== dot && j < other.length; c = other.charCodeAt(++j)) {
      otherArc = otherArc * 10 + c - zero;
    }
    if (arc !== otherArc) return arc > otherArc;
    i++;
    j++;
  }
  return i < oid.length;
}
