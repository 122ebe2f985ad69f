/**
 * What was understood of one device at one moment: `platen.reading/1`.
 *
 * Absent facts are `null`; a list that was read but is empty is `[]`; a list that could not be read is `null`.
 */
import { z } from 'zod';
import { conditionSchema } from './condition.ts';
import { nullableCount, nullableText, timestamp } from './primitives.ts';

/** What a device can do right now. `asleep` is not a fault; `attention` still prints; `stopped` cannot print or scan. */
export const deviceStatuses = ['ok', 'busy', 'asleep', 'attention', 'stopped', 'unreachable', 'unknown'] as const;
export const deviceStatusSchema = z.enum(deviceStatuses);
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/**
 * How full something is. `percent` is always what REMAINS (for a receptacle: the space left), a whole number.
 * A quantity whose maximum is not known is `unknown` with its `raw` value, never an invented percentage.
 */
export const levelSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('measured'),
    percent: z.number().int().min(0).max(100),
    raw: z.number(),
    max: z.number(),
  }),
  z.object({ kind: z.literal('some') }),
  z.object({ kind: z.literal('unknown'), raw: z.number().optional() }),
  z.object({ kind: z.literal('unlimited') }),
]);
export type Level = z.infer<typeof levelSchema>;

export const identitySchema = z.object({
  /** Lower-case maker (`xerox`, `oki`, `hp` …) or `unknown`. */
  vendor: z.string(),
  /** Without the vendor's name. */
  model: nullableText,
  serial: nullableText,
  firmware: nullableText,
  name: nullableText,
  location: nullableText,
  contact: nullableText,
  /** Lower-case, colon separated. */
  mac: nullableText,
  sysObjectId: nullableText,
  description: nullableText,
});
export type Identity = z.infer<typeof identitySchema>;

/** Percent that is left, at and below which something is low, and very low. */
export const limitSchema = z.object({ low: z.number(), veryLow: z.number() });
export type Limit = z.infer<typeof limitSchema>;

export const supplySchema = z.object({
  /** `hrDeviceIndex.prtMarkerSuppliesIndex`. */
  id: z.string(),
  name: z.string(),
  /** PrtMarkerSuppliesTypeTC by its RFC 3805 label, e.g. `toner`, `opc`, `wasteToner`. */
  type: z.string(),
  class: z.enum(['consumed', 'filled', 'other']),
  color: nullableText,
  partNumber: nullableText,
  serial: nullableText,
  /** PrtMarkerSuppliesSupplyUnitTC by its label, e.g. `impressions`, `percent`. */
  unit: nullableText,
  level: levelSchema,
  /** Where the office has other limits for it than 20 and 5. */
  limit: limitSchema.optional(),
});
export type Supply = z.infer<typeof supplySchema>;

export const traySchema = z.object({
  /** `hrDeviceIndex.prtInputIndex` or `hrDeviceIndex.prtOutputIndex`. */
  id: z.string(),
  name: z.string(),
  media: nullableText,
  capacity: nullableCount,
  unit: nullableText,
  level: levelSchema,
  available: z.boolean().nullable(),
  fault: z.enum(['none', 'warning', 'critical']),
});
export type Tray = z.infer<typeof traySchema>;

export const coverSchema = z.object({ id: z.string(), name: z.string(), open: z.boolean().nullable() });
export type Cover = z.infer<typeof coverSchema>;

export const countersSchema = z.object({
  total: nullableCount,
  black: nullableCount,
  color: nullableCount,
  prints: nullableCount,
  copies: nullableCount,
  scans: nullableCount,
  scansToEmail: nullableCount,
  faxes: nullableCount,
});
export type Counters = z.infer<typeof countersSchema>;

/** A light of the panel. What it means is what stands beside it. */
export const consoleLightSchema = z.object({
  /** `hrDeviceIndex.prtConsoleLightIndex`. */
  id: z.string(),
  /** What stands beside it, mostly a word such as `Ready`; may be empty. */
  name: z.string(),
  color: nullableText,
  state: z.enum(['on', 'off', 'blinking']),
});
export type ConsoleLight = z.infer<typeof consoleLightSchema>;

/** A row of prtAlertTable (RFC 3805 §2.2.13) as plain integers: devices send values outside the enumerations. */
export const alertRowSchema = z.object({
  /** `hrDeviceIndex.prtAlertIndex`. */
  index: z.string(),
  severity: z.number(),
  training: z.number(),
  group: z.number(),
  groupIndex: z.number(),
  location: z.number(),
  code: z.number(),
  description: z.string(),
  timeTicks: z.number().nullable(),
  /** The maker's own fault code, where its private tables or the text carry one. */
  vendorCode: nullableText,
});
export type AlertRow = z.infer<typeof alertRowSchema>;

export const readingErrorSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]+$/), message: z.string() });
export type ReadingError = z.infer<typeof readingErrorSchema>;

export const readingSchema = z.object({
  schema: z.literal('platen.reading/1'),
  address: z.string(),
  port: z.number().int().min(1).max(65535),
  takenAt: timestamp,
  reachable: z.boolean(),
  error: readingErrorSchema.nullable(),
  identity: identitySchema,
  status: deviceStatusSchema,
  /** What decided the status, most important first, e.g. `alert-row 1.4: critical`, `hrPrinterStatus: printing`. */
  statusReasons: z.array(z.string()),
  uptimeSeconds: nullableCount,
  /** hrPrinterDetectedErrorState by RFC 2790 name; `null` where the object was not read. */
  errorBits: z.array(z.string()).nullable(),
  supplies: z.array(supplySchema).nullable(),
  inputs: z.array(traySchema).nullable(),
  outputs: z.array(traySchema).nullable(),
  covers: z.array(coverSchema).nullable(),
  counters: countersSchema,
  console: z.array(z.string()).nullable(),
  consoleLights: z.array(consoleLightSchema).nullable().default(null),
  alertRows: z.array(alertRowSchema).nullable(),
  conditions: z.array(conditionSchema),
  warnings: z.array(z.string()),
  timing: z.object({ ms: z.number(), requests: z.number().int(), bytes: z.number().int() }),
});
export type Reading = z.infer<typeof readingSchema>;
