/** What `platen check` says of receivers. */
import type { DashboardConfig } from '../dashboard/config.ts';
import { checkTemplate } from '../dashboard/delivery/formats/template.ts';
import type { Finding } from './config-report.ts';

/** A finding per receiver, and one per placeholder of a template that stays empty. */
export function reportWebhooks({ webhooks, mail }: DashboardConfig): Finding[] {
  return webhooks.flatMap(({ name, url, format, template, events }): Finding[] => {
    const facts = { name, url: withoutSecrets(url), format, events };
    const needsMail = format === 'email' && mail === null;
    const text = needsMail
      ? `${name}: mails need a server; set dashboard.mail`
      : `${name}: ${withoutSecrets(url)} as ${format}, ${events.length} kinds of event`;
    const warnings = template === null ? [] : checkTemplate(template).warnings;
    return [
      { check: 'webhooks', ok: !needsMail, text, facts },
      ...warnings.map((warning) => ({ check: 'webhooks' as const, ok: false, text: `${name}: ${warning}`, facts })),
    ];
  });
}

/** Paths of webhooks are mostly secrets themselves; so are user and password in an address. */
export function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  if (protocol === 'mailto:') return url;
  return `${protocol}//${host}${pathname.length > 1 ? '/…' : ''}`;
}
