/** Checks the signature of a webhook as its receiver does: Standard Webhooks 1.0.0, symmetric. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Signed = {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: Uint8Array;
};

/** `ok`, or what is wrong with it. `now` in milliseconds; a timestamp five minutes off is refused. */
export function verifyWebhook(signed: Signed, secret: string, now: number): string {
  const { id, timestamp, signature, body } = signed;
  if (!id || !timestamp || !signature) return 'unsigned';
  const sentAt = Number(timestamp) * 1000;
  if (!(Math.abs(now - sentAt) <= 5 * 60_000)) return 'timestamp too far off';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const offered = signature.split(' ').filter((each) => each.startsWith('v1,'));
  const matches = offered.some((each) => {
    const given = Buffer.from(each.slice(3), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return matches ? 'ok' : 'signature does not match';
}
