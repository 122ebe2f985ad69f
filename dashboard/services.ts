/** What routes are given: the parts of a running dashboard, by name. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Bell } from './bell.ts';
import type { DashboardConfig } from './config.ts';
import type { Random } from './ids.ts';
import type { Store } from './store/store.ts';

export type Services = {
  readonly config: DashboardConfig;
  readonly log: FastifyBaseLogger;
  readonly store: Store;
  readonly now: () => Date;
  readonly random: Random;
  /** Rung after every commit that the stream tells of. */
  readonly news: Bell;
  /** Rung when a delivery may have become due. */
  readonly mail: Bell;
  /** Root of links, without a slash at its end. */
  readonly url: () => string;
};

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;
