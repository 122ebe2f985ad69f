/** Pages of a list: rows after a cursor, the cursor being the sort key of the last row, unreadable to the outside. */

export type Page<T> = { readonly items: T[]; readonly next: string | null };
export type CursorKey = readonly (string | number)[];

/** Somebody made up a cursor. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The sort key of a cursor, checked against the types of a list's key; `undefined` without a cursor.
 * Throws a CursorError for what `encodeCursor` did not make.
 */
export function decodeCursor<K extends CursorKey>(cursor: string | undefined, like: K): K | undefined {
  if (cursor === undefined) return undefined;
  const wrong = new CursorError('the cursor is not one that this list gave out');
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw wrong;
  }
  const fits =
    Array.isArray(key) && key.length === like.length && key.every((part, i) => typeof part === typeof like[i]);
  if (!fits) throw wrong;
  return key as unknown as K;
}

/** Cuts one row more than asked for down to a page; the extra row only tells that there is a next one. */
export function cutPage<R, T>(rows: R[], limit: number, keyOf: (row: R) => CursorKey, show: (row: R) => T): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(show), next: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
