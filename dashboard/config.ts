/**
 * The dashboard's part of `platen.yaml`: the keys `data_dir`, `dashboard`, `webhooks` and `alerts`, turned into our own type.
 *
 * Values of `*_file` keys (`password_file`, `token_file`, `secret_file`) and of `${ENV}` are put in place by the reader of
 * the file: this schema sees `password`, `token` and `secret` only, and touches no file itself.
 */
import { z } from 'zod';
import { eventTypeSchema, kebabCase, severitySchema } from '../contract/index.ts';
import { durationSchema, listenSchema } from '../contract/settings.ts';
import { alertSettings, defaultRecover, defaultWait } from './alerting/settings.ts';
import { parseSecret } from './delivery/sign.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'write an address that begins with http:// or https://' });

const loginSchema = z.strictObject({
  user: z.string().min(1),
  password: z.string().min(8, 'choose a password of at least 8 characters'),
});

const agentSchema = z.strictObject({
  /** The name the agent pushes under. */
  name: z.string().min(1).max(100),
  /** What the agent sends as `Authorization: Bearer …`. */
  token: z.string().min(16, 'choose a token of at least 16 characters, e.g. from: openssl rand -hex 24'),
});

const dashboardSchema = z.strictObject({
  listen: listenSchema.default({ host: '127.0.0.1', port: 8631 }),
  /** How people reach the page: the root of every link in webhooks. */
  url: httpUrl.optional(),
  login: loginSchema.optional(),
  agents: z.array(agentSchema).default([]),
  /** Subscriptions made through the page may then send to private addresses too. */
  allow_private_receivers: z.boolean().default(false),
});

const secretSchema = z
  .string()
  .trim()
  .superRefine((secret, ctx) => {
    if (parseSecret(secret) === null) {
      ctx.addIssue({
        code: 'custom',
        message: 'write whsec_ and 24 to 64 random bytes in base64, e.g. from: echo "whsec_$(openssl rand -base64 32)"',
      });
    }
  });

/** What a subscription may be told of: who wants to hear of an end must want to hear of the beginning. */
export const eventFilterSchema = z
  .array(eventTypeSchema)
  .min(1)
  .refine((events) => !events.includes('alert.resolved') || events.includes('alert.fired'), {
    error: 'add alert.fired: nobody is told of the end of an alert whose beginning was not told',
  })
  .refine((events) => !events.includes('agent.recovered') || events.includes('agent.silent'), {
    error: 'add agent.silent: nobody is told that an agent is back who was not told that it was gone',
  });

const webhookSchema = z.strictObject({
  url: httpUrl,
  name: z.string().min(1).max(100).optional(),
  secret: secretSchema,
  /** Every type where absent. */
  events: eventFilterSchema.optional(),
  min_severity: severitySchema.default('info'),
  /** Receivers of an office mostly have private addresses, and whoever writes this file may choose them. */
  allow_private: z.boolean().default(true),
  /** For a receiver on this machine. */
  allow_loopback: z.boolean().default(false),
});

const perKind = (fallback: Readonly<Record<string, number>>) =>
  z
    .union(
      [
        durationSchema.transform((all): Record<string, number> => ({ default: all })),
        z.record(kebabCase, durationSchema).transform((given) => ({ ...fallback, ...given })),
      ],
      { error: 'write a duration such as 5m, or kinds of condition with one each: { paper-jam: 2m, default: 1m }' },
    )
    .default({ ...fallback });

const alertsSchema = z.strictObject({
  /** How long a condition lasts before it is told: one duration, or one per kind and `default`. */
  wait: perKind(defaultWait),
  /** How long it stays gone before its end is told. */
  recover: perKind(defaultRecover),
  /** Polls without an answer before a device counts as unreachable. */
  misses: z.number().int().min(1).default(alertSettings.misses),
  /** How long an agent may say nothing. */
  agent_silent: durationSchema.default(alertSettings.agentSilent),
});

/** The top-level keys of `platen.yaml` that are the dashboard's. */
export const dashboardSections = {
  dashboard: dashboardSchema.prefault({}).superRefine(({ listen, login }, ctx) => {
    if (!login && !isLoopback(listen.host)) {
      ctx.addIssue({ code: 'custom', path: ['listen'], message: openWithoutLogin(listen.host) });
    }
  }),
  webhooks: z
    .array(webhookSchema)
    .default([])
    .superRefine((webhooks, ctx) => {
      const seen = new Set<string>();
      for (const [i, { url, name }] of webhooks.entries()) {
        const same = JSON.stringify([url, name]);
        if (seen.has(same))
          ctx.addIssue({ code: 'custom', path: [i], message: 'this receiver is listed twice: name them' });
        seen.add(same);
      }
    }),
  alerts: alertsSchema.prefault({}),
};

/** Parses `{ data_dir, dashboard, webhooks, alerts }`; other keys are not looked at. */
export const dashboardConfigSchema = z
  .object({ data_dir: z.string().min(1).default('data'), ...dashboardSections })
  .transform((given) => ({
    /** Folder of `dashboard.db`. */
    dataDir: given.data_dir,
    listen: given.dashboard.listen,
    url: given.dashboard.url?.replace(/\/+$/, '') ?? null,
    login: given.dashboard.login ?? null,
    agents: given.dashboard.agents,
    allowPrivateReceivers: given.dashboard.allow_private_receivers,
    webhooks: given.webhooks.map((webhook) => ({
      url: webhook.url,
      name: webhook.name ?? new URL(webhook.url).host,
      secret: webhook.secret,
      events: webhook.events ?? [...eventTypeSchema.options],
      minSeverity: webhook.min_severity,
      allowPrivate: webhook.allow_private,
      allowLoopback: webhook.allow_loopback,
    })),
    alerts: {
      wait: given.alerts.wait,
      recover: given.alerts.recover,
      misses: given.alerts.misses,
      agentSilent: given.alerts.agent_silent,
    },
  }));

/** Durations in milliseconds. */
export type DashboardConfig = z.output<typeof dashboardConfigSchema>;
export type WebhookConfig = DashboardConfig['webhooks'][number];

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Why the dashboard does not listen there, and what to do. */
export function openWithoutLogin(host: string): string {
  return `listening on ${host} would show the dashboard to the whole network: set dashboard.login (user, password_file), or listen on 127.0.0.1`;
}
