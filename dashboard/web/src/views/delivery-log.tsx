import { api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { Failure, Loading } from '../parts/quiet.tsx';
import { Snippet } from '../parts/snippet.tsx';
import { indented } from './message-preview.tsx';

/** What was sent and what was answered, the beginning of each. */
export function DeliveryLog({ id, attempts }: { readonly id: string; readonly attempts: number }) {
  const detail = useLoaded(() => api.delivery(id), [id, attempts]);
  if (detail.error) return <Failure error={detail.error} retry={detail.reload} />;
  if (!detail.value) return <Loading />;
  const { request } = detail.value;
  return (
    <>
      <Snippet text={indented(request.body)} label={t.webhooks.request(request.bytes)} />
      {detail.value.attempts.map(
        ({ number, answer }) =>
          answer !== null && <Snippet key={number} text={answer} label={t.webhooks.answer(number)} />,
      )}
    </>
  );
}
