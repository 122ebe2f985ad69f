/** For those who watch the watcher: alive, and ready to answer. */
import { z } from 'zod';
import { ProblemError } from '../errors.ts';
import type { App, Services } from '../services.ts';

const okSchema = z.object({ status: z.literal('ok') });

export async function healthRoutes(app: App, { store }: Services): Promise<void> {
  app.get('/healthz', { schema: { summary: 'The process lives', response: { 200: okSchema } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get('/readyz', { schema: { summary: 'The store answers', response: { 200: okSchema } } }, async (request) => {
    await store.ping().catch((error: unknown) => {
      request.log.error({ err: error }, 'the store does not answer');
      throw new ProblemError('NOT_READY', 'See the log of the dashboard.');
    });
    return { status: 'ok' as const };
  });
}
