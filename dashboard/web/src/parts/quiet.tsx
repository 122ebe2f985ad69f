import type { ComponentChildren } from 'preact';
import { t } from '../messages/index.ts';

/** Where a list would be and is not: says why, and what would fill it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="quiet">
      <p class="quiet-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

export function Loading() {
  return (
    <div class="quiet loading" role="status">
      <p>{t.loading}</p>
    </div>
  );
}

/** What went wrong while loading, in the dashboard's own words, and a way to try again. */
export function Failure({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  return (
    <div class="quiet" role="alert">
      <p class="quiet-title">{t.problem.load}</p>
      <p>{error.message}</p>
      <button type="button" class="button" onClick={retry}>
        {t.problem.retry}
      </button>
    </div>
  );
}
