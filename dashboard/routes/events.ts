/**
 * The live stream: every change of a device, an alert or a scan result, as server-sent events. Ids are those of the log
 * in the store, so `Last-Event-ID` picks up where a connection broke, over a restart of the dashboard too.
 */
import type { App, Services } from '../services.ts';

const batch = 500;

export async function eventRoutes(app: App, { store, news }: Services): Promise<void> {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());

  app.get(
    '/events',
    { sse: { kind: 'only', serializer: asJson }, schema: { summary: 'The live stream (text/event-stream)' } },
    async (_request, reply) => {
      const { sse } = reply;
      const gone = new AbortController();
      const over = AbortSignal.any([gone.signal, closing.signal]);
      sse.onClose(() => gone.abort());

      const { oldest, newest } = await store.stream.bounds();
      const asked = Number(sse.lastEventId ?? Number.NaN);
      const isKept = Number.isSafeInteger(asked) && asked >= oldest - 1 && asked <= newest;
      let cursor = isKept ? asked : newest;
      let seen = news.count();
      await sse.send({ id: String(cursor), event: 'ready', data: { complete: isKept || sse.lastEventId === null } });

      while (!over.aborted) {
        const events = await store.stream.after(cursor, batch);
        for (const { id, type, data } of events) {
          if (over.aborted) break;
          await sse.send({ id: String(id), event: type, data });
          cursor = id;
        }
        if (events.length < batch) seen = await news.next(seen, over);
      }
    },
  );
}

/** What comes from the log is JSON already. */
function asJson(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}
