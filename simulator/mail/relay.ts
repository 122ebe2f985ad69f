/** The back of the smarthost: hands each recipient's copy to the next hop by SMTP, and tries again later when told to. */
import { deliver } from './client.ts';
import type { Attempt, Hop, MailEvent, QueuedMail } from './events.ts';

export type RelayOptions = {
  /** Where mail for an address goes. */
  readonly hopOf: (to: string) => Hop;
  /** What this relay calls itself. */
  readonly name: string;
  /** Time until a deferred copy is tried again, doubled with each try. */
  readonly retryMs: number;
  /** A copy that is deferred after this time is given up. */
  readonly lifetimeMs: number;
  readonly onEvent: (event: MailEvent) => void;
};

export type Relay = { take(mail: QueuedMail): void; stop(): Promise<void> };

export function createRelay(options: RelayOptions): Relay {
  const waiting = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  async function work(mail: QueuedMail, to: readonly string[]): Promise<void> {
    const deferred: string[] = [];
    for (const recipient of to) {
      const attempt = await tryOnce(mail, recipient);
      if (stopped) return;
      options.onEvent({ kind: 'delivery', mail, to: recipient, attempt });
      if (isDeferred(attempt)) deferred.push(recipient);
    }
    const age = Date.now() - mail.arrivedAt;
    if (deferred.length > 0 && age < options.lifetimeMs) return later(mail, deferred, Math.max(options.retryMs, age));
    if (deferred.length > 0) options.onEvent({ kind: 'expired', mail });
    options.onEvent({ kind: 'removed', queueId: mail.queueId });
  }

  function later(mail: QueuedMail, to: readonly string[], ms: number): void {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      start(mail, to);
    }, ms);
    waiting.add(timer);
  }

  function start(mail: QueuedMail, to: readonly string[]): void {
    const job = work(mail, to).finally(() => running.delete(job));
    running.add(job);
  }

  async function tryOnce(mail: QueuedMail, to: string): Promise<Attempt> {
    const hop = options.hopOf(to);
    const startedAt = Date.now();
    const result = await deliver({
      to: hop,
      name: options.name,
      envelope: { from: mail.from, to },
      message: Buffer.from(mail.body),
      ...(hop.login && { login: hop.login }),
    });
    return { hop, startedAt, endedAt: Date.now(), result };
  }

  return {
    take: (mail) => start(mail, mail.to),
    async stop() {
      stopped = true;
      for (const timer of waiting) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

/** Only a 5xx reply is final (RFC 5321 §4.5.4.1). */
export function isDeferred({ result }: Attempt): boolean {
  if (result.kind === 'sent') return false;
  // Postfix takes a refused login for a passing trouble (smtp_sasl_auth_soft_bounce).
  return result.kind !== 'said' || result.command === 'AUTH' || result.reply.code < 500;
}
