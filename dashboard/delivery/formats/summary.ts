/** A message in words, as people read it: the same words in chats, mails and on phones. Pure. */
import type { EventType, Severity, WebhookBody } from '../../../contract/index.ts';
import { oneLine } from './plain-text.ts';

export type Fact = readonly [label: string, value: string];

export type Summary = {
  /** What happened, in a word or two: `New`, `Resolved`, … */
  readonly status: string;
  /** What it is about: `Paper jam`. */
  readonly title: string;
  /** Which device or agent, with its place; `null` where it is about none. */
  readonly subject: string | null;
  /** How grave it is now; `null` for what is over or was never trouble. */
  readonly severity: Severity | null;
  readonly cause: string | null;
  /** What to do; `null` where nothing is left to do. */
  readonly remedy: string | null;
  readonly facts: readonly Fact[];
  /** The page that shows it. */
  readonly link: string;
};

const statuses: Readonly<Record<EventType, string>> = {
  'alert.fired': 'New',
  'alert.severity_changed': 'Changed',
  'alert.reminder': 'Still true',
  'alert.acknowledged': 'Taken',
  'alert.unacknowledged': 'Not taken any more',
  'alert.flapping': 'Comes and goes',
  'alert.resolved': 'Resolved',
  'alerts.digest': 'Several alerts',
  'agent.silent': 'New',
  'agent.recovered': 'Resolved',
  'subscription.disabled': 'Switched off',
  'test.ping': 'Test',
};

const who = {
  user: 'the people at the device',
  admin: 'the administrator',
  service: 'the service technician',
} as const;
const severities: Readonly<Record<Severity, string>> = { critical: 'critical', warning: 'warning', info: 'for later' };

/** Longest texts, in UTF-16 units: more than any entry of the catalogue has, and few enough for every receiver. */
const longest = { title: 200, subject: 200, cause: 1000, remedy: 1000, fact: 300, evidence: 300 } as const;

/** True for a message that says that the trouble is over. */
export function isEnding(type: EventType): boolean {
  return type === 'alert.resolved' || type === 'agent.recovered';
}

export function summarize({ type, data }: WebhookBody): Summary {
  const { alert, device, agent, subscription, links } = data;
  const status = statuses[type];
  const link = links.alert ?? links.dashboard ?? '';
  if (alert === null) {
    const title = subscription
      ? `Nothing is sent to "${oneLine(subscription.name, 100)}" any more`
      : type === 'test.ping'
        ? 'This is how Platen tells of an alert'
        : status;
    const cause = subscription ? oneLine(subscription.reason, longest.cause) : null;
    return { status, title, subject: null, severity: null, cause, remedy: null, facts: [], link };
  }
  const isOver = isEnding(type);
  const place = device ? [device.name, device.location] : [agent?.name ?? alert.agent];
  const subject = oneLine(place.filter(Boolean).join(', '), longest.subject);
  const { acknowledged } = alert;
  const facts: (readonly [string, string | null])[] = [
    ['Where', alert.where],
    ['Severity', isOver ? null : severities[alert.severity]],
    ['Stops', alert.stops.join(', ') || null],
    ['Code', alert.code],
    ['Device', device && [device.vendor, device.model, device.serial].filter(Boolean).join(' ')],
    ['Address', device?.address ?? null],
    ['Who can mend it', isOver ? null : who[alert.who]],
    ['Since', alert.startedAt],
    ['Until', isOver ? (alert.resolvedAt ?? alert.goneAt) : null],
    ['Taken by', acknowledged && [acknowledged.by, acknowledged.note].filter(Boolean).join(': ')],
    ['Evidence', oneLine(alert.evidence, longest.evidence)],
  ];
  return {
    status,
    title: oneLine(alert.title, longest.title) || alert.kind,
    subject,
    severity: isOver ? null : alert.severity,
    cause: oneLine(alert.cause, longest.cause) || null,
    remedy: isOver ? null : oneLine(alert.remedy, longest.remedy) || null,
    facts: facts.flatMap(([label, value]): Fact[] => (value ? [[label, oneLine(value, longest.fact)]] : [])),
    link,
  };
}

/** `New: Paper jam – copier-2f, 2nd floor`, at most `max` UTF-16 units. */
export function headline({ status, title, subject }: Summary, max: number): string {
  return oneLine(`${status}: ${title}${subject ? ` – ${subject}` : ''}`, max);
}
