/**
 * Why a mail was not taken: the closed list of reasons, with whose side the fault is on and who can mend it.
 *
 * `expired` is no reason but an outcome: the reason of an expired mail is that of its last attempt.
 */
import type { FaultSide, Who } from '../contract/index.ts';

type ReasonMeaning = { readonly title: string; readonly side: FaultSide; readonly who: Who };

export const reasons = {
  'relay-denied': { title: 'The server does not relay mail for this device', side: 'device', who: 'admin' },
  'auth-required': { title: 'The server wants a login that was not made', side: 'device', who: 'admin' },
  'auth-failed': { title: 'The login was refused', side: 'device', who: 'admin' },
  'auth-method-retired': { title: 'The way of logging in is no longer allowed', side: 'device', who: 'admin' },
  tls: { title: 'The encrypted connection could not be made', side: 'device', who: 'admin' },
  'sender-rejected': { title: 'The sender address is not accepted', side: 'device', who: 'admin' },
  'protocol-error': { title: 'The conversation broke the rules of mail', side: 'device', who: 'admin' },
  'sender-unauthenticated': { title: 'The sending domain could not prove itself', side: 'reputation', who: 'admin' },
  'policy-block': { title: 'A filter refused the mail', side: 'reputation', who: 'admin' },
  'rate-limited': { title: 'Too much mail in too little time', side: 'server', who: 'admin' },
  'recipient-unknown': { title: 'The recipient does not exist', side: 'recipient', who: 'user' },
  'recipient-restricted': {
    title: 'The recipient does not take mail from this sender',
    side: 'recipient',
    who: 'user',
  },
  'mailbox-full': { title: "The recipient's mailbox is full", side: 'recipient', who: 'user' },
  'message-too-big': { title: 'The scan is too large', side: 'message', who: 'user' },
  'dns-routing': { title: 'No way to the destination was found', side: 'server', who: 'admin' },
  'connection-failed': { title: 'The next server could not be reached', side: 'server', who: 'admin' },
  'server-unavailable': { title: 'The server cannot take mail at the moment', side: 'server', who: 'admin' },
  unknown: { title: 'The reply gives no known reason', side: 'server', who: 'admin' },
} as const satisfies Record<string, ReasonMeaning>;

export type Reason = keyof typeof reasons;
