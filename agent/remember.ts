/**
 * A pure function of one text that keeps its answers: devices say the same things on every poll, and most devices of a
 * fleet say the same as each other.
 */
export function remembering<T>(make: (text: string) => T, most = 2000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    // Rare: a fleet with more texts than this pays for them again.
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
