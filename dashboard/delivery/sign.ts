/** The symmetric signature of Standard Webhooks 1.0.0: `v1,<base64 HMAC-SHA256>` over `id.timestamp.body`. */
import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** The key bytes of a `whsec_…` secret (24 to 64 bytes, as the specification asks), or `null` where it is none. */
export function parseSecret(secret: string): Buffer | null {
  const text = secret.trim();
  if (!text.startsWith(prefix)) return null;
  const encoded = text.slice(prefix.length);
  const key = Buffer.from(encoded, 'base64');
  // Buffer skips what is not base64; only a text that comes back the same was base64.
  if (key.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, '')) return null;
  return key.length >= 24 && key.length <= 64 ? key : null;
}

/** A new secret from 32 random bytes. */
export function formatSecret(bytes: Uint8Array): string {
  return prefix + Buffer.from(bytes).toString('base64');
}

export type SignedHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  /** Absent where there is no secret. */
  readonly 'webhook-signature'?: string;
};

/**
 * The three headers of one attempt. `body` is signed as it is: send exactly these bytes.
 * Several secrets (newest first) give several signatures in one header, for the time of a rotation.
 */
export function sign(id: string, at: Date, body: string | Uint8Array, secrets: readonly string[]): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = parseSecret(secret);
    if (key === null) throw new TypeError('a secret is not of the form whsec_<base64>');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  });
  const head = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  return signatures.length > 0 ? { ...head, 'webhook-signature': signatures.join(' ') } : head;
}
