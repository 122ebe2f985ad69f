/** What really happened on the SMTP conversations of the smarthost: the material of its log. */
import type { SmtpStage } from './rules.ts';

export type Peer = { readonly address: string; readonly name: string };

export type Refused = { readonly code: number; readonly text: string };

export type MailEvent =
  | { readonly kind: 'connected'; readonly peer: Peer }
  | {
      readonly kind: 'refused';
      readonly peer: Peer;
      readonly queueId: string | null;
      readonly at: SmtpStage;
      readonly reply: Refused;
      readonly login: string | null;
      readonly from: string | null;
      readonly to: string | null;
      readonly helo: string;
    }
  /** The first recipient was accepted: the mail has a queue id from here on. */
  | { readonly kind: 'opened'; readonly peer: Peer; readonly queueId: string; readonly login: string | null }
  | { readonly kind: 'accepted'; readonly peer: Peer; readonly mail: QueuedMail }
  /** The line broke after the named command; `octets` of the body had come. */
  | { readonly kind: 'lost'; readonly peer: Peer; readonly after: string; readonly octets: number | null }
  | { readonly kind: 'closed'; readonly peer: Peer; readonly counts: readonly CommandCount[] }
  | { readonly kind: 'delivery'; readonly mail: QueuedMail; readonly to: string; readonly attempt: Attempt }
  /** Tried for too long: what is left of it goes back to the sender. */
  | { readonly kind: 'expired'; readonly mail: QueuedMail }
  | { readonly kind: 'removed'; readonly queueId: string };

export type CommandCount = { readonly command: string; readonly ok: number; readonly all: number };

export type QueuedMail = {
  readonly queueId: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly size: number;
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
};

export type Hop = {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** The relay logs in there first. */
  readonly login?: { readonly user: string; readonly password: string };
};

/** One try to hand one recipient's copy to the next hop. Times in milliseconds. */
export type Attempt = {
  readonly hop: Hop;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly result:
    | { readonly kind: 'sent'; readonly reply: Refused }
    /** `command` is what the reply answers, in Postfix's words: `RCPT TO command`; `AUTH` for the login, null for the greeting. */
    | { readonly kind: 'said'; readonly reply: Refused; readonly command: string | null }
    | { readonly kind: 'unreachable'; readonly why: string }
    | { readonly kind: 'broken'; readonly during: string };
};
