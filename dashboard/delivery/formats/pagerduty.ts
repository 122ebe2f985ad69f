/**
 * PagerDuty Events API v2 (developer.pagerduty.com/docs/events-api-v2-overview): an alert is triggered, acknowledged and
 * resolved under one `dedup_key`. The integration's routing key is the subscription's secret; it joins the message only
 * when it is sent, so that neither the outbox nor the delivery log holds it.
 */
import type { EventType, WebhookBody } from '../../../contract/index.ts';
import type { Format } from './format.ts';
import { oneLine } from './plain-text.ts';
import { headline, isEnding, summarize } from './summary.ts';

/** Of `summary` and `dedup_key`, in characters. */
const most = { summary: 1024, key: 255 } as const;

export const pagerduty: Format = {
  contentType: 'application/json',
  secret: 'key',
  render: ({ id, body, dashboard }) => {
    const action = actionOf(body.type);
    const event = { event_action: action, dedup_key: keyOf(body, id) };
    if (action !== 'trigger') return JSON.stringify(event);
    const summary = summarize(body);
    const { alert, device, agent } = body.data;
    const { alert: href } = body.data.links;
    return JSON.stringify({
      ...event,
      payload: {
        summary: headline(summary, most.summary),
        source: oneLine(device?.name ?? agent?.name ?? 'Platen', 255) || 'Platen',
        severity: summary.severity ?? 'info',
        timestamp: body.timestamp,
        ...(alert && { component: oneLine(alert.where ?? alert.kind, 255), class: alert.kind }),
        ...(device?.location && { group: oneLine(device.location, 255) }),
        custom_details: {
          ...(summary.cause && { Cause: summary.cause }),
          ...(summary.remedy && { 'What to do': summary.remedy }),
          ...Object.fromEntries(summary.facts),
        },
      },
      client: 'Platen',
      client_url: `${dashboard}/`,
      ...(href && { links: [{ href, text: 'Open in Platen' }] }),
    });
  },
  unlock: (text, key) => JSON.stringify({ routing_key: key, ...(JSON.parse(text) as object) }),
};

function actionOf(type: EventType): 'trigger' | 'acknowledge' | 'resolve' {
  if (isEnding(type)) return 'resolve';
  return type === 'alert.acknowledged' ? 'acknowledge' : 'trigger';
}

/** The key of the alert, the same over its episodes; its id where that is too long; messages about no alert have their own. */
function keyOf({ type, data: { alert, subscription } }: WebhookBody, id: string): string {
  if (alert) return alert.key.length <= most.key ? alert.key : alert.id;
  if (subscription) return `subscription.disabled/${subscription.id}`;
  return type === 'test.ping' ? 'test.ping' : id;
}
