/** One SMTP connection as the server sees it, and the count of its commands for the closing line of the log. */
import type { CommandCount, Peer } from './events.ts';

/** All that is known of one connection. */
export type Conversation = {
  readonly peer: Peer;
  helo: string;
  login: string | null;
  from: string | null;
  size: number | null;
  queueId: string | null;
  to: string[];
  lastCommand: string;
  octets: number | null;
  quit: boolean;
  readonly counts: Map<string, { ok: number; all: number }>;
};

export const openConversation = (peer: Peer): Conversation => ({
  peer,
  helo: '',
  login: null,
  from: null,
  size: null,
  queueId: null,
  to: [],
  lastCommand: 'CONNECT',
  octets: null,
  quit: false,
  counts: new Map(),
});

/** smtp-server tells each command and each reply to its logger: that is where the closing line's numbers come from. */
export function transcriber(conversations: ReadonlyMap<string, Conversation>) {
  type Noted = { readonly tnx?: string; readonly cid?: string; readonly command?: string };
  const ignore = (): void => {};
  return {
    level: ignore,
    trace: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
    fatal: ignore,
    debug(noted: Noted, _format: string, ...told: unknown[]) {
      const talk = conversations.get(noted.cid ?? '');
      if (!talk) return;
      if (noted.tnx === 'command' && noted.command && /^[A-Z]{4}$/.test(noted.command)) {
        talk.lastCommand = noted.command;
        talk.quit ||= noted.command === 'QUIT';
        const count = talk.counts.get(noted.command) ?? { ok: 0, all: 0 };
        count.all += 1;
        talk.counts.set(noted.command, count);
      } else if (noted.tnx === 'send' && /^2/.test(String(told[0]))) {
        const count = talk.counts.get(talk.lastCommand);
        if (count) count.ok = Math.min(count.ok + 1, count.all);
      }
    },
  };
}

export function countsOf({ counts }: Conversation): CommandCount[] {
  return [...counts].map(([command, { ok, all }]) => ({ command: command.toLowerCase(), ok, all }));
}
