/** What became of one scan for one recipient: `platen.scan-result/1`, one per (message, recipient) and change of outcome. */
import { z } from 'zod';
import { confidenceSchema, kebabCase, nullableText, severitySchema, timestamp, whoSchema } from './primitives.ts';

export const replySchema = z.object({
  /** RFC 5321 reply code; `null` where a log keeps only the enhanced code. */
  code: z.number().int().min(100).max(699).nullable(),
  /** RFC 3463 enhanced status code, `class.subject.detail`. */
  enhanced: nullableText,
  text: z.string(),
});
export type Reply = z.infer<typeof replySchema>;

export const stages = ['connect', 'tls', 'auth', 'mail', 'rcpt', 'data', 'delivery'] as const;
export const stageSchema = z.enum(stages);
export type Stage = z.infer<typeof stageSchema>;

/**
 * `refused`: the sending side was told no in the session. `bounced`: accepted first, failed later.
 * `lost`: the connection broke with no reply.
 */
export const outcomes = ['sent', 'deferred', 'refused', 'bounced', 'expired', 'lost'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/**
 * Whose side the fault is on: `device` (its settings, or those of its relay) stops every scan of it, `reputation` every
 * mail of its domain, `recipient` and `message` one scan; `server` faults usually pass by themselves.
 */
export const faultSides = ['device', 'reputation', 'recipient', 'message', 'server'] as const;
export const faultSideSchema = z.enum(faultSides);
export type FaultSide = z.infer<typeof faultSideSchema>;

export const scanResultSchema = z.object({
  schema: z.literal('platen.scan-result/1'),
  at: timestamp,
  /** Which log, mail or conversation told it: `postfix`, `exim`, `dsn`, `relay` … */
  source: kebabCase,
  queueId: nullableText,
  messageId: nullableText,
  /** Who handed the mail in: the device. */
  client: z.object({ address: nullableText, name: nullableText, login: nullableText }),
  /** `address:port` of the known device that `client` is; filled by the agent. */
  device: nullableText,
  from: nullableText,
  to: nullableText,
  /** Octets. */
  size: z.number().int().min(0).nullable(),
  hop: nullableText,
  stage: stageSchema,
  outcome: outcomeSchema,
  reply: replySchema.nullable(),
  /** A member of the closed list in `catalogue/smtp`; `null` for a success. */
  reason: kebabCase.nullable(),
  /** `null` for a success, and from agents that did not say yet. */
  side: faultSideSchema.nullable().default(null),
  entry: nullableText,
  /** `tenant`: holds for everybody who sends through that account or relay; absent where it may be this mail's alone. */
  scope: z.literal('tenant').optional(),
  provider: nullableText,
  severity: severitySchema,
  retryable: z.boolean(),
  title: z.string(),
  cause: z.string(),
  remedy: z.string(),
  who: whoSchema,
  /** How sure the entry is of itself, where one was found: `low` is one unconfirmed source, and the reader is told so. */
  confidence: confidenceSchema.optional(),
});
export type ScanResult = z.infer<typeof scanResultSchema>;
