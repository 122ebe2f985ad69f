/** What a format is. Formats are pure: a file each, a line each in `index.ts`. */
import type { WebhookBody } from '../../../contract/index.ts';

/** A message before it is written for its receiver. */
export type Notification = {
  /** The `webhook-id`. */
  readonly id: string;
  readonly body: WebhookBody;
  /** Root of the dashboard's page, without a slash at its end. */
  readonly dashboard: string;
  readonly subscription: { readonly id: string; readonly url: string; readonly template: string | null };
};

/**
 * What the secret of a subscription is to a format: it signs (and there must be one, or may be), it is a key or token
 * of the receiver's own (needed or not), or there is none.
 */
export type SecretUse = 'signs' | 'may-sign' | 'key' | 'token' | 'none';

export type Format = {
  readonly contentType: string;
  readonly secret: SecretUse;
  /** The exact text that is stored, signed and sent. It holds no secret. */
  render(notification: Notification): string;
  /** Where it is posted, where that is not the subscription's own URL. */
  readonly addressOf?: (url: string) => string;
  /** What goes out in place of the stored text: the same with the receiver's own key in it. */
  readonly unlock?: (text: string, key: string) => string;
  /** Why this URL cannot be a receiver of the format, or `null`. */
  readonly refuse?: (url: string) => string | null;
};
