/** When to try again, and when to give up. Pure. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Before the first, second, third … attempt: the schedule of Standard Webhooks 1.0.0 with one early step more, because
 * an office's switches and Wi-Fi are back within minutes. About 76 hours in all.
 */
export const delays: readonly number[] = [
  0,
  5 * second,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** No receiver makes us wait longer than this by `Retry-After`. */
const longestRetryAfter = 6 * hour;

/** What came of one attempt. */
export type Sent = {
  /** `delivered`, or why not. */
  readonly outcome:
    | 'delivered'
    | 'http'
    | 'timeout'
    | 'connect'
    | 'dns'
    | 'tls'
    | 'mail'
    | 'no_secret'
    | 'refused_by_guard';
  readonly status: number | null;
  readonly message: string | null;
  /** Milliseconds that the receiver asked to be left alone. */
  readonly retryAfter: number | null;
  /** The receiver wants this message no more (`webhook-delivery: abort-message`, or a mail server's 5xx). */
  readonly isAborted: boolean;
  /** The beginning of what was answered, for the log; `null` for nothing. */
  readonly answer: string | null;
};

export type Decision =
  | { readonly next: 'delivered' }
  | { readonly next: 'retry'; readonly after: number }
  | { readonly next: 'dead'; readonly reason: string }
  | { readonly next: 'disable'; readonly reason: string };

/** What follows. `tries`: attempts made, this one included. `chance`: 0 to 1, spreads the retries of many messages. */
export function decide(sent: Sent, tries: number, chance: number): Decision {
  if (sent.outcome === 'delivered') return { next: 'delivered' };
  // 410 Gone: the receiver asks to be forgotten (Standard Webhooks, "Deactivating endpoints").
  if (sent.status === 410) return { next: 'disable', reason: 'the receiver answered 410 Gone' };
  if (sent.outcome === 'refused_by_guard') return { next: 'dead', reason: sent.message ?? 'refused by the guard' };
  if (sent.isAborted) return { next: 'dead', reason: 'the receiver does not want this message' };
  const delay = delays[tries];
  if (delay === undefined) return { next: 'dead', reason: `${tries} attempts failed` };
  const spread = delay * (0.8 + 0.4 * chance);
  return { next: 'retry', after: Math.round(Math.max(spread, sent.retryAfter ?? 0)) };
}

/** `Retry-After` (RFC 9110 §10.2.3: seconds or a date) in milliseconds from `now`, six hours at most; `null` without one. */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const wanted = /^\d+$/.test(text) ? Number(text) * second : Date.parse(text) - now.getTime();
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), longestRetryAfter) : null;
}
