/** Who may ask: agents by token, people by session; pages of other sites never. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type DashboardConfig, isLoopback } from './config.ts';
import { ProblemError } from './errors.ts';
import type { App, Services } from './services.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a login. */
    open?: boolean;
  }
  interface FastifyRequest {
    /** Who is logged in; `null` where nobody is or no login is configured. */
    user: string | null;
    /** The agent whose token came with a push. */
    agent: string | null;
  }
}

export const sessionCookie = 'platen_session';

/** Hashes what a cookie or a header holds, so that the store and comparisons see no secret. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Refuses foreign pages, and people who are not logged in. */
export function guardRequests(app: App, { config, store, now }: Services): void {
  app.decorateRequest('user', null);
  app.decorateRequest('agent', null);
  app.addHook('onRequest', async (request) => {
    checkOrigin(request, config);
    if (!config.login) return;
    const cookie = request.cookies[sessionCookie];
    if (cookie) request.user = await store.sessions.userOf(digest(cookie).toString('hex'), now().toISOString());
    const needsLogin = request.url.startsWith('/api/') && !request.routeOptions.config.open;
    if (needsLogin && request.user === null) {
      throw new ProblemError('LOGIN_NEEDED', 'Send user and password to /api/v1/login first.');
    }
  });
}

/**
 * A page of another site must not act here with the browser of somebody who may. Cookies are SameSite=Strict; beside
 * that a browser names the page's origin with every request that changes something. Without a login the name of the
 * host is checked too: otherwise a site whose name is made to point to 127.0.0.1 would be our own origin.
 */
function checkOrigin({ method, headers }: FastifyRequest, { url, login, listen }: DashboardConfig): void {
  const own = url === null ? null : new URL(url).host;
  const host = headers.host ?? '';
  if (!login) {
    const name = hostName(host);
    const isOurs = isLoopback(name) || host === own || name === listen.host;
    if (!isOurs) {
      throw new ProblemError('HOST_FOREIGN', 'Use 127.0.0.1 or localhost, or set dashboard.url to the name you use.');
    }
  }
  if (method === 'GET' || method === 'HEAD' || headers.origin === undefined) return;
  const origin = URL.parse(headers.origin)?.host;
  if (origin === undefined || (origin !== host && origin !== own)) {
    throw new ProblemError('ORIGIN_FOREIGN', 'Behind a proxy, set dashboard.url to the address that people use.');
  }
}

function hostName(host: string): string {
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  return name.replace(/^\[|\]$/g, '');
}

/** Gives a hook that lets only agents through, and notes which one. */
export function makeAgentCheck({ agents }: DashboardConfig): (request: FastifyRequest) => Promise<void> {
  const known = agents.map(({ name, token }) => ({ name, digest: digest(token) }));
  return async (request) => {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new ProblemError('TOKEN_MISSING', 'Send the header Authorization: Bearer <token>.');
    const given = digest(token);
    // All are compared, each in constant time, so that the time tells nothing.
    const found = known.filter((agent) => timingSafeEqual(agent.digest, given));
    if (!found[0]) throw new ProblemError('TOKEN_UNKNOWN', 'Add the token to dashboard.agents, or correct it there.');
    request.agent = found[0].name;
  };
}
