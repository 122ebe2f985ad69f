import type { FormatName } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { Loading } from '../parts/quiet.tsx';
import { Snippet } from '../parts/snippet.tsx';

type Props = { readonly format: FormatName; readonly url?: string; readonly template: string | null };

/** A message of the newest alert as a receiver gets it. */
export function MessagePreview({ format, url, template }: Props) {
  const preview = useLoaded(
    () => api.preview({ format, template, ...(url ? { url } : {}) }),
    [format, url ?? '', template ?? ''],
  );
  if (preview.error) {
    return (
      <p class="row-error" role="alert">
        {preview.error.message}
      </p>
    );
  }
  if (!preview.value) return <Loading />;
  const { body, contentType, warnings } = preview.value;
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} class="row-error">
          {warning}
        </p>
      ))}
      <Snippet text={indented(body)} label={`${t.webhooks.preview} · ${contentType}`} />
    </>
  );
}

/** JSON as people read it; any other text as it is. */
export function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
