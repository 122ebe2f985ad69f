/** One attempt: signs the stored bytes, posts them, and says what came of it. Never throws. */
import { type Dispatcher, request } from 'undici';
import { GuardError, type Policy, refuseUrl } from './guard.ts';
import { parseRetryAfter, type Sent } from './schedule.ts';
import { sign } from './sign.ts';

export type Receiver = {
  readonly url: string;
  /** What signs, the newest first; none where nobody checks. */
  readonly secrets: readonly string[];
  /** What the receiver lets us in by: the header `authorization`. */
  readonly token?: string | undefined;
  readonly policy: Policy;
};

export type Message = {
  /** The `webhook-id`. */
  readonly id: string;
  /** Exactly what is sent. */
  readonly body: string;
  readonly contentType: string;
  /** 1 for the first. */
  readonly attempt: number;
};

/** In milliseconds; octets of an answer that are read at all, and that are kept until secrets are taken out of them. */
export const limits = { total: 15_000, connect: 5_000, answerBytes: 64 * 1024, keptBytes: 2048 + 512 } as const;

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
        'content-type': message.contentType,
        'user-agent': 'platen',
        'webhook-attempt': String(message.attempt),
        ...(receiver.token !== undefined && { authorization: `Bearer ${receiver.token}` }),
        ...sign(message.id, ports.now(), body, receiver.secrets),
      },
      body,
      dispatcher: ports.dispatcher,
      signal,
      headersTimeout: limits.total,
      bodyTimeout: limits.total,
    });
    // The status has decided; what follows is read for the log, and so that the connection can be used again.
    const answer = await readAnswer(response.body);
    const { statusCode: status, headers } = response;
    const isTaken = status >= 200 && status < 300;
    return {
      outcome: isTaken ? 'delivered' : 'http',
      status,
      message: isTaken ? null : `answered ${status}`,
      retryAfter: isTaken ? null : parseRetryAfter(text(headers['retry-after']), ports.now()),
      isAborted: !isTaken && text(headers['webhook-delivery']) === 'abort-message',
      answer,
    };
  } catch (error) {
    return failed(...explain(error));
  }
}

function failed(outcome: Sent['outcome'], message: string): Sent {
  return { outcome, status: null, message: message.slice(0, 500), retryAfter: null, isAborted: false, answer: null };
}

/** The beginning of an answer as text; the rest is read to its end or to the limit. `null` for an empty one. */
async function readAnswer(stream: AsyncIterable<Buffer>): Promise<string | null> {
  const kept: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of stream) {
      if (read < limits.keptBytes) kept.push(chunk.subarray(0, limits.keptBytes - read));
      read += chunk.length;
      if (read > limits.answerBytes) break;
    }
  } catch {
    // Cut off: what came is all there is.
  }
  return kept.length > 0 ? Buffer.concat(kept).toString('utf8').toWellFormed() : null;
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
