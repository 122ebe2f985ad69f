/** The page: the files that `npm run build` made. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { ProblemError } from '../errors.ts';
import type { App } from '../services.ts';

const dist = path.join(import.meta.dirname, '..', 'web', 'dist');

export async function pageRoutes(app: App): Promise<void> {
  if (!existsSync(path.join(dist, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, async () => {
      throw new ProblemError('PAGE_NOT_BUILT', 'Run "npm run build" once, then start the dashboard again.');
    });
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
