/** What subscriptions are told. Standard Webhooks 1.0.0: `type`, `timestamp`, `data`; signed over the exact bytes sent. */
import { z } from 'zod';
import { alertSchema } from './alert.ts';
import { nullableText, timestamp } from './primitives.ts';

export const eventTypes = [
  'alert.fired',
  'alert.severity_changed',
  'alert.reminder',
  'alert.acknowledged',
  'alert.unacknowledged',
  'alert.flapping',
  'alert.resolved',
  'alerts.digest',
  'agent.silent',
  'agent.recovered',
  'subscription.disabled',
  'test.ping',
] as const;
export const eventTypeSchema = z.enum(eventTypes);
export type EventType = z.infer<typeof eventTypeSchema>;

/** How a message is written for its receiver. `email` goes out by SMTP, all others are posted. */
export const formats = [
  'generic',
  'cloudevents',
  'slack',
  'teams',
  'pagerduty',
  'alertmanager',
  'ntfy',
  'email',
  'template',
] as const;
export const formatSchema = z.enum(formats);
export type FormatName = z.infer<typeof formatSchema>;

export const webhookDeviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.string(),
  model: nullableText,
  serial: nullableText,
  address: z.string(),
  location: nullableText,
});
export type WebhookDevice = z.infer<typeof webhookDeviceSchema>;

export const webhookBodySchema = z.object({
  type: eventTypeSchema,
  /** When the change happened, not when it was sent. */
  timestamp,
  data: z.object({
    alert: alertSchema.nullable(),
    device: webhookDeviceSchema.nullable(),
    agent: z.object({ name: z.string() }).nullable(),
    /** The one that was switched off; with `subscription.disabled` only. */
    subscription: z.object({ id: z.string(), name: z.string(), reason: z.string() }).optional(),
    links: z.record(z.string(), z.string()),
  }),
});
export type WebhookBody = z.infer<typeof webhookBodySchema>;
