/** How `platen.yaml` names a mail server that Platen talks to: the keys that `relay.upstream` and `probes` share. */
import { z } from 'zod';
import { detectProvider } from '../../catalogue/provider.ts';
import { secret } from '../asking-settings.ts';
import type { LoginConfig } from './config.ts';
import { passwordMethods } from './login.ts';

const text = z.string().min(1).max(300);
const port = z.number().int().min(1).max(65535);
const name = z.string().regex(/^[^\s<>@/]{1,253}$/, 'must be a name or an address; write e.g. smtp.office365.com');

/** An address as it stands in an envelope: one line, one `@`, no brackets. */
export const mailAddress = z
  .string()
  .max(320)
  .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'must be a mail address; write e.g. scans@office.example');

const loginSettings = z.strictObject({
  user: text,
  password: secret,
  /** PLAIN where the server offers it, else LOGIN. */
  method: z.enum(passwordMethods).optional(),
});

const oauthSettings = z
  .strictObject({
    /** Knows the endpoint and the scope. */
    provider: z.enum(['microsoft365', 'google']).optional(),
    /** The mailbox that sends. */
    user: mailAddress,
    /** Microsoft 365: its id, or a domain of it. */
    tenant: z
      .string()
      .regex(/^[\w.-]{1,200}$/)
      .optional(),
    client_id: text,
    client_secret: secret.optional(),
    /** Absent: the application itself logs in (client credentials). */
    refresh_token: secret.optional(),
    token_url: z.url({ protocol: /^https?$/, error: 'must be the address of a token endpoint' }).optional(),
    scope: text.optional(),
  })
  .refine((oauth) => oauth.provider !== 'microsoft365' || oauth.tenant !== undefined || oauth.token_url !== undefined, {
    message: 'needs "tenant": the id of the Microsoft 365 tenant, or a domain of it',
  })
  .refine((oauth) => oauth.provider !== undefined || oauth.token_url !== undefined, {
    message: 'needs "provider: microsoft365" or "provider: google", or a "token_url"',
  })
  .refine((oauth) => oauth.client_secret !== undefined || oauth.refresh_token !== undefined, {
    message: 'needs "client_secret_file", "refresh_token_file", or both',
  })
  .refine((oauth) => oauth.provider !== 'google' || oauth.refresh_token !== undefined, {
    message: 'needs "refresh_token_file": Google has no login of the application alone',
  });

export const serverShape = {
  host: name,
  port: port.optional(),
  /** False takes any certificate: for servers of the office that sign their own. Better: `ca`. */
  verify: z.boolean().default(true),
  /** PEM file with authorities to trust besides the usual ones. */
  ca: text.optional(),
  /** What we call ourselves there. */
  helo: name.optional(),
  login: loginSettings.optional(),
  oauth: oauthSettings.optional(),
};

type LoginSettings = {
  readonly login?: z.output<typeof loginSettings> | undefined;
  readonly oauth?: z.output<typeof oauthSettings> | undefined;
};

export const oneLogin = [
  (server: LoginSettings) => server.login === undefined || server.oauth === undefined,
  { message: 'has "login" and "oauth"; leave one of them out' },
] as const;

export function loginConfig({ login, oauth }: LoginSettings): LoginConfig | null {
  if (login) return { kind: 'password', user: login.user, password: login.password, method: login.method ?? null };
  if (!oauth) return null;
  const grant = {
    url: oauth.token_url ?? endpoints[oauth.provider ?? 'google'](oauth.tenant ?? ''),
    clientId: oauth.client_id,
    clientSecret: oauth.client_secret ?? null,
    refreshToken: oauth.refresh_token ?? null,
    scope: oauth.scope ?? scopeOf(oauth),
  };
  return { kind: 'oauth', user: oauth.user, grant };
}

const endpoints = {
  microsoft365: (tenant: string) => `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
  google: () => 'https://oauth2.googleapis.com/token',
} as const;

/** Microsoft has one scope for applications and one for mailboxes; Google keeps that of the consent. */
function scopeOf({ provider, refresh_token }: z.output<typeof oauthSettings>): string | null {
  if (provider !== 'microsoft365') return null;
  return refresh_token === undefined
    ? 'https://outlook.office365.com/.default'
    : 'https://outlook.office.com/SMTP.Send offline_access';
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9 };

/** `25MB`, `500 kB` or a number of octets; gives octets. */
export const sizeSchema = z.union([z.number().int().min(1), z.string()]).transform((value, ctx) => {
  if (typeof value === 'number') return value;
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) ?? [];
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
  if (number !== '' && factor !== undefined && Number(number) > 0) return Math.round(Number(number) * factor);
  ctx.addIssue({ code: 'custom', message: `"${value}" is not a size; write e.g. 25MB` });
  return z.NEVER;
});

/** Whether a host is of Microsoft 365. */
export function isMicrosoft(host: string): boolean {
  return detectProvider('', host) === 'microsoft365';
}
