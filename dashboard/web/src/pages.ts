/** A list that the dashboard gives page by page. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Page } from './api.ts';

export type Pages<T> = {
  readonly items: readonly T[];
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isAsking: boolean;
  /** Asks for the next page; for the first one again where that failed. */
  readonly more: () => void;
  /** Forgets everything and begins with the newest. */
  readonly reload: () => void;
};

type Kept<T> = { items: readonly T[]; next: string | null; hasMore: boolean; error: Error | null; isAsking: boolean };

/** Asks for the first page when the view opens. `ask` must be the same function each time. */
export function usePages<T>(ask: (cursor: string | null) => Promise<Page<T>>): Pages<T> {
  const [kept, setKept] = useState<Kept<T>>({ items: [], next: null, hasMore: true, error: null, isAsking: true });
  const question = useRef(0);
  const load = useCallback(
    (cursor: string | null) => {
      const mine = ++question.current;
      setKept((before) => ({ ...before, isAsking: true, error: null }));
      ask(cursor).then(
        ({ items, next }) => {
          if (mine !== question.current) return;
          setKept((before) => ({
            items: cursor === null ? items : [...before.items, ...items],
            next,
            hasMore: next !== null,
            error: null,
            isAsking: false,
          }));
        },
        (error: unknown) => {
          if (mine !== question.current) return;
          const failure = error instanceof Error ? error : new Error(String(error));
          setKept((before) => ({ ...before, error: failure, isAsking: false }));
        },
      );
    },
    [ask],
  );
  useEffect(() => {
    load(null);
    return () => {
      question.current++;
    };
  }, [load]);
  const more = useCallback(() => load(kept.next), [load, kept.next]);
  const reload = useCallback(() => load(null), [load]);
  return { items: kept.items, error: kept.error, hasMore: kept.hasMore, isAsking: kept.isAsking, more, reload };
}
