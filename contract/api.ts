/** What the dashboard answers: the shapes behind `/api/v1`, read by the page and by everyone else. */
import { z } from 'zod';
import { alertSchema } from './alert.ts';
import { nullableCount, nullableText, severitySchema, timestamp } from './primitives.ts';
import { deviceStatusSchema, readingSchema, supplySchema } from './reading.ts';
import { scanResultSchema } from './scan-result.ts';
import { trapRowSchema } from './trap.ts';
import { eventTypeSchema, formatSchema } from './webhook.ts';

const severityCounts = z.object({
  critical: z.number().int(),
  warning: z.number().int(),
  info: z.number().int(),
});

/** A page of a list; `next` is an opaque cursor, `null` on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: nullableText });

/** A row of the fleet. Everything the list shows; the rest is in the detail. */
export const deviceRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.string(),
  model: nullableText,
  serial: nullableText,
  address: z.string(),
  port: z.number().int(),
  location: nullableText,
  agent: z.string(),
  status: deviceStatusSchema,
  statusReasons: z.array(z.string()),
  console: z.array(z.string()),
  /** When the last push told of it. */
  heardAt: timestamp,
  /** When it last answered; `null` where it never did. */
  reachedAt: timestamp.nullable(),
  /** When it last told something by itself; `null` where it never did. */
  trapAt: timestamp.nullable().default(null),
  /** Open (firing or recovering) alerts. */
  alerts: severityCounts,
  supplies: z.array(
    supplySchema.pick({ id: true, name: true, type: true, class: true, color: true, level: true, limit: true }),
  ),
  scans: z.object({ lastSentAt: timestamp.nullable(), lastFailedAt: timestamp.nullable() }),
});
export type DeviceRow = z.infer<typeof deviceRowSchema>;

export const deviceDetailSchema = z.object({
  device: deviceRowSchema,
  /** The newest reading that was taken of it while it answered, else the newest of all. */
  reading: readingSchema,
  alerts: z.array(alertSchema),
  scans: z.array(scanResultSchema),
  /** Last words about its scans per day of UTC, of the last thirty days; days without any are left out. */
  scanDays: z.array(z.object({ day: z.iso.date(), sent: z.number().int(), failed: z.number().int() })),
  /** What the device told by itself, the newest first. */
  traps: z.array(trapRowSchema),
});
export type DeviceDetail = z.infer<typeof deviceDetailSchema>;

/** What of a device moved, and when: the history is kept as changes. */
export const deviceChangeSchema = z.object({
  at: timestamp,
  status: deviceStatusSchema,
  /** Supply id to the per cent that remains; only measured ones. */
  levels: z.record(z.string(), z.number()),
  /** Pages in all, by then. */
  total: nullableCount,
});
export type DeviceChange = z.infer<typeof deviceChangeSchema>;

export const summarySchema = z.object({
  at: timestamp,
  devices: z.object({
    total: z.number().int(),
    ok: z.number().int(),
    attention: z.number().int(),
    stopped: z.number().int(),
    unreachable: z.number().int(),
    unknown: z.number().int(),
  }),
  /** Firing and recovering alerts by severity; `acknowledged` of them. */
  alerts: severityCounts.extend({ acknowledged: z.number().int() }),
  /** Scan results of the last 24 hours by outcome, and the commonest reason of the failures. */
  scans: z.object({
    sent: z.number().int(),
    deferred: z.number().int(),
    failed: z.number().int(),
    topReason: nullableText,
    topTitle: nullableText,
  }),
  agents: z.array(z.object({ name: z.string(), heardAt: timestamp, silent: z.boolean() })),
});
export type Summary = z.infer<typeof summarySchema>;

export const supplyRowSchema = supplySchema.extend({
  deviceId: z.string(),
  deviceName: z.string(),
  heardAt: timestamp,
});
export type SupplyRow = z.infer<typeof supplyRowSchema>;

export const scanRowSchema = scanResultSchema.extend({
  id: z.string(),
  deviceId: nullableText,
  deviceName: nullableText,
});
export type ScanRow = z.infer<typeof scanRowSchema>;

export const subscriptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  format: formatSchema,
  /** What a message of the format `template` looks like; `null` with all others. */
  template: nullableText,
  events: z.array(eventTypeSchema),
  minSeverity: severitySchema,
  enabled: z.boolean(),
  disabledReason: nullableText,
  /** `config` ones come from the YAML and are read-only here. */
  origin: z.enum(['config', 'api']),
  createdAt: timestamp,
  /** Until then the secret before the last rotation signs too; `null` where none does. */
  oldSecretUntil: timestamp.nullable(),
  /** Since when every attempt failed; `null` where the last one did not. */
  failingSince: timestamp.nullable(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

export const attemptSchema = z.object({
  number: z.number().int(),
  startedAt: timestamp,
  ms: z.number(),
  status: z.number().int().nullable(),
  /** `delivered`, or why not: `http`, `timeout`, `connect`, `dns`, `tls`, `refused_by_guard` … */
  outcome: z.string(),
  message: nullableText,
});
export type Attempt = z.infer<typeof attemptSchema>;

export const deliverySchema = z.object({
  /** The `webhook-id`: the same for every attempt and redelivery. */
  id: z.string(),
  subscriptionId: z.string(),
  subscriptionName: z.string(),
  type: eventTypeSchema,
  alertId: nullableText,
  state: z.enum(['due', 'delivered', 'superseded', 'dead']),
  createdAt: timestamp,
  nextAttemptAt: timestamp.nullable(),
  deliveredAt: timestamp.nullable(),
  attempts: z.array(attemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** A delivery with what was sent and what was answered, the first 2 kB of each. Secrets are not in it. */
export const deliveryDetailSchema = deliverySchema.extend({
  format: formatSchema,
  request: z.object({ contentType: z.string(), bytes: z.number().int(), body: z.string() }),
  attempts: z.array(attemptSchema.extend({ answer: nullableText })),
});
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

/** What a message would look like. */
export const previewSchema = z.object({ contentType: z.string(), body: z.string(), warnings: z.array(z.string()) });
export type Preview = z.infer<typeof previewSchema>;

export const agentSchema = z.object({
  name: z.string(),
  boot: z.string(),
  seq: z.number().int(),
  heardAt: timestamp,
  silent: z.boolean(),
  devices: z.number().int(),
});
export type AgentRow = z.infer<typeof agentSchema>;

/** Whether this dashboard asks for a login, and who is logged in. */
export const sessionSchema = z.object({ loginNeeded: z.boolean(), user: nullableText });
export type Session = z.infer<typeof sessionSchema>;

/** A subscription that was written; `warnings` are about its template. */
export const savedSubscriptionSchema = subscriptionSchema.extend({ warnings: z.array(z.string()) });
export type SavedSubscription = z.infer<typeof savedSubscriptionSchema>;

/** The one answer that ever holds the secret that signs; `null` for receivers that check no signature. */
export const createdSubscriptionSchema = savedSubscriptionSchema.extend({ secret: nullableText });
export type CreatedSubscription = z.infer<typeof createdSubscriptionSchema>;

/**
 * A change, as the stream tells it. The SSE `id` is `id`; the SSE `event` is `type`. `ready` is the first of every
 * connection; `complete: false` says that what happened since `Last-Event-ID` is no longer kept: ask for the lists again.
 */
export const streamEventSchema = z.discriminatedUnion('type', [
  z.object({ id: z.number().int(), type: z.literal('ready'), data: z.object({ complete: z.boolean() }) }),
  z.object({ id: z.number().int(), type: z.literal('device'), data: deviceRowSchema }),
  z.object({ id: z.number().int(), type: z.literal('alert'), data: alertSchema }),
  z.object({ id: z.number().int(), type: z.literal('scan'), data: scanRowSchema }),
]);
export type StreamEvent = z.infer<typeof streamEventSchema>;
