/** From the facts of one line, mail or conversation to a scan result, with what the catalogue knows of the reply. */
import { matchReply } from '../../catalogue/match-reply.ts';
import { reasons } from '../../catalogue/reasons.ts';
import type { Outcome, Reply, ScanResult, Stage } from '../../contract/index.ts';
import { keepText } from './queue.ts';

/** Who handed the mail in. */
export type Client = ScanResult['client'];

export type Facts = {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly source: string;
  readonly queueId?: string | null;
  readonly messageId?: string | null;
  readonly client?: Client | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly size?: number | null;
  readonly hop?: string | null;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly reply: Reply | null;
  /** Says why, where no reply does: `Connection refused`. Not shown. */
  readonly hint?: string;
  /** Where the log has the text of a refusal without its code: whether it was a temporary one. */
  readonly isTemporary?: boolean;
  /** Software that answered, where the log itself tells it, e.g. `postfix` for a refusal of Postfix's own. */
  readonly provider?: string;
};

export const noClient: Client = { address: null, name: null, login: null };

/** A client that is kept beyond its line. */
export function keepClient(client: Client | null): Client | null {
  if (client === null) return null;
  const { address, name, login } = client;
  return { address: address && keepText(address), name: name && keepText(name), login: login && keepText(login) };
}

/** Where the words of a failure say nothing, and there is no code: what fails at this stage. */
const stageWords: Readonly<Partial<Record<Stage, string>>> = {
  connect: 'connection failed',
  tls: 'TLS handshake failed',
  auth: 'authentication failed',
};

/** One result. Texts are cut to 1,000 characters: a log line may be anything. */
export function resultOf(facts: Facts): ScanResult {
  const { reply, outcome, stage, hop = null } = facts;
  const query = {
    code: reply?.code ?? null,
    enhanced: reply?.enhanced ?? null,
    text: reply?.text ?? facts.hint ?? '',
    stage,
    hop: hostOf(hop),
    outcome,
    provider: facts.provider ?? null,
    isTemporary: facts.isTemporary ?? null,
  };
  const byWords = matchReply(query);
  const words = byWords.reason === 'unknown' && query.code === null ? stageWords[stage] : undefined;
  const match = words === undefined ? byWords : matchReply({ ...query, text: words });
  return {
    schema: 'platen.scan-result/1',
    at: facts.at,
    source: facts.source,
    queueId: facts.queueId ?? null,
    messageId: facts.messageId ?? null,
    client: facts.client ?? noClient,
    device: null,
    from: facts.from ?? null,
    to: facts.to ?? null,
    size: facts.size ?? null,
    hop,
    stage,
    outcome,
    reply: reply && reply.text.length > 1000 ? { ...reply, text: reply.text.slice(0, 1000) } : reply,
    reason: match.reason,
    side: match.reason && reasons[match.reason].side,
    entry: match.entry.id,
    ...(match.entry.scope && { scope: match.entry.scope }),
    provider: match.provider,
    severity: match.severity,
    retryable: match.retryable,
    title: match.title,
    cause: match.cause,
    remedy: match.remedy,
    who: match.who,
    confidence: match.entry.confidence,
  };
}

/** The name alone tells the provider; a service has hundreds of addresses, and an answer is looked up once for each name. */
function hostOf(hop: string | null): string | null {
  const bracket = hop === null ? -1 : hop.indexOf('[');
  return bracket < 0 ? hop : (hop?.slice(0, bracket) ?? null);
}
