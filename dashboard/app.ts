/** The HTTP side of the dashboard: built here, listening nowhere. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { fastifySSE } from '@fastify/sse';
import swagger from '@fastify/swagger';
import fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { guardRequests } from './access.ts';
import { ProblemError, problemFrom, problemOf } from './errors.ts';
import { openapiOptions } from './openapi.ts';
import { alertRoutes } from './routes/alerts.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { eventRoutes } from './routes/events.ts';
import { fleetRoutes } from './routes/fleet.ts';
import { healthRoutes } from './routes/health.ts';
import { loginRoutes } from './routes/login.ts';
import { pageRoutes } from './routes/page.ts';
import { pushRoutes } from './routes/push.ts';
import { scanRoutes } from './routes/scans.ts';
import { webhookSchemaRoute } from './routes/schema.ts';
import { subscriptionActionRoutes } from './routes/subscription-actions.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import type { App, Services } from './services.ts';

const api = [
  pushRoutes,
  fleetRoutes,
  alertRoutes,
  scanRoutes,
  subscriptionRoutes,
  subscriptionActionRoutes,
  deliveryRoutes,
  catalogueRoutes,
  eventRoutes,
  loginRoutes,
];

/** Assembles routes and plugins around `services`. */
export async function buildApp(services: Services): Promise<App> {
  const app: App = fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // Only JSON is read: a form of another site can send text/plain without asking.
  app.removeContentTypeParser('text/plain');
  answerProblems(app);

  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: services.url().startsWith('https:') });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(fastifySSE, { heartbeatInterval: 15_000 });
  await app.register(swagger, openapiOptions());
  guardRequests(app, services);

  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(
    async (part: App) => {
      for (const routes of api) await routes(part, services);
    },
    { prefix: '/api/v1' },
  );
  await webhookSchemaRoute(app);
  await healthRoutes(app, services);
  await pageRoutes(app);
  return app;
}

/** Nothing but our own files, and no script or style inside a page. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

function answerProblems(app: App): void {
  app.setErrorHandler(async (error, request, reply) => {
    const known = problemFrom(error);
    if (!known) request.log.error({ err: error, method: request.method, url: request.url }, 'request failed');
    const problem = problemOf(known ?? new ProblemError('INTERNAL', 'See the log of the dashboard.'));
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  app.setNotFoundHandler(async ({ method, url }) => {
    throw new ProblemError('NOT_FOUND', `${method} ${url.slice(0, 200)} leads nowhere.`);
  });
}
