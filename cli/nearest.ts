/** "Did you mean …?": the known word that a mistyped one is nearest to. Pure. */

/** Levenshtein distance, with a swap of neighbours counted once (Damerau, restricted). */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(at(old, column) + 1, at(now, column - 1) + 1, at(old, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, at(older, column - 2) + 1);
      }
      now.push(best);
    }
    older = old;
    old = now;
  }
  return at(old, b.length);
}

/** The nearest of `words`, or `null` where none is near enough to be what was meant (a third of its letters, at least 2). */
export function nearest(word: string, words: Iterable<string>): string | null {
  const wanted = word.slice(0, 64).toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of words) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    // Everything within reach of a very short word is no suggestion at all.
    const isSame = distance === bestDistance && best !== null;
    const isCloser = isSame ? begins(candidate, wanted) && !begins(best ?? '', wanted) : distance < bestDistance;
    if (isCloser && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Of two words at the same distance the one that was only cut short is meant: `v2` is `v2c`, not `v1`. */
function begins(candidate: string, wanted: string): boolean {
  return candidate.toLowerCase().startsWith(wanted);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
