/**
 * The webhook of Prometheus' Alertmanager, version 4 (prometheus.io/docs/alerting/latest/configuration, `webhook_config`;
 * notify/webhook.Message and template.Data of its source), for the many receivers that know it. A group of one alert.
 */
import type { WebhookBody } from '../../../contract/index.ts';
import type { Format } from './format.ts';
import { oneLine } from './plain-text.ts';
import { isEnding, type Summary, summarize } from './summary.ts';

type Labels = Readonly<Record<string, string>>;

/** How Go writes the end of what has not ended: its zero time. */
const notEnded = '0001-01-01T00:00:00Z';

export const alertmanager: Format = {
  contentType: 'application/json',
  secret: 'may-sign',
  render: ({ body, dashboard }) => {
    const { alert, links } = body.data;
    const summary = summarize(body);
    const status = isEnding(body.type) ? 'resolved' : 'firing';
    const identity = identityOf(body);
    const labels = sorted({ ...identity, ...labelsOf(body, summary) });
    const annotations = annotationsOf(body, summary);
    return JSON.stringify({
      version: '4',
      groupKey: `{}:${labelText(identity)}`,
      truncatedAlerts: 0,
      status,
      receiver: 'platen',
      groupLabels: identity,
      commonLabels: labels,
      commonAnnotations: annotations,
      externalURL: dashboard,
      alerts: [
        {
          status,
          labels,
          annotations,
          startsAt: alert?.firedAt ?? alert?.startedAt ?? body.timestamp,
          endsAt: status === 'resolved' ? (alert?.resolvedAt ?? body.timestamp) : notEnded,
          generatorURL: links.alert ?? links.dashboard ?? '',
          fingerprint: fingerprint(identity),
        },
      ],
    });
  },
};

/** What does not change while the alert lives. Severity is a label but no part of this: it may change. */
function identityOf({ type, data: { alert, subscription } }: WebhookBody): Labels {
  return sorted({ alertname: alert?.kind ?? type, key: oneLine(alert?.key ?? subscription?.id ?? type, 300) });
}

function labelsOf({ data: { alert, device } }: WebhookBody, { severity }: Summary): Labels {
  return {
    severity: alert?.severity ?? severity ?? 'info',
    ...(alert && { agent: alert.agent, alert_id: alert.id }),
    ...(device && { device: oneLine(device.name, 200), instance: device.address, vendor: device.vendor }),
    ...(device?.model && { model: oneLine(device.model, 200) }),
    ...(device?.location && { location: oneLine(device.location, 200) }),
  };
}

function annotationsOf({ type }: WebhookBody, { title, subject, cause, remedy, status }: Summary): Labels {
  return {
    summary: subject ? `${title} – ${subject}` : title,
    ...(cause && { description: cause }),
    ...(remedy && { remedy }),
    event: `${status} (${type})`,
  };
}

function sorted(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function labelText(labels: Labels): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;
}

/** FNV-1a of 64 bits over names and values, 0xff after each, in the order of names: `LabelSet.Fingerprint` of Prometheus. */
function fingerprint(labels: Labels): string {
  let hash = 0xcbf29ce484222325n;
  const eat = (byte: number) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  };
  for (const part of Object.entries(sorted(labels)).flat()) {
    for (const byte of new TextEncoder().encode(part)) eat(byte);
    eat(0xff);
  }
  return hash.toString(16).padStart(16, '0');
}
