/**
 * A map that forgets. It holds the keys that were used last, between half of `limit` and `limit` of them, in two halves:
 * when the younger one is full, the older one is dropped as a whole.
 *
 * Why not one Map: to take the oldest key out of it again and again is slow, because V8 walks over the places of all that
 * were deleted before; and to clear it keeps what was in it in memory for long, because its old table refers to the new.
 */
export type Recent<K, V> = {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  /** The least recently used first. */
  values(): V[];
  clear(): void;
};

export function createRecent<K, V>(limit: number): Recent<K, V> {
  const half = Math.ceil(limit / 2);
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  const set = (key: K, value: V) => {
    if (young.size >= half && !young.has(key)) {
      old = young;
      young = new Map();
    } else if (old.size > 0) old.delete(key);
    young.set(key, value);
  };
  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined) return found;
      const kept = old.size > 0 ? old.get(key) : undefined;
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    set,
    delete(key) {
      if (!young.delete(key)) old.delete(key);
    },
    values: () => [...old.values(), ...young.values()],
    clear() {
      young = new Map();
      old = new Map();
    },
  };
}
