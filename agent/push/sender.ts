/** Sends what waits in the spool, one push after the other, until it is empty; then waits to be nudged. */
import { Agent, request } from 'undici';
import type { Secret } from '../../contract/secret.ts';
import type { Log } from '../log.ts';
import type { Judgement } from './answer.ts';
import { judgeAnswer, retryDelay } from './answer.ts';
import { createComplaint } from './complaint.ts';
import { lists, type PushSize, type Spool, type SpooledPush } from './spool.ts';

export type SenderOptions = {
  /** The dashboard's address, with the path before `/api` where there is one. */
  readonly url: string;
  readonly token: Secret;
  /** The name that the dashboard knows this agent by. */
  readonly agent: string;
  readonly spool: Spool;
  readonly log: Log;
  readonly now: () => Date;
  /** In [0, 1). */
  readonly chance: () => number;
  /** How long after a nudge neighbours are waited for, so that a round is a few pushes and not hundreds. */
  readonly gatherMs?: number;
  /** How long nothing may be sent before an empty push says that the agent is alive. */
  readonly beatMs?: number;
  /** Stands in for the schedule of tries. */
  readonly delay?: typeof retryDelay;
};

export type Sender = {
  start(): void;
  /** Something was put into the spool. */
  nudge(): void;
  /** Sends what it can in that time, then ends. What is left stays in the spool. */
  stop(graceMs: number): Promise<void>;
};

/** Well under the 1 MiB that web servers and proxies take without being asked. */
const fullSize: PushSize = { items: 500, bytes: 768 * 1024 };
const outOfOrder: Judgement = { verdict: 'failed', code: 'SPOOL', message: '', retryAfterMs: null };
const answerLimit = 64 * 1024;

export function createSender(options: SenderOptions): Sender {
  const { spool, log, now, chance, gatherMs = 200, beatMs = 60_000, delay = retryDelay } = options;
  const target = `${options.url.replace(/\/+$/, '')}/api/v1/push`;
  const client = new Agent({ connect: { timeout: 10_000 }, headersTimeout: 30_000, bodyTimeout: 30_000 });
  const ending = new AbortController();
  const complaint = createComplaint(log, now, target);
  let wake: (() => void) | null = null;
  let isNudged = true;
  let isStopping = false;
  let running: Promise<void> | null = null;
  let maxItems = fullSize.items;

  /** Resolves after `ms`, or when it is time to stop, or (where `orNudge`) when something new waits. */
  function pause(ms: number, orNudge = false): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(done, ms) : null;
      function done() {
        if (timer) clearTimeout(timer);
        wake = null;
        resolve();
      }
      if (isStopping || (orNudge && isNudged)) done();
      else wake = () => (isStopping || orNudge) && done();
    });
  }

  /** A spool that cannot be read or written now (a full disk) may be able to later. */
  async function run(): Promise<void> {
    while (!ending.signal.aborted && !isStopping) {
      try {
        await work();
      } catch (error) {
        log.error({ err: error }, 'the spool cannot be used; it is tried again');
        await pause(delay(outOfOrder, 10, chance()));
      }
    }
  }

  async function work(): Promise<void> {
    let attempt = 0;
    let sentAt = Number.NEGATIVE_INFINITY;
    while (!ending.signal.aborted) {
      isNudged = false;
      let push = spool.next({ items: maxItems, bytes: fullSize.bytes });
      if (!push) {
        if (isStopping) return;
        const idleMs = now().getTime() - sentAt;
        // Less than nothing is a clock that was set back.
        if (idleMs >= 0 && idleMs < beatMs) {
          await pause(beatMs - idleMs, true);
          if (isNudged) await pause(gatherMs);
          continue;
        }
        push = spool.beat();
      }
      sentAt = now().getTime();
      const judgement = await send(push);
      if (isSettled(judgement, push)) {
        attempt = 0;
        continue;
      }
      if (ending.signal.aborted || isStopping) return;
      attempt += 1;
      complaint.make(judgement, spool.depth().items);
      await pause(delay(judgement, attempt, chance()));
    }
  }

  /** True where the push is out of the way and the next may go. */
  function isSettled(judgement: Judgement, push: SpooledPush): boolean {
    if (judgement.verdict === 'taken') {
      spool.remove(push);
      complaint.withdraw();
      maxItems = Math.min(maxItems * 2, fullSize.items);
      return true;
    }
    if (judgement.verdict !== 'wrong' && judgement.verdict !== 'large') return false;
    if (push.items > 1) {
      // Somewhere in it is what the dashboard does not take: halves, and halves of halves, leave it alone at last.
      spool.release(push);
      maxItems = Math.max(1, Math.floor(push.items / 2));
      return true;
    }
    if (push.items > 0) spool.setAside(push, judgement.code);
    const { code, message } = judgement;
    log.error(
      { code, reason: message, boot: push.boot, seq: push.seq },
      'the dashboard refuses a report for good; it is kept aside',
    );
    return true;
  }

  async function send(push: SpooledPush): Promise<Judgement> {
    const head = JSON.stringify({ contract: 1, agent: options.agent, boot: push.boot, seq: push.seq, sentAt: now() });
    const told = Object.values(lists).map((list) => `"${list}":[${push[list]}]`);
    const body = `${head.slice(0, -1)},${told.join(',')}}`;
    try {
      const answer = await request(target, {
        method: 'POST',
        dispatcher: client,
        signal: ending.signal,
        headers: { authorization: `Bearer ${options.token.reveal()}`, 'content-type': 'application/json' },
        body,
      });
      const retryAfter = answer.headers['retry-after'];
      const text = await readStart(answer.body);
      return judgeAnswer(answer.statusCode, text, push.seq, typeof retryAfter === 'string' ? retryAfter : null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'FAILED';
      const message = error instanceof Error ? error.message : String(error);
      return { verdict: 'failed', code, message, retryAfterMs: null };
    }
  }

  return {
    start() {
      running ??= run();
    },
    nudge() {
      isNudged = true;
      wake?.();
    },
    async stop(graceMs) {
      isStopping = true;
      wake?.();
      const timer = setTimeout(() => ending.abort(), graceMs);
      await running;
      clearTimeout(timer);
      ending.abort();
      await client.destroy();
    },
  };
}

async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > answerLimit) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
