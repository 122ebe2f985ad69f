/** The JSON Schema of webhooks, made from the schema of the contract, for everyone who receives them. */
import { z } from 'zod';
import { webhookBodySchema } from '../../contract/index.ts';
import type { App } from '../services.ts';

const published = { title: 'A webhook of Platen', ...z.toJSONSchema(webhookBodySchema) };

export async function webhookSchemaRoute(app: App): Promise<void> {
  app.get('/api/schema/webhook.json', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/schema+json').send(JSON.stringify(published)),
  );
}
