/**
 * The dashboard's part of `platen.yaml`: the keys `data_dir`, `dashboard`, `webhooks` and `alerts`, turned into our own type.
 *
 * Values of `*_file` keys (`password_file`, `token_file`, `secret_file`) and of `${ENV}` are put in place by the reader of
 * the file: this schema sees `password`, `token` and `secret` only, and touches no file itself.
 */
import { z } from 'zod';
import { kebabCase } from '../contract/index.ts';
import { durationSchema, listenSchema } from '../contract/settings.ts';
import { alertSettings, defaultRecover, defaultWait } from './alerting/settings.ts';
import { mailSchema, webhookConfig, webhooksSchema } from './delivery/settings.ts';

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
  /** What the secrets in the store are sealed with; a key file in `data_dir` where it is absent. */
  store_secret: z
    .string()
    .trim()
    .min(32, 'write at least 32 random characters, e.g. from: openssl rand -base64 32')
    .optional(),
  /** The server that takes the mails of `format: email`. */
  mail: mailSchema.optional(),
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
  webhooks: webhooksSchema,
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
    storeSecret: given.dashboard.store_secret ?? null,
    mail: given.dashboard.mail ?? null,
    webhooks: given.webhooks.map(webhookConfig),
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
