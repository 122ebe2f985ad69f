/** The message itself, as `contract/webhook.ts` describes it. */
import type { Format } from './format.ts';

export const generic: Format = {
  contentType: 'application/json',
  secret: 'signs',
  render: ({ body }) => JSON.stringify(body),
};
