/** An alert: a condition with a life. Acknowledged, silenced, flapping and stale are facts beside the state. */
import { z } from 'zod';
import { confidenceSchema, kebabCase, nullableText, severitySchema, timestamp, whoSchema } from './primitives.ts';

export const alertStates = ['pending', 'firing', 'recovering', 'resolved'] as const;
export const alertStateSchema = z.enum(alertStates);
export type AlertState = z.infer<typeof alertStateSchema>;

export const alertSchema = z.object({
  /** One per episode: `al_…`, a ticket key. */
  id: z.string(),
  /** The same across episodes: `<device id>/<condition key>`. */
  key: z.string(),
  /** Grows with each event of this episode, so that a receiver can drop what is older. */
  seq: z.number().int().min(0),
  state: alertStateSchema,
  deviceId: nullableText,
  agent: z.string(),
  kind: kebabCase,
  entry: z.string(),
  code: nullableText,
  severity: severitySchema,
  stops: z.array(z.enum(['print', 'scan'])),
  title: z.string(),
  cause: z.string(),
  remedy: z.string(),
  who: whoSchema,
  /** How sure the entry is of itself, where one was found: `low` is one unconfirmed source, and the reader is told so. */
  confidence: confidenceSchema.optional(),
  where: nullableText,
  source: z.string(),
  evidence: z.string(),
  /** First seen. */
  startedAt: timestamp,
  firedAt: timestamp.nullable(),
  /** When the condition was last seen true. */
  lastSeenAt: timestamp,
  /** When the condition was first seen gone; `null` while it is true. */
  goneAt: timestamp.nullable(),
  resolvedAt: timestamp.nullable(),
  acknowledged: z.object({ at: timestamp, by: z.string(), note: z.string() }).nullable(),
  /** True while the device is not heard: the alert is as it was, with its age. */
  stale: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;
