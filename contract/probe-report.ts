/**
 * What a device would meet at a mail server: `platen.probe/1`. A probe talks SMTP up to RCPT TO and stops; it never sends
 * DATA. One report per probe and target; the newest replaces the one before.
 */
import { z } from 'zod';
import { kebabCase, nullableText, severitySchema, timestamp, whoSchema } from './primitives.ts';
import { faultSideSchema, replySchema } from './scan-result.ts';

/** In the order of a conversation; with implicit TLS, `tls` comes before `greeting`. */
export const probeStages = ['dns', 'tcp', 'greeting', 'ehlo', 'tls', 'auth', 'mail', 'rcpt', 'quit'] as const;
export const probeStageSchema = z.enum(probeStages);
export type ProbeStage = z.infer<typeof probeStageSchema>;

/** `skipped`: not asked for, or a stage before it failed. */
export const probeOutcomes = ['passed', 'failed', 'skipped'] as const;
export const probeOutcomeSchema = z.enum(probeOutcomes);
export type ProbeOutcome = z.infer<typeof probeOutcomeSchema>;

/** How the connection is encrypted. `auto`: at once on port 465, else by STARTTLS where the server offers it. */
export const probeTlsModes = ['auto', 'starttls', 'implicit', 'none'] as const;
export const probeTlsModeSchema = z.enum(probeTlsModes);
export type ProbeTlsMode = z.infer<typeof probeTlsModeSchema>;

/** What is wrong and what to do, as the catalogue has it. */
const explanationShape = {
  severity: severitySchema,
  title: z.string(),
  cause: z.string(),
  remedy: z.string(),
  who: whoSchema,
};

export const probeFaultSchema = z.object({
  /** A member of the closed list of reasons, like that of a scan result. */
  reason: kebabCase,
  side: faultSideSchema,
  entry: nullableText,
  provider: nullableText,
  retryable: z.boolean(),
  ...explanationShape,
});
export type ProbeFault = z.infer<typeof probeFaultSchema>;

export const probeStepSchema = z.object({
  stage: probeStageSchema,
  outcome: probeOutcomeSchema,
  /** Milliseconds that the stage took; `null` where it was skipped. */
  ms: z.number().min(0).nullable(),
  /** What was seen, in a few words: addresses, TLS version, login methods, why it was skipped. */
  note: z.string(),
  /** The recipient of a `rcpt` step: there is one step for each. */
  to: nullableText,
  reply: replySchema.nullable(),
  /** Only where it failed. */
  fault: probeFaultSchema.nullable(),
});
export type ProbeStep = z.infer<typeof probeStepSchema>;

export const probeCertificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: timestamp,
  validTo: timestamp,
  /** Whole days from the probe to its end; below zero where it has ended. */
  daysLeft: z.number().int(),
  nameMatches: z.boolean(),
  chainTrusted: z.boolean(),
});
export type ProbeCertificate = z.infer<typeof probeCertificateSchema>;

/** What stands, whether or not the conversation went well. One of a kind per report. */
export const probeWarningKinds = [
  'certificate-ends',
  'certificate-untrusted',
  'basic-authentication',
  'not-encrypted',
] as const;
export const probeWarningSchema = z.object({ kind: z.enum(probeWarningKinds), ...explanationShape });
export type ProbeWarning = z.infer<typeof probeWarningSchema>;

export const probeReportSchema = z.object({
  schema: z.literal('platen.probe/1'),
  /** When it began. */
  at: timestamp,
  /** `host:port`, as configured: what the newest report is found by. */
  target: z.string().min(1).max(300),
  host: z.string(),
  port: z.number().int(),
  tlsMode: probeTlsModeSchema,
  /** The address that answered. */
  address: nullableText,
  /** As whom it logged in, and with which method; `null` without a login. */
  login: z.object({ user: z.string(), method: z.string() }).nullable(),
  from: nullableText,
  to: z.array(z.string()),
  /** Seconds between probes; `null` for a single one. A report much older than that is stale. */
  everySeconds: z.number().min(0).nullable(),
  /** No stage failed. Warnings may stand all the same. */
  ok: z.boolean(),
  steps: z.array(probeStepSchema).max(50),
  /** What the server offers, after encryption where there is any; `null` where it never said. */
  server: z
    .object({
      name: z.string(),
      /** Largest mail, octets; `null` where it names none. */
      size: z.number().int().min(0).nullable(),
      authMethods: z.array(z.string()),
      startTls: z.boolean(),
      extensions: z.array(z.string()),
    })
    .nullable(),
  tls: z.object({ version: z.string(), cipher: z.string(), certificate: probeCertificateSchema.nullable() }).nullable(),
  warnings: z.array(probeWarningSchema).max(20),
});
export type ProbeReport = z.infer<typeof probeReportSchema>;

/** A report as the dashboard lists it: whose, and when it was heard. */
export const probeRowSchema = probeReportSchema.extend({ agent: z.string(), heardAt: timestamp });
export type ProbeRow = z.infer<typeof probeRowSchema>;
