/** The small types that every schema of the contract is made of. */
import { z } from 'zod';

/** ISO 8601 with an offset or `Z`. */
export const timestamp = z.iso.datetime({ offset: true });
export const nullableText = z.string().nullable();
/** A count that a device may not tell. Never negative: devices' sentinels are decoded before. */
export const nullableCount = z.number().min(0).nullable();

/** Severities, worst first. */
export const severities = ['critical', 'warning', 'info'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

/** Who can mend it: the person at the device, the office administrator, or the service technician. */
export const whoSchema = z.enum(['user', 'admin', 'service']);
export type Who = z.infer<typeof whoSchema>;

/** How sure an entry of the catalogue is of itself. `high`: vendor manual, MIB or RFC; `low`: one unconfirmed source. */
export const confidenceSchema = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof confidenceSchema>;

export const kebabCase = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
