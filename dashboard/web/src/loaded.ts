/** Something that a view asks for when it opens. */
import { useCallback, useEffect, useState } from 'preact/hooks';

export type Loaded<T> = {
  /** The last answer; stays while it is asked for again. */
  readonly value: T | null;
  readonly error: Error | null;
  readonly reload: () => void;
};

/** Asks when the view opens and whenever `keys` change. An answer to an older question is dropped. */
export function useLoaded<T>(ask: () => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const [answer, setAnswer] = useState<{ value: T | null; error: Error | null }>({ value: null, error: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    ask().then(
      (value) => isCurrent && setAnswer({ value, error: null }),
      (error: unknown) =>
        isCurrent &&
        setAnswer((before) => ({ ...before, error: error instanceof Error ? error : new Error(String(error)) })),
    );
    return () => {
      isCurrent = false;
    };
  }, [...keys, turn]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return { ...answer, reload };
}
