/** What routes are given: the parts of a running dashboard, by name. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Explanation } from '../contract/index.ts';
import type { Bell } from './bell.ts';
import type { DashboardConfig } from './config.ts';
import type { Vault } from './delivery/vault.ts';
import type { Random } from './ids.ts';
import type { Store } from './store/store.ts';

export type Services = {
  readonly config: DashboardConfig;
  readonly log: FastifyBaseLogger;
  readonly store: Store;
  /** Seals the secrets that the store keeps. */
  readonly vault: Vault;
  readonly now: () => Date;
  readonly random: Random;
  /** Rung after every commit that the stream tells of. */
  readonly news: Bell;
  /** Rung when a delivery may have become due. */
  readonly mail: Bell;
  /** Root of links, without a slash at its end. */
  readonly url: () => string;
  /** With the office's own entries; the catalogue as it comes where it is not given. */
  readonly lookUp?: LookUp;
};

/** What is known of a code, a text or a reply: best first. */
export type LookUp = (
  text: string,
  options: { readonly vendor?: string | null; readonly model?: string | null },
) => Explanation[];

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;
