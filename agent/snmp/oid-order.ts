import type { Oid } from '../walk.ts';

/** Whether `oid` comes strictly after `other` in the order of the MIB: arc by arc, as numbers. */
export function followsOid(oid: Oid, other: Oid): boolean {
  let i = 0;
  let j = 0;
  while (i < oid.length && j < other.length) {
    let arc = 0;
    let otherArc = 0;
    for (let c = oid.charCodeAt(i); c !== dot && i < oid.length; c = oid.charCodeAt(++i)) arc = arc * 10 + c - 48;
    for (let c = other.charCodeAt(j); c !== dot && j < other.length; c = other.charCodeAt(++j))
      otherArc = otherArc * 10 + c - 48;
    if (arc !== otherArc) return arc > otherArc;
    i++;
    j++;
  }
  return i < oid.length;
}

const dot = 46;
