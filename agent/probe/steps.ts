/** Keeps the steps of a probe: how long each took, what it showed, what went wrong. */
import { matchReply } from '../../catalogue/match-reply.ts';
import { reasons } from '../../catalogue/reasons.ts';
import type { ProbeFault, ProbeStage, ProbeStep, Reply, Stage } from '../../contract/index.ts';
import { SmtpBreak, SmtpRefusal } from '../smtp/fault.ts';
import { readSmtpReply, type SmtpReply } from '../smtp/replies.ts';

/** What a step showed. */
export type Shown<T> = { readonly value: T; readonly note?: string; readonly reply?: SmtpReply };

export type Steps = {
  /** Does it and notes how it went; `null` where it failed. */
  take<T>(stage: ProbeStage, work: () => Promise<Shown<T>>, to?: string): Promise<T | null>;
  skip(stage: ProbeStage, note: string): void;
  readonly all: ProbeStep[];
};

/** Stages as replies are looked up by. */
const stages: Readonly<Record<ProbeStage, Stage>> = {
  dns: 'connect',
  tcp: 'connect',
  greeting: 'connect',
  ehlo: 'connect',
  tls: 'tls',
  auth: 'auth',
  mail: 'mail',
  rcpt: 'rcpt',
  quit: 'connect',
};

const longestNote = 300;

/** `host` tells whose replies they are. `clock` is in milliseconds, and never goes back. */
export function keepSteps(host: string, clock: () => number): Steps {
  const all: ProbeStep[] = [];
  return {
    all,
    skip(stage, note) {
      all.push({ stage, outcome: 'skipped', ms: null, note, to: null, reply: null, fault: null });
    },
    async take(stage, work, to) {
      const startedAt = clock();
      const step = (part: Pick<ProbeStep, 'outcome' | 'note' | 'reply' | 'fault'>) => {
        const ms = Math.round((clock() - startedAt) * 10) / 10;
        all.push({ stage, ms, to: to ?? null, ...part, note: part.note.slice(0, longestNote) });
      };
      try {
        const { value, note = '', reply } = await work();
        step({ outcome: 'passed', note, reply: reply ? bounded(readSmtpReply(reply)) : null, fault: null });
        return value;
      } catch (error) {
        if (!(error instanceof SmtpBreak) && !(error instanceof SmtpRefusal)) throw error;
        const reply = error instanceof SmtpRefusal ? bounded(readSmtpReply(error.reply)) : null;
        const note = error instanceof SmtpBreak ? error.message : '';
        step({ outcome: 'failed', note, reply, fault: faultOf(stages[stage], reply, note, host) });
        return null;
      }
    },
  };
}

function faultOf(stage: Stage, reply: Reply | null, text: string, hop: string): ProbeFault {
  const match = matchReply({
    code: reply?.code ?? null,
    enhanced: reply?.enhanced ?? null,
    text: reply?.text ?? text,
    stage,
    hop,
    outcome: reply ? 'refused' : 'lost',
  });
  const { entry, provider, retryable, severity, title, cause, remedy, who } = match;
  const reason = match.reason ?? 'unknown';
  return {
    reason,
    side: reasons[reason].side,
    entry: entry.id,
    provider,
    retryable,
    severity,
    title,
    cause,
    remedy,
    who,
  };
}

function bounded(reply: Reply): Reply {
  return { ...reply, text: reply.text.slice(0, 1000) };
}
