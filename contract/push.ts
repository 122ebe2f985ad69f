/**
 * What an agent tells the dashboard. Idempotent: every reading carries all conditions now true of that device, and a
 * repeated (agent, boot, seq) is answered like the first, so a lost or repeated push does no harm.
 */
import { z } from 'zod';
import { timestamp } from './primitives.ts';
import { probeReportSchema } from './probe-report.ts';
import { readingSchema } from './reading.ts';
import { scanResultSchema } from './scan-result.ts';
import { trapSchema } from './trap.ts';

export const pushSchema = z.object({
  contract: z.literal(1),
  agent: z.string().min(1).max(100),
  /** New at each start of the agent. */
  boot: z.string().min(1).max(100),
  /** Grows by one with each push of a boot. */
  seq: z.number().int().min(0),
  sentAt: timestamp,
  readings: z.array(readingSchema).max(5000),
  scanResults: z.array(scanResultSchema).max(5000),
  /** Absent from agents that know no probes. */
  probes: z.array(probeReportSchema).max(500).default([]),
  /** Absent from agents that know no traps. */
  traps: z.array(trapSchema).max(5000).default([]),
});
export type Push = z.infer<typeof pushSchema>;

export const pushAnswerSchema = z.object({
  /** False where this (agent, boot, seq) was taken before. */
  accepted: z.boolean(),
  agent: z.string(),
  seq: z.number().int(),
});
export type PushAnswer = z.infer<typeof pushAnswerSchema>;
