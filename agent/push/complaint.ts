/** How the log tells of a dashboard that takes nothing: once, not at every try. */
import type { Log } from '../log.ts';
import type { Judgement } from './answer.ts';

const sayAgainMs = 600_000;

export type Complaint = {
  /** A push was not taken. `waiting` is how many reports are kept. */
  make(judgement: Judgement, waiting: number): void;
  /** A push was taken. */
  withdraw(): void;
};

/** Says once that pushes do not arrive, again when the reason changes or much later, and once that they do. */
export function createComplaint(log: Log, now: () => Date, url: string): Complaint {
  let since = 0;
  let saidAt = 0;
  let saidCode: string | null = null;
  return {
    make({ verdict, code, message }: Judgement, waiting: number) {
      const at = now().getTime();
      if (saidCode === code && at - saidAt < sayAgainMs) return;
      if (saidCode === null) since = at;
      saidCode = code;
      saidAt = at;
      log.warn({ code, reason: message, url, waiting }, sentences[verdict] ?? sentences.failed);
    },
    withdraw() {
      if (saidCode === null) return;
      saidCode = null;
      log.info({ url, awayMs: now().getTime() - since }, 'the dashboard takes reports again');
    },
  };
}

const failed = 'the dashboard cannot be reached; reports are kept and sent later';
const sentences: Readonly<Record<string, string>> & { readonly failed: string } = {
  failed,
  busy: 'the dashboard is busy; reports are kept and sent later',
  unauthorized: 'the dashboard does not know this agent; check push.token here and dashboard.agents there',
  elsewhere: 'what answers at push.url is not a Platen dashboard; check the address',
};
