/** What modules call the numbers that devices send. Pure. */
import type { Labels } from './parse.ts';
import type { Named } from './resolve.ts';

export type Names = {
  /** `prtAlertCode.1.4`, of the longest beginning that has a name; `null` where none below the makers' root has. */
  nameOf(oid: string): string | null;
  /** `jam`, of an enumerated object and one of its values. */
  labelOf(oid: string, value: number): string | null;
  /** `doorOpen, jammed`, of an object whose octets are bits (RFC 2578 §7.1.4: the first is the highest); `null` where it has none. */
  bitsOf(oid: string, octets: Uint8Array): string | null;
};

/** Nothing above a maker's number says anything: `enterprises.99.1` is no name. */
const leastArcs = 7;

/** Where two modules name the same number, the later one is believed. */
export function createNames(all: readonly Named[]): Names {
  const byOid = new Map<string, Named>();
  for (const named of all) {
    const before = byOid.get(named.oid);
    // A module that only says where it stands does not take a name, or an enumeration, from one that knows the object.
    const saysLess = before && (named.kind === 'node' || (before.meanings && !named.meanings));
    if (!saysLess && named.oid.split('.').length >= leastArcs) byOid.set(named.oid, named);
  }

  function find(oid: string): Named | null {
    for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
      const found = byOid.get(oid.slice(0, end));
      if (found) return found;
    }
    return null;
  }

  const meaningsOf = (oid: string): Labels => find(oid)?.meanings ?? {};
  return {
    nameOf(oid) {
      const found = find(oid);
      return found && found.name + oid.slice(found.oid.length);
    },
    labelOf: (oid, value) => meaningsOf(oid)[value] ?? null,
    bitsOf(oid, octets) {
      const labels = meaningsOf(oid);
      const set = [...octets.subarray(0, 16)].flatMap((octet, at) =>
        [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => octet & (0x80 >> bit)).map((bit) => at * 8 + bit),
      );
      if (Object.keys(labels).length === 0) return null;
      return set.map((bit) => labels[bit] ?? `bit ${bit}`).join(', ') || 'none';
    },
  };
}
