/** Where agents tell what they saw. */
import { pushAnswerSchema, pushSchema } from '../../contract/index.ts';
import { makeAgentCheck } from '../access.ts';
import { ProblemError } from '../errors.ts';
import { takePush } from '../ingest.ts';
import type { App, Services } from '../services.ts';
import { answers } from './shapes.ts';

/** 5,000 readings of 6 kB. */
const largestPush = 32 * 1024 * 1024;

export async function pushRoutes(app: App, services: Services): Promise<void> {
  app.post(
    '/push',
    {
      config: { open: true },
      bodyLimit: largestPush,
      onRequest: makeAgentCheck(services.config),
      schema: {
        summary: 'Readings and scan results of an agent',
        body: pushSchema,
        response: answers(pushAnswerSchema),
      },
    },
    async ({ body, agent }) => {
      if (body.agent !== agent) {
        throw new ProblemError('AGENT_MISMATCH', `This token is that of agent ${agent}, the push is of another name.`);
      }
      return takePush(body, services);
    },
  );
}
