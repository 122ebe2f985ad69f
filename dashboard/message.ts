/** What is told of an alert, before it is written in a subscription's format. Pure. */
import type { DeviceRow, EventType, WebhookBody } from '../contract/index.ts';
import { publicAlert, type StoredAlert } from './alerting/stored-alert.ts';

/** `alert` and `device` are `null` where the message is about none; `url` is the root of the page. */
export function bodyOf(
  type: EventType,
  alert: StoredAlert | null,
  device: DeviceRow | null,
  now: Date,
  url: string,
): WebhookBody {
  return {
    type,
    timestamp: now.toISOString(),
    data: {
      alert: alert && publicAlert(alert),
      device: device && {
        id: device.id,
        name: device.name,
        vendor: device.vendor,
        model: device.model,
        serial: device.serial,
        address: device.address,
        location: device.location,
      },
      agent: alert && { name: alert.agent },
      links: {
        dashboard: `${url}/`,
        ...(alert ? { alert: `${url}/#/alerts` } : {}),
        ...(device ? { device: `${url}/#/device/${encodeURIComponent(device.id)}` } : {}),
      },
    },
  };
}
