/** What a dashboard's answer to a push means, and how long to wait before the next try. Pure. */
import { z } from 'zod';
import { problemSchema } from '../../contract/index.ts';

/**
 * `taken`: it has the push. `wrong`: it will never take this one. `large`: not in one piece. `unauthorized`: the token is
 * not known there. `elsewhere`: whatever answers is no dashboard. `busy`: not now. `failed`: it, or the way to it, is broken.
 */
export type Verdict = 'taken' | 'wrong' | 'large' | 'unauthorized' | 'elsewhere' | 'busy' | 'failed';

export type Judgement = {
  readonly verdict: Verdict;
  /** The dashboard's own code (`PUSH_INVALID` …), or `HTTP_<status>`. */
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
};

const takenSchema = z.object({ seq: z.number() });

/** `body` is the text of the answer, cut where it is long. `retryAfter` is the header of that name (RFC 9110 §10.2.3). */
export function judgeAnswer(status: number, body: string, seq: number, retryAfter: string | null): Judgement {
  const parsed = parseJson(body);
  const problem = problemSchema.safeParse(parsed).data;
  const told = { code: problem?.code ?? `HTTP_${status}`, message: problem?.detail ?? `HTTP status ${status}` };
  const retryAfterMs = readRetryAfter(retryAfter);
  const as = (verdict: Verdict) => ({ verdict, ...told, retryAfterMs });
  if (status >= 200 && status < 300) {
    // A captive portal says 200 to everything. Only what names our number has read our push.
    const taken = takenSchema.safeParse(parsed);
    return taken.success && taken.data.seq === seq ? as('taken') : as('elsewhere');
  }
  if (status === 401 || status === 403) return as('unauthorized');
  if (status === 413) return as('large');
  if (status === 400 || status === 422) return as('wrong');
  if (status === 408 || status === 425 || status === 429 || status === 503) return as('busy');
  return status < 500 ? as('elsewhere') : as('failed');
}

const second = 1000;
/** What no waiting mends is asked rarely, but asked: a token is corrected, a proxy comes up. */
const slowMs = 60 * second;

/** Milliseconds until the next try. `attempt` counts from 1; `chance` is in [0, 1). */
export function retryDelay(judgement: Judgement, attempt: number, chance: number): number {
  if (judgement.verdict === 'unauthorized' || judgement.verdict === 'elsewhere') return slowMs;
  const doubled = Math.min(second * 2 ** Math.min(attempt - 1, 10), slowMs);
  // Half of it is left to chance, so that all agents of a dashboard that comes back do not come at once.
  const spread = doubled / 2 + (doubled / 2) * chance;
  return Math.min(Math.max(spread, judgement.retryAfterMs ?? 0), 10 * slowMs);
}

function readRetryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * second : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
