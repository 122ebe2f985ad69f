import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../messages/index.ts';

type Props<T> = {
  readonly items: readonly T[];
  readonly draw: (item: T) => ComponentChildren;
  /** Wraps the rows in their list or table. */
  readonly wrap: (rows: ComponentChildren) => ComponentChildren;
  readonly step?: number;
};

/**
 * A long list that is drawn as far as somebody scrolls: a thousand devices cost what a screenful costs. `draw` gives keyed
 * elements. The button at the end serves the keyboard and whoever has no observer.
 */
export function Growing<T>({ items, draw, wrap, step = 60 }: Props<T>) {
  const [shown, setShown] = useState(step);
  const end = useRef<HTMLButtonElement>(null);
  const hasMore = shown < items.length;
  // `shown`: after each step the observer looks again, because the button may still be in sight.
  useEffect(() => {
    const button = end.current;
    if (!button) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setShown((n) => n + step),
      { rootMargin: '1200px' },
    );
    observer.observe(button);
    return () => observer.disconnect();
  }, [hasMore, shown, step]);
  return (
    <Fragment>
      {wrap(items.slice(0, shown).map(draw))}
      {hasMore && (
        <button ref={end} type="button" class="button more" onClick={() => setShown((n) => n + step)}>
          {t.more}
        </button>
      )}
    </Fragment>
  );
}
