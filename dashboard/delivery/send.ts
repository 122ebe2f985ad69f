/** One attempt: signs the stored bytes, posts them, and says what came of it. Never throws. */
import { type Dispatcher, request } from 'undici';
import { GuardError, type Policy, refuseUrl } from './guard.ts';
import { parseRetryAfter, type Sent } from './schedule.ts';
import { sign } from './sign.ts';

export type Receiver = { readonly url: string; readonly secrets: readonly string[]; readonly policy: Policy };

export type Message = {
  /** The `webhook-id`. */
  readonly id: string;
  readonly body: string;
  /** 1 for the first. */
  readonly attempt: number;
};

/** In milliseconds; octets of an answer that are read at all. */
export const limits = { total: 15_000, connect: 5_000, answerBytes: 64 * 1024 } as const;

export async function send(
  message: Message,
  receiver: Receiver,
  ports: { readonly dispatcher: Dispatcher; readonly now: () => Date; readonly signal: AbortSignal },
): Promise<Sent> {
  const refused = refuseUrl(receiver.url, receiver.policy);
  if (refused !== null) return failed('refused_by_guard', refused);
  const body = Buffer.from(message.body);
  const signal = AbortSignal.any([ports.signal, AbortSignal.timeout(limits.total)]);
  try {
    // Redirects are not followed: they would lead around the guard.
    const response = await request(receiver.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'platen',
        'webhook-attempt': String(message.attempt),
        ...sign(message.id, ports.now(), body, receiver.secrets),
      },
      body,
      dispatcher: ports.dispatcher,
      signal,
      headersTimeout: limits.total,
      bodyTimeout: limits.total,
    });
    // The status has decided; what follows is read only so that the connection can be used again.
    await response.body.dump({ limit: limits.answerBytes, signal }).catch(() => undefined);
    const { statusCode: status, headers } = response;
    const isTaken = status >= 200 && status < 300;
    return {
      outcome: isTaken ? 'delivered' : 'http',
      status,
      message: isTaken ? null : `answered ${status}`,
      retryAfter: isTaken ? null : parseRetryAfter(text(headers['retry-after']), ports.now()),
      isAborted: !isTaken && text(headers['webhook-delivery']) === 'abort-message',
    };
  } catch (error) {
    return failed(...explain(error));
  }
}

function failed(outcome: Sent['outcome'], message: string): Sent {
  return { outcome, status: null, message: message.slice(0, 500), retryAfter: null, isAborted: false };
}

function explain(error: unknown): [Sent['outcome'], string] {
  for (const cause of causes(error)) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (cause instanceof GuardError) return ['refused_by_guard', cause.message];
    if (cause.name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
      return ['timeout', `no answer within ${limits.total / 1000} s`];
    }
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') return ['dns', cause.message];
    if (/^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/.test(code)) return ['tls', cause.message];
  }
  return ['connect', error instanceof Error ? error.message || error.name : String(error)];
}

/** An error, its causes, and the errors of an AggregateError (several addresses tried). */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...inner.flatMap(causes), ...causes(error.cause)];
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
