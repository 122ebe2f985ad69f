/** Hands the octets of a mail on while they come, and says how that ended. */
import type { Readable } from 'node:stream';
import { SmtpBreak } from '../smtp/fault.ts';
import type { SmtpReply } from '../smtp/replies.ts';
import { createStuffing } from '../smtp/stuffing.ts';
import type { Talk } from '../smtp/talk.ts';

export type BodyEnd =
  /** The upstream answered: to the end of the mail (`delivery`), or no in the middle of it (`data`). */
  | { readonly kind: 'answered'; readonly stage: 'data' | 'delivery'; readonly reply: SmtpReply }
  /** The connection broke without an answer: before the end of the mail was sent, or after. */
  | { readonly kind: 'broken'; readonly stage: 'data' | 'delivery'; readonly reason: string }
  | { readonly kind: 'too-big' }
  /** The device went away in the middle; the upstream never saw an end. */
  | { readonly kind: 'device-gone'; readonly octets: number };

export type BodyOptions = {
  readonly talk: Talk;
  /** Octets. */
  readonly limit: number;
  /** How long the upstream may take nothing. */
  readonly blockMs: number;
  /** Sees what passes. */
  readonly watch: (octets: Buffer) => void;
};

/** RFC 5321 §4.5.3.2.6: patience for the reply to the end of the mail. */
const finalMs = 10 * 60_000;

/**
 * Where the upstream gives up or the mail grows too large, the upstream is cut off at once and the rest of the mail is
 * only listened to: SMTP has no way to stop a device that sends. Rejects for nothing that device or upstream do.
 */
export async function passBody(stream: Readable, options: BodyOptions): Promise<BodyEnd> {
  const { talk, limit, blockMs, watch } = options;
  const stuffing = createStuffing();
  let octets = 0;
  let end: BodyEnd | null = null;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      octets += chunk.length;
      watch(chunk);
      if (end !== null) continue;
      end = octets > limit ? { kind: 'too-big' } : await send(talk, stuffing.take(chunk), blockMs);
      if (end !== null) talk.destroy();
    }
  } catch (error) {
    talk.destroy();
    if (!isDeviceGone(error)) throw error;
    return end ?? { kind: 'device-gone', octets };
  }
  return end ?? (await send(talk, [stuffing.end()], blockMs)) ?? hearReceipt(talk);
}

/** How it ended, where it did. A server that gives up says why, if at all, before it closes. */
async function send(talk: Talk, pieces: readonly Buffer[], blockMs: number): Promise<BodyEnd | null> {
  try {
    if (!talk.hasUnasked()) await talk.write(pieces, blockMs);
    if (!talk.hasUnasked()) return null;
  } catch (error) {
    if (!(error instanceof SmtpBreak)) throw error;
    if (!talk.hasUnasked()) return { kind: 'broken', stage: 'data', reason: error.message };
  }
  const reply = talk.unasked();
  return reply && reply.code >= 400
    ? { kind: 'answered', stage: 'data', reply }
    : { kind: 'broken', stage: 'data', reason: 'the server answers before it is asked' };
}

/** From here on only a 2yz means that the mail is sent, and nothing that it is not. */
async function hearReceipt(talk: Talk): Promise<BodyEnd> {
  try {
    const reply = await talk.hear(finalMs);
    if (reply.code < 300 || reply.code >= 400) return { kind: 'answered', stage: 'delivery', reply };
    talk.destroy();
    return { kind: 'broken', stage: 'delivery', reason: `the server answered ${reply.code}` };
  } catch (error) {
    if (!(error instanceof SmtpBreak)) throw error;
    return { kind: 'broken', stage: 'delivery', reason: error.message };
  }
}

function isDeviceGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ECONNECTION' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
