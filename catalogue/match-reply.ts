/** From a reply, or its absence, to what it means. */
import type { Outcome, Severity, Stage, Who } from '../contract/index.ts';
import type { Reason } from './reasons.ts';
import type { ReplyEntry } from './types.ts';

/** What is known of one answer: any part may be missing. */
export type ReplyQuery = {
  readonly code: number | null;
  /** RFC 3463 `class.subject.detail`. */
  readonly enhanced: string | null;
  /** What the server, or the client in its place, said. */
  readonly text: string;
  readonly stage?: Stage | null;
  /** Host that answered; tells the provider where the text does not. */
  readonly hop?: string | null;
  readonly outcome?: Outcome | null;
  /** Software or service that answered, where the caller knows it better than text and host tell. */
  readonly provider?: string | null;
};

export type ReplyMatch = {
  readonly entry: ReplyEntry;
  readonly reason: Reason | null;
  readonly provider: string | null;
  readonly severity: Severity;
  readonly retryable: boolean;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly who: Who;
};

const unknownReply: ReplyEntry = {
  id: 'smtp-unknown',
  match: {},
  reason: 'unknown',
  title: 'Unknown answer from the mail server',
  cause: 'The answer fits nothing that the catalogue knows.',
  remedy: 'Read the raw text, and look at the log of the mail server.',
  who: 'admin',
  severity: 'warning',
  confidence: 'low',
  sources: [],
  examples: [],
};

/** Never fails: what fits nothing is `smtp-unknown`, with the reply code's class deciding whether a retry helps. */
export function matchReply(query: ReplyQuery): ReplyMatch {
  const { title, cause, remedy, who, severity, reason } = unknownReply;
  const retryable = query.code !== null && query.code >= 400 && query.code < 500;
  return { entry: unknownReply, reason, provider: null, severity, retryable, title, cause, remedy, who };
}
