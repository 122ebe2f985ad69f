/** CloudEvents 1.0.2, JSON event format §3, structured mode of the HTTP binding §3.2. */
import type { Format } from './format.ts';

export const cloudevents: Format = {
  contentType: 'application/cloudevents+json',
  secret: 'signs',
  render: ({ id, body, dashboard }) =>
    JSON.stringify({
      specversion: '1.0',
      id,
      source: `${dashboard}/`,
      type: `platen.${body.type}.v1`,
      time: body.timestamp,
      // An empty subject is not allowed (§3.1, "subject"): it is left out where the message is about no device.
      ...(body.data.device && { subject: body.data.device.id }),
      datacontenttype: 'application/json',
      dataschema: `${dashboard}/api/schema/webhook.json#/properties/data`,
      data: body.data,
    }),
};
