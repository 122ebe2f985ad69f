/** What a log has told so far of each message in a queue: who handed it in, from whom, how large. Bounded. */
import type { Outcome, Reply, Stage } from '../../contract/index.ts';
import { createRecent } from './recent.ts';
import type { Client } from './result.ts';

/** A message under one queue id. Filled line by line. */
export type Message = {
  readonly queueId: string;
  messageId: string | null;
  client: Client | null;
  from: string | null;
  size: number | null;
  /** Last failure told of each recipient: an expiry names none, and a repeated deferral is no change. */
  failures: Failure[];
};

export type Failure = {
  readonly to: string | null;
  readonly outcome: Outcome;
  readonly stage: Stage;
  readonly hop: string | null;
  readonly reply: Reply | null;
  readonly reason: string | null;
};

const maxAlive = 30_000;
const maxStrangers = 100;
const maxGone = 2_000;
const maxFailures = 1_000;
const maxText = 1_000;
const none: Failure[] = [];

export type Queue = {
  get(queueId: string): Message | undefined;
  /** The message under this id, new where there is none. */
  open(queueId: string): Message;
  /** A new message: the id is used again, or was never seen. */
  renew(queueId: string): Message;
  /** A message of which the log has a failure but no arrival. Kept for a while only. */
  meet(queueId: string): Message;
  /** The message left the queue. It is kept for a while: a filter's hand-over may be told after its delivery. */
  remove(queueId: string): void;
};

export function createQueue(): Queue {
  const alive = createRecent<string, Message>(maxAlive);
  const strangers = createRecent<string, Message>(maxStrangers);
  const gone = createRecent<string, Message>(maxGone);
  const forget = (queueId: string) => {
    strangers.delete(queueId);
    gone.delete(queueId);
  };
  const renew = (queueId: string) => {
    const message = emptyMessage(queueId);
    forget(queueId);
    alive.set(message.queueId, message);
    return message;
  };
  return {
    get: (queueId) => alive.get(queueId) ?? strangers.get(queueId) ?? gone.get(queueId),
    renew,
    open(queueId) {
      const known = alive.get(queueId);
      if (known) return known;
      const stranger = strangers.get(queueId);
      if (!stranger) return renew(queueId);
      forget(queueId);
      alive.set(stranger.queueId, stranger);
      return stranger;
    },
    meet(queueId) {
      const stranger = emptyMessage(queueId);
      strangers.set(stranger.queueId, stranger);
      return stranger;
    },
    remove(queueId) {
      const message = alive.get(queueId);
      strangers.delete(queueId);
      if (!message) return;
      alive.delete(queueId);
      message.failures = none;
      gone.set(message.queueId, message);
    },
  };
}

function emptyMessage(queueId: string): Message {
  return { queueId: keepText(queueId), messageId: null, client: null, from: null, size: null, failures: none };
}

/**
 * A text that is to be kept, without the part of the log that it was cut out of: a slice holds the whole chunk of the
 * file in memory, and a message may wait in the queue for days of log.
 */
export function keepText(text: string): string {
  return ` ${text}`.slice(1);
}

/** Notes a failure; false where the same was noted of this recipient before. */
export function noteFailure(message: Message, failure: Failure): boolean {
  const { failures } = message;
  const { to, hop } = failure;
  const at = failures.findIndex((known) => known.to === to);
  const before = failures[at];
  if (before && isSame(before, failure)) return false;
  const kept = {
    ...failure,
    to: before ? before.to : to && keepText(to),
    hop: before?.hop === hop ? before.hop : hop && keepText(hop),
    reply: keepReply(failure.reply),
  };
  if (before) failures[at] = kept;
  else if (failures.length === 0) message.failures = [kept];
  else if (failures.length < maxFailures) failures.push(kept);
  return true;
}

/** What was noted last of this recipient. */
export function failureOf(message: Message | undefined, to: string | null): Failure | undefined {
  return message?.failures.find((known) => known.to === to);
}

/** The mail went through to this recipient. */
export function dropFailure(message: Message | undefined, to: string | null): void {
  if (!message || message.failures.length === 0) return;
  message.failures = message.failures.filter((known) => known.to !== to);
}

/** Whether it is the same to a person: the wording of a reply may have a time or a number in it. */
function isSame(a: Failure, b: Failure): boolean {
  return (
    a.outcome === b.outcome &&
    a.reason === b.reason &&
    a.reply?.code === b.reply?.code &&
    a.reply?.enhanced === b.reply?.enhanced
  );
}

function keepReply(reply: Reply | null): Reply | null {
  // A frozen one was made to be kept.
  return reply === null || Object.isFrozen(reply) ? reply : { ...reply, text: keepText(reply.text.slice(0, maxText)) };
}
