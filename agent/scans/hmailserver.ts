/**
 * hMailServer's log: `"SMTPD" thread session "time" "address" "SENT: 250 OK"`. SMTPD is the side of devices (SENT is our
 * answer), SMTPC that of the next hop (RECEIVED is its answer). `[nl]` stands for a line end.
 */
import type { ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import { createConversation } from './conversation.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';

type Session = { readonly talk: Conversation; lastAt: string };

const shape = /^"(SMTPD|SMTPC)"\s+(\d+)\s+(\d+)\s+"([^"]*)"\s+"([^"]*)"\s+"(SENT|RECEIVED): ([\s\S]*?)"?\s*$/;

/** A reader of hMailServer's log, line by line. */
export function createHmailserverReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  const sessions = createRecent<string, Session>(2_000);
  let damaged = 0;

  const open = (key: string, isServer: boolean, address: string): Session => {
    const client = isServer ? { address: address || null, name: null, login: null } : null;
    const hop = isServer ? null : address || null;
    const role = isServer ? 'server' : 'client';
    const provider = isServer ? { provider: 'hmailserver' } : {};
    const session = { talk: createConversation({ source: 'hmailserver', role, client, hop, ...provider }), lastAt: '' };
    sessions.set(key, session);
    return session;
  };

  return {
    push(line): ScanResult[] {
      if (!line.startsWith('"SMTP')) return nothing;
      const found = shape.exec(line);
      if (!found) {
        damaged += 1;
        return nothing;
      }
      const [, kind = '', , id = '', time = '', address = '', direction, text = ''] = found;
      const at = clock.iso(time);
      if (at === null) {
        damaged += 1;
        return nothing;
      }
      const key = `${kind} ${id}`;
      const isServer = kind === 'SMTPD';
      const isAnswer = isServer === (direction === 'SENT');
      const session = sessions.get(key) ?? open(key, isServer, address);
      session.lastAt = at;
      if (isAnswer) return session.talk.answer(at, text);
      return session.talk.command(at, text.replace(/\[nl\]\.?$/, ''));
    },
    end() {
      const open = sessions.values();
      sessions.clear();
      return open.flatMap(({ talk, lastAt }) => talk.close(lastAt));
    },
    damaged: () => damaged,
  };
}

/** True of a line that hMailServer wrote. */
export function isHmailserverLine(line: string): boolean {
  return /^"(?:SMTPD|SMTPC|POP3D|POP3C|IMAPD|TCPIP|APPLICATION|DEBUG|ERROR)"\s+\d+\s+/.test(line);
}
