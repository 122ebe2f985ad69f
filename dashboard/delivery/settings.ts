/** How `platen.yaml` names receivers: the key `webhooks`, and `dashboard.mail`. */
import { z } from 'zod';
import { eventTypeSchema, formatSchema, severitySchema } from '../../contract/index.ts';
import { formatOf } from './formats/index.ts';
import { checkTemplate } from './formats/template.ts';
import { parseSecret } from './sign.ts';

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

const mailAddress = /^[^\s<>@,;]{1,64}@[^\s<>@,;]{1,255}$/;

export const mailSchema = z.strictObject({
  host: z.string().min(1).max(253),
  /** 465 with `tls: implicit`, else 587. */
  port: z.number().int().min(1).max(65535).optional(),
  /** `none` sends in the clear: for a server on this machine. */
  tls: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
  login: z.strictObject({ user: z.string().min(1).max(300), password: z.string().min(1) }).optional(),
  /** The sender. */
  from: z.string().regex(mailAddress, 'must be a mail address; write e.g. platen@office.example'),
});
export type MailConfig = z.output<typeof mailSchema>;

/** Where PagerDuty takes events; in Europe it is another. */
const pagerdutyUrl = 'https://events.pagerduty.com/v2/enqueue';

const webhookSchema = z
  .strictObject({
    /** `http:` and `https:`; `mailto:` with the format `email`; may be left out with `pagerduty`. */
    url: z
      .string()
      .max(2000)
      .regex(
        /^(https?:\/\/[^/?#]|mailto:)/i,
        'write an address that begins with http:// or https://, or mailto: for email',
      )
      .optional(),
    name: z.string().min(1).max(100).optional(),
    format: formatSchema.default('generic'),
    /** Signs, as whsec_…; the routing key of `pagerduty`; the access token of `ntfy`. */
    secret: z.string().trim().min(1).max(500).optional(),
    /** The message of the format `template`: JSON with {{placeholders}} inside its strings. */
    template: z.string().optional(),
    /** Every type where absent. */
    events: eventFilterSchema.optional(),
    min_severity: severitySchema.default('info'),
    /** Receivers of an office mostly have private addresses, and whoever writes this file may choose them. */
    allow_private: z.boolean().default(true),
    /** For a receiver on this machine. */
    allow_loopback: z.boolean().default(false),
  })
  .superRefine(({ format, url, secret, template }, ctx) => {
    const fault = (key: string, message: string) => ctx.addIssue({ code: 'custom', path: [key], message });
    const missing = (key: string) =>
      ctx.addIssue({ code: 'invalid_type', expected: 'string', path: [key], input: undefined });
    if (url === undefined && format !== 'pagerduty') missing('url');
    const wrongUrl = url === undefined ? null : URL.canParse(url) ? refuseReceiver(format, url) : 'this is no address';
    if (wrongUrl !== null) fault('url', wrongUrl);
    const { secret: use } = formatOf[format];
    if (secret === undefined && (use === 'signs' || use === 'key')) missing('secret');
    const wrongSecret = secret === undefined ? null : refuseSecret(format, secret);
    if (wrongSecret !== null) fault('secret', wrongSecret);
    const wrongTemplate = refuseTemplate(format, template ?? null);
    if (wrongTemplate !== null) fault('template', wrongTemplate);
  });

export const webhooksSchema = z
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
  });

/** A receiver of the configuration, in our own words. */
export function webhookConfig(given: z.output<typeof webhookSchema>) {
  const url = given.url ?? pagerdutyUrl;
  return {
    url,
    name: given.name ?? nameOf(url),
    format: given.format,
    secret: given.secret ?? null,
    template: given.template ?? null,
    events: given.events ?? [...eventTypeSchema.options],
    minSeverity: given.min_severity,
    allowPrivate: given.allow_private,
    allowLoopback: given.allow_loopback,
  };
}

/** How a receiver is called that nobody named: its host, or the address of a mail. */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return (host || decodeURIComponent(pathname)).slice(0, 100);
}

type FormatName = z.infer<typeof formatSchema>;

/** Why the format cannot go to this URL, or `null`. Whether anything may go there is the guard's to say. */
export function refuseReceiver(format: FormatName, url: string): string | null {
  const isMail = URL.parse(url)?.protocol === 'mailto:';
  if (isMail && format !== 'email') return 'mailto: goes with format: email only';
  return formatOf[format].refuse?.(url) ?? null;
}

/** Why this cannot be the secret of a subscription of the format, or `null`. */
export function refuseSecret(format: FormatName, secret: string): string | null {
  const { secret: use } = formatOf[format];
  if (use === 'none') return 'this format has no secret: leave it out';
  if (use === 'key' || use === 'token') {
    return /^[\x21-\x7e]+$/.test(secret) ? null : 'write the key as the receiver gave it, without white space';
  }
  if (parseSecret(secret) !== null) return null;
  return 'write whsec_ and 24 to 64 random bytes in base64, e.g. from: echo "whsec_$(openssl rand -base64 32)"';
}

/** Why this cannot be the template of a subscription of the format, or `null`. */
export function refuseTemplate(format: FormatName, template: string | null): string | null {
  if (format !== 'template') return template === null ? null : 'a template goes with format: template only';
  return template === null
    ? 'write the JSON to send, with {{data.alert.title}} and the like inside its strings'
    : checkTemplate(template).fault;
}
