/** Whether a device said the same as before, told by one number and not by keeping all that it said. Pure. */
import { scalars } from '../../mibs/oids.ts';
import { remembering } from '../remember.ts';
import type { Cell, Walk } from '../walk.ts';

/**
 * 53 bits over the cells of a walk, what became of its parts, and its warnings; in what order they came makes no
 * difference. The one cell that is left out is sysUpTime, which moves with every look. Two walks that differ
 * in their values have the same fingerprint once in 10^15, those that differ in their names alone once in 10^9.
 */
export function fingerprintOf({ cells, parts, warnings }: Walk): number {
  const sum = new Sum();
  for (const [oid, cell] of cells) if (oid !== scalars.sysUpTime) sum.add(oid, cell);
  for (const [part, state] of parts) if (state !== 'read') sum.add(part, state);
  for (const warning of warnings) sum.add(warning, '');
  return sum.value;
}

/** Hashes of things, added up: two multiplicative ones side by side. All numbers are whole ones of 32 bits, which V8 keeps in place. */
class Sum {
  #a = 0;
  #b = 0;

  add(name: string, said: string | Cell): void {
    const value = typeof said === 'string' ? said : said.value;
    const octets = value instanceof Uint8Array ? value : null;
    const text = octets || Number.isInteger(value) ? '' : String(value);
    let a = hashOf(name);
    let b = a ^ 0x41c6ce57;
    const length = octets ? octets.length : text.length;
    for (let i = 0; i < length; i++) {
      const unit = octets ? (octets[i] as number) : text.charCodeAt(i);
      a = Math.imul(a ^ unit, -1640531535);
      b = Math.imul(b ^ unit, 1597334677);
    }
    const number = Number.isInteger(value) ? (value as number) : length;
    a = Math.imul(a ^ number, -1640531535) ^ hashOf(typeof said === 'string' ? 'said' : said.type);
    b = Math.imul(b ^ (number / 2 ** 32), 1597334677) ^ a;
    this.#a = (this.#a + Math.imul(a ^ (a >>> 15), 0x2c1b3c6d)) | 0;
    this.#b = (this.#b + Math.imul(b ^ (b >>> 13), 0x297a2d39)) | 0;
  }

  get value(): number {
    return 2 ** 32 * (this.#b & 0x1fffff) + (this.#a >>> 0);
  }
}

/** Names are the same at every look. */
const hashOf = remembering((name) => {
  let hash = 0x5eadbeef;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), -1640531535);
  return hash ^ (hash >>> 15);
}, 20_000);
