/** Logging in and out. Sessions are rows of the store, so that they can be ended there. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { sessionSchema } from '../../contract/index.ts';
import { digest, sessionCookie } from '../access.ts';
import { ProblemError } from '../errors.ts';
import type { App, Services } from '../services.ts';
import { answers } from './shapes.ts';

const hash = promisify<string, Buffer, number, Buffer>(scrypt);
const week = 7 * 86_400_000;

export async function loginRoutes(app: App, { config, store, now, random, url }: Services): Promise<void> {
  const { login } = config;
  const salt = randomBytes(16);
  const expected = login && (await hash(login.password, salt, 32));

  app.get(
    '/session',
    { config: { open: true }, schema: { summary: 'Who is logged in', response: answers(sessionSchema) } },
    async ({ user }) => ({ loginNeeded: login !== null, user }),
  );

  app.post(
    '/login',
    {
      config: { open: true, rateLimit: { max: 10, timeWindow: 60_000 } },
      schema: {
        summary: 'Log in: gives a cookie',
        body: z.strictObject({ user: z.string().max(200), password: z.string().max(1000) }),
        response: answers(sessionSchema),
      },
    },
    async ({ body }, reply) => {
      if (!login || !expected) return { loginNeeded: false, user: null };
      // The hash is made for an unknown user too: how long it takes must not tell who exists.
      const fits = timingSafeEqual(await hash(body.password, salt, 32), expected);
      if (!fits || body.user !== login.user) {
        throw new ProblemError('LOGIN_WRONG', 'Check user and password of dashboard.login.');
      }
      const token = Buffer.from(random(32)).toString('base64url');
      const at = now();
      await store.sessions.add({
        id: digest(token).toString('hex'),
        user: login.user,
        created_at: at.toISOString(),
        expires_at: new Date(at.getTime() + week).toISOString(),
      });
      const secure = url().startsWith('https:');
      reply.setCookie(sessionCookie, token, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        secure,
        maxAge: week / 1000,
      });
      return { loginNeeded: true, user: login.user };
    },
  );

  app.post(
    '/logout',
    { config: { open: true }, schema: { summary: 'Log out', response: answers(sessionSchema) } },
    async ({ cookies }, reply) => {
      const token = cookies[sessionCookie];
      if (token) await store.sessions.remove(digest(token).toString('hex'));
      reply.clearCookie(sessionCookie, { path: '/' });
      return { loginNeeded: login !== null, user: null };
    },
  );
}
