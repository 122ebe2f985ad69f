/** When a mail server of the simulated office says no: plain literals, first match wins. */

export const smtpStages = ['connect', 'auth', 'mail', 'rcpt', 'data'] as const;
export type SmtpStage = (typeof smtpStages)[number];

export type SmtpRule = {
  readonly at: SmtpStage;
  readonly when?: {
    readonly client?: readonly string[];
    readonly login?: string;
    readonly from?: RegExp;
    readonly to?: RegExp;
    /** Octets, as told by MAIL FROM SIZE= or counted. */
    readonly largerThan?: number;
  };
  /** Only for the first so many of each (sender, recipient): a greylist. */
  readonly times?: number;
  /** `550 5.7.1 <{to}>: Relay access denied`, or the line is dropped without a word. */
  readonly reply: string | 'drop';
};

export type SmtpFacts = {
  readonly client: string;
  readonly login: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly size: number | null;
};

export type Verdict = { readonly code: number; readonly text: string } | 'drop' | null;

/** Gives a judge that remembers how often it said no. */
export function createJudge(rules: readonly SmtpRule[]): (at: SmtpStage, facts: SmtpFacts) => Verdict {
  const counts = new Map<string, number>();
  return (at, facts) => {
    for (const [i, rule] of rules.entries()) {
      if (rule.at !== at || !fits(rule, facts)) continue;
      const key = `${i} ${facts.from} ${facts.to}`;
      const count = counts.get(key) ?? 0;
      if (rule.times !== undefined && count >= rule.times) continue;
      if (rule.times !== undefined) counts.set(key, count + 1);
      return verdictOf(rule, facts);
    }
    return null;
  };
}

function fits({ when = {} }: SmtpRule, facts: SmtpFacts): boolean {
  if (when.client && !when.client.includes(facts.client)) return false;
  if (when.login !== undefined && when.login !== facts.login) return false;
  if (when.from && !when.from.test(facts.from ?? '')) return false;
  if (when.to && !when.to.test(facts.to ?? '')) return false;
  return when.largerThan === undefined || (facts.size ?? 0) > when.largerThan;
}

function verdictOf({ reply }: SmtpRule, facts: SmtpFacts): Verdict {
  if (reply === 'drop') return 'drop';
  return { code: Number(reply.slice(0, 3)), text: reply.slice(4).replaceAll('{to}', facts.to ?? '') };
}
