/** A notification that a device sent by itself, as the agent received it: `platen.trap/1`. Its content is hearsay: text to show. */
import { z } from 'zod';
import { nullableCount, nullableText, timestamp } from './primitives.ts';

/** One value that came along. */
export const trapBindingSchema = z.object({
  oid: z.string().max(2000),
  /** `prtAlertCode.1.4`; `null` where no MIB names it. */
  name: nullableText,
  /** The value for people: a text, a number, or the label of a number. */
  text: z.string().max(1000),
});
export type TrapBinding = z.infer<typeof trapBindingSchema>;

export const trapSchema = z.object({
  schema: z.literal('platen.trap/1'),
  at: timestamp,
  /** Of the device, as the agent asks it. */
  address: z.string().min(1).max(300),
  port: z.number().int().min(1).max(65535),
  version: z.enum(['v1', 'v2c', 'v3']),
  /** The device asked for a receipt, and got it. */
  inform: z.boolean(),
  /** What happened: snmpTrapOID, of v1 translated by RFC 3584 §3.1. */
  oid: z.string().max(2000),
  /** `printerV2Alert`; `null` where no MIB names it. */
  name: nullableText,
  /** What happened, in plain words. */
  title: z.string().max(1000),
  /** How long the device had been running. */
  uptimeSeconds: nullableCount,
  bindings: z.array(trapBindingSchema).max(50),
  /** How many more came from the device just before and were not kept, because they came too fast. */
  omitted: z.number().int().min(0),
});
export type Trap = z.infer<typeof trapSchema>;

/** A trap as the dashboard lists it. */
export const trapRowSchema = trapSchema.extend({ id: z.string() });
export type TrapRow = z.infer<typeof trapRowSchema>;
