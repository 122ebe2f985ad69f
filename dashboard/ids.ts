/** Names for new things: sortable by time, unguessable enough, short. */

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `count` random bytes. */
export type Random = (count: number) => Uint8Array;

/** A ULID with a prefix, e.g. `al_01JD…`: 48 bits of time, 80 bits of chance, in Crockford's base 32. */
export function makeId(prefix: string, now: Date, random: Random): string {
  let time = now.getTime();
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = (digits[time % 32] ?? '') + head;
    time = Math.floor(time / 32);
  }
  const tail = Array.from(random(16), (byte) => digits[byte % 32]).join('');
  return `${prefix}_${head}${tail}`;
}
