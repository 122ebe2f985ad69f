/** What formats are tried with: the sample of each type, and texts as a hostile device would send them. */
import type { FormatName, WebhookBody } from '../../../../contract/index.ts';
import { formatOf } from '../../../../dashboard/delivery/formats/index.ts';
import { sampleBodies } from '../../../../dashboard/delivery/formats/sample.ts';

export const dashboard = 'https://platen.example';

/** A template with every way of using a placeholder. */
export const sampleTemplate = JSON.stringify({
  text: '{{type}}: {{ data.alert.title }} ({{data.device.name}})',
  level: '{{data.alert.severity}}',
  number: '{{data.alert.seq}}',
  stops: '{{data.alert.stops}}',
  nobody: '{{data.alert.acknowledged.by}}',
  fixed: ['a', 1, null, true],
});

const urls: Partial<Record<FormatName, string>> = {
  email: 'mailto:it@office.example',
  ntfy: 'https://ntfy.example/printers',
};

/** The message as text in a format. */
export function renderIn(format: FormatName, body: WebhookBody, template: string | null = null): string {
  const url = urls[format] ?? 'https://receiver.example/hook';
  const subscription = { id: 'sub_1', url, template: format === 'template' ? (template ?? sampleTemplate) : null };
  return formatOf[format].render({ id: 'msg_1', body, dashboard, subscription });
}

/** A fired alert whose every text is `text`. */
export function saying(text: string): WebhookBody {
  const { data, ...message } = sampleBodies['alert.fired'];
  const { alert, device } = data;
  if (!alert || !device) throw new Error('the sample has an alert and a device');
  const words = { title: text, cause: text, remedy: text, where: text, code: text, evidence: text };
  const names = { name: text, location: text, model: text, serial: text, vendor: text };
  return { ...message, data: { ...data, alert: { ...alert, ...words }, device: { ...device, ...names } } };
}
