/** What a log has told so far of each message in a queue: who handed it in, from whom, how large. Bounded. */
import type { Client, Facts } from './result.ts';

/** A message under one queue id. Filled line by line. */
export type Message = {
  readonly queueId: string;
  messageId: string | null;
  client: Client | null;
  from: string | null;
  size: number | null;
  /** Last failure told of each recipient: an expiry names none, and a repeated deferral is no change. */
  failures: Map<string | null, Failure> | null;
};

export type Failure = { readonly signature: string; readonly facts: Facts };

const maxAlive = 100_000;
const maxGone = 2_000;
const maxFailures = 1_000;

export type Queue = {
  get(queueId: string): Message | undefined;
  /** The message under this id, new where there is none. */
  open(queueId: string): Message;
  /** A new message: the id is used again, or was never seen. */
  renew(queueId: string): Message;
  /** The message left the queue. It is kept for a while: a filter's hand-over may be told after its delivery. */
  remove(queueId: string): void;
};

export function createQueue(): Queue {
  const alive = new Map<string, Message>();
  const gone = new Map<string, Message>();
  const renew = (queueId: string) => {
    const message: Message = { queueId, messageId: null, client: null, from: null, size: null, failures: null };
    gone.delete(queueId);
    alive.delete(queueId);
    keepUnder(alive, maxAlive);
    alive.set(queueId, message);
    return message;
  };
  return {
    get: (queueId) => alive.get(queueId) ?? gone.get(queueId),
    open: (queueId) => alive.get(queueId) ?? renew(queueId),
    renew,
    remove(queueId) {
      const message = alive.get(queueId);
      if (!message) return;
      alive.delete(queueId);
      keepUnder(gone, maxGone);
      message.failures = null;
      gone.set(queueId, message);
    },
  };
}

/** Forgets the oldest, so that one more fits under the limit. */
export function keepUnder<K, V>(map: Map<K, V>, limit: number): void {
  if (map.size < limit) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

/** Notes a failure; false where the same was noted of this recipient before. */
export function noteFailure(message: Message, to: string | null, failure: Failure): boolean {
  message.failures ??= new Map();
  const same = message.failures.get(to)?.signature === failure.signature;
  if (!message.failures.has(to)) keepUnder(message.failures, maxFailures);
  message.failures.set(to, failure);
  return !same;
}
