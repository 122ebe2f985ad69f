/** What the relay itself says to devices, where it has no reply of the upstream to hand on. Pure. */

import { SmtpRefusal } from '../smtp/fault.ts';
import type { SmtpReply } from '../smtp/replies.ts';
import type { SessionFault } from '../smtp/session.ts';

const reply = (code: number, ...lines: string[]): SmtpReply => ({ code, lines });

export const strangerReply = (to: string, address: string): SmtpReply =>
  reply(550, `5.7.1 <${to}>: Relay access denied: ${address} is not in the list of this relay`);

export const crowdReply = reply(
  421,
  '4.7.0 Too many connections from addresses that are not in the list of this relay',
);

export const loginReply = reply(535, '5.7.8 Authentication failed: user or password is wrong');

export const tooBigReply = (limit: number): SmtpReply =>
  reply(552, `5.3.4 Message size exceeds fixed limit of ${limit} octets`);

export const noUtf8Reply = (place: string): SmtpReply =>
  reply(553, `5.6.7 ${place} does not take addresses outside ASCII`);

/** The connection to the upstream broke; nothing of the mail was accepted, or nobody knows. */
export const brokenReply = (place: string, why: string): SmtpReply =>
  reply(451, `4.4.2 Lost the connection to ${place}: ${why}`);

/** Says something that is no answer to what was asked. */
export const garbledReply = (place: string, { code }: SmtpReply): SmtpReply =>
  reply(451, `4.5.0 ${place} answered ${code}, which is no answer here`);

/**
 * No session with the upstream. What it said to the connection itself is handed on. A refused login is the relay's, not
 * the device's: in its own words it would send people to the wrong password.
 */
export function faultReply({ stage, cause, hop }: SessionFault): SmtpReply {
  if (cause instanceof SmtpRefusal) {
    if (stage === 'connect') return cause.reply.code >= 400 ? cause.reply : garbledReply(hop, cause.reply);
    const doing = stage === 'auth' ? 'log in' : 'start TLS';
    return reply(451, `4.7.0 The relay could not ${doing} at ${hop}: ${cause.message}`);
  }
  if (stage === 'auth') return reply(451, `4.7.0 The relay could not log in at ${hop}: ${cause.message}`);
  if (stage === 'tls')
    return reply(451, `4.7.5 The relay could not encrypt the connection to ${hop}: ${cause.message}`);
  return reply(451, `4.4.1 The relay could not reach ${hop}: ${cause.message}`);
}
