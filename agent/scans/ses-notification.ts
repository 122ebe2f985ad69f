/**
 * Bounces as Amazon SES tells them: a JSON text that the notification service mails, bare or inside an envelope of its own.
 * Complaints, subscriptions and events of opening give nothing. Source: Amazon SES developer guide, notification contents.
 */
import type { Outcome } from '../../contract/index.ts';
import { readDiagnostic } from './diagnostic.ts';
import type { Failure } from './dsn-prose.ts';
import { addressIn, dateOf } from './dsn-report.ts';

export type SesNotification = {
  readonly failures: Failure[];
  readonly from: string | null;
  readonly messageId: string | null;
  /** Address of the host that handed the mail to SES. */
  readonly client: string | null;
};

type Json = Readonly<Record<string, unknown>>;

const longest = 256 * 1024;
const maxRecipients = 1_000;

/** `null` where the text is no notification. */
export function readSesNotification(text: string): SesNotification | null {
  const outer = parseObject(text);
  const inner = typeof outer?.Message === 'string' ? parseObject(outer.Message) : outer;
  const kind = inner?.notificationType ?? inner?.eventType;
  if (inner === null || typeof kind !== 'string') return null;
  const mail = objectOf(inner.mail);
  const common = objectOf(mail.commonHeaders);
  return {
    failures: failuresOf(kind, inner).slice(0, maxRecipients),
    from: addressIn(textOf(listOf(common.from)[0]) ?? textOf(mail.source) ?? undefined),
    messageId: /<[^<>\s]+>/.exec(textOf(common.messageId) ?? '')?.[0] ?? null,
    client: textOf(mail.sourceIp),
  };
}

function failuresOf(kind: string, notification: Json): Failure[] {
  if (kind === 'Delivery') {
    const { recipients, smtpResponse, timestamp } = objectOf(notification.delivery);
    const said = readDiagnostic(textOf(smtpResponse) ?? '');
    const at = dateOf(textOf(timestamp) ?? undefined);
    return listOf(recipients).map((to) => ({ ...said, stage: 'delivery', to: textOf(to), outcome: 'sent', at }));
  }
  if (kind === 'Bounce') {
    const bounce = objectOf(notification.bounce);
    const outcome = bounce.bounceType === 'Transient' ? 'expired' : 'bounced';
    return failedRecipients(listOf(bounce.bouncedRecipients), outcome, bounce.timestamp);
  }
  if (kind === 'DeliveryDelay') {
    const delay = objectOf(notification.deliveryDelay);
    return failedRecipients(listOf(delay.delayedRecipients), 'deferred', delay.timestamp);
  }
  return [];
}

function failedRecipients(recipients: readonly unknown[], outcome: Outcome, timestamp: unknown): Failure[] {
  const at = dateOf(textOf(timestamp) ?? undefined);
  return recipients.map(objectOf).map(({ emailAddress, status, diagnosticCode }) => {
    const said = readDiagnostic((textOf(diagnosticCode) ?? '').slice(0, 4_000), textOf(status));
    return { ...said, to: addressIn(textOf(emailAddress) ?? undefined), outcome, at };
  });
}

/** The object that a text holds, between words of the notification service. */
function parseObject(text: string): Json | null {
  const shown = text.slice(0, longest);
  const start = shown.indexOf('{');
  const end = shown.lastIndexOf('}');
  if (start < 0 || end < start || !/"(?:Type|notificationType|eventType)"/.test(shown)) return null;
  try {
    // Sendmail breaks lines of over 990 characters with `!` at the end and a blank in front of the next.
    return objectOf(JSON.parse(shown.slice(start, end + 1).replace(/!\n /g, '')));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
