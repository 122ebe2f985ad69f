/** The server behind the relay: opens a session for each mail, and remembers what it last offered. */
import { readFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import { openLogin } from '../smtp/config.ts';
import { makeTrust } from '../smtp/connect.ts';
import { SmtpBreak } from '../smtp/fault.ts';
import type { Offers } from '../smtp/offers.ts';
import { openSession, type Session, SessionFault, type SessionTarget } from '../smtp/session.ts';
import type { RelayConfig } from './config.ts';
import { createTurns } from './turns.ts';

export type UpstreamSession = Session & {
  /** Ends the session and makes room for the next; never fails. */
  end(): void;
};

export type Upstream = {
  /** `host:port`. */
  readonly place: string;
  readonly replyMs: number;
  /** Rejects with `SessionFault`. */
  open(): Promise<UpstreamSession>;
  /** What it offered last; `null` where it never answered. */
  offers(): Offers | null;
  /** Asks for its offers without logging in; never fails. */
  learn(): Promise<void>;
  /** Breaks every session, and whoever waits for one. */
  close(): void;
};

export type UpstreamPorts = { readonly now: () => number; readonly log: Log; readonly dataDir: string };

const quitMs = 5000;

/** Throws where the CA file cannot be read. */
export function createUpstream(config: RelayConfig['upstream'], { now, log, dataDir }: UpstreamPorts): Upstream {
  const ending = new AbortController();
  const place = `${config.host}:${config.port}`;
  const target: SessionTarget = {
    host: config.host,
    port: config.port,
    tls: config.tls,
    trust: makeTrust({ ca: config.ca === null ? null : readFileSync(config.ca, 'utf8'), verify: config.verify }),
    login: openLogin(config.login, now, dataDir),
    name: config.name,
    patience: { connect: config.connectMs, reply: config.replyMs },
    signal: ending.signal,
  };
  const turns = createTurns(config.connections);
  let offers: Offers | null = null;

  return {
    place,
    replyMs: config.replyMs,
    offers: () => offers,
    async open() {
      const end = await turns.take(config.replyMs);
      if (end === null) {
        throw new SessionFault(
          'connect',
          place,
          new SmtpBreak('SMTP_TIMEOUT', 'Connection timed out waiting for its turn'),
        );
      }
      try {
        const session = await openSession(target);
        offers = session.offers;
        session.talk.socket.once('close', end);
        return {
          ...session,
          end() {
            void session.talk.quit(quitMs).finally(end);
          },
        };
      } catch (error) {
        end();
        throw error;
      }
    },
    async learn() {
      try {
        const session = await openSession({ ...target, login: null });
        offers = session.offers;
        await session.talk.quit(quitMs);
      } catch (error) {
        if (ending.signal.aborted) return;
        const { stage, message } = error as SessionFault;
        log.warn({ upstream: place, stage, reason: message }, 'the server behind the relay does not answer');
      }
    },
    close: () => ending.abort(),
  };
}
