/** The page: the files that `npm run build` made. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from '../services.ts';

const built = path.join(import.meta.dirname, '..', 'web', 'dist');

/** Serves `dist`; where it holds no page, says what to do. */
export async function pageRoutes(app: App, dist: string = built): Promise<void> {
  if (!existsSync(path.join(dist, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('The page is not built yet. Run "npm run build" once, then start the dashboard again.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: dist,
    // Names of assets carry a hash of their content; everything else is asked for again.
    setHeaders: (response, file) => {
      const isAsset = file.startsWith(path.join(dist, 'assets') + path.sep);
      response.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
