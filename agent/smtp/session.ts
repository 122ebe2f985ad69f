/** A mail server that is ready to take mail: connected, greeted, encrypted, logged in. */
import type { Stage } from '../../contract/index.ts';
import type { Trust } from './connect.ts';
import { dial, encryptTrusted, resolveHost } from './connect.ts';
import { SmtpBreak, SmtpRefusal } from './fault.ts';
import type { SmtpLogin } from './login.ts';
import { chooseMethod, logIn } from './login.ts';
import { noOffers, type Offers, readOffers } from './offers.ts';
import type { SmtpReply } from './replies.ts';
import { openTalk, type Talk } from './talk.ts';

export type SessionTarget = {
  readonly host: string;
  readonly port: number;
  readonly tls: 'starttls' | 'implicit' | 'none';
  readonly trust: Trust;
  readonly login: SmtpLogin | null;
  /** What we call ourselves; `null`: by our address. */
  readonly name: string | null;
  readonly patience: Patience;
  /** Breaks the session, at any time. */
  readonly signal?: AbortSignal;
};

/** Milliseconds. RFC 5321 §4.5.3.2 has minutes for each; someone may stand at a device and wait. */
export type Patience = {
  readonly connect: number;
  readonly reply: number;
};

export type Session = {
  readonly talk: Talk;
  readonly offers: Offers;
  /** `host[address]:port`, as logs write it. */
  readonly hop: string;
};

/** It did not come to a session: at which stage, and why. */
export class SessionFault extends Error {
  override readonly name = 'SessionFault';
  readonly code = 'SMTP_SESSION';
  readonly stage: Stage;
  /** As far as it is known. */
  readonly hop: string;
  override readonly cause: SmtpBreak | SmtpRefusal;

  constructor(stage: Stage, hop: string, cause: SmtpBreak | SmtpRefusal) {
    super(cause.message);
    this.stage = stage;
    this.hop = hop;
    this.cause = cause;
  }
}

/** Rejects with `SessionFault`; then nothing is left open. */
export async function openSession(target: SessionTarget): Promise<Session> {
  const { host, port, trust, patience, signal } = target;
  let stage: Stage = 'connect';
  let hop = `${host}:${port}`;
  let talk: Talk | null = null;
  try {
    const addresses = await resolveHost(host, patience.connect);
    const socket = await dial(addresses, { port, patienceMs: patience.connect, ...(signal && { signal }) });
    hop = `${host}[${socket.remoteAddress ?? ''}]:${port}`;
    const name = target.name ?? addressLiteral(socket.localAddress ?? '127.0.0.1');
    talk = openTalk(socket);
    const encryptNow = async (open: Talk) => {
      stage = 'tls';
      await open.moveTo((plain) => encryptTrusted(plain, host, trust, patience.connect));
      stage = 'connect';
    };
    if (target.tls === 'implicit') await encryptNow(talk);
    expect(await talk.hear(patience.reply), 'connect');
    let offers = await sayHello(talk, name, patience.reply);
    if (target.tls === 'starttls') {
      stage = 'tls';
      await askForTls(talk, offers, patience.reply);
      await encryptNow(talk);
      offers = await sayHello(talk, name, patience.reply);
    }
    if (target.login) {
      stage = 'auth';
      const method = chooseMethod(target.login, offers);
      if (method === null) throw new SmtpBreak('SMTP_CLOSED', noMethodText(target.login, offers));
      await logIn(talk, target.login, method, patience.reply);
    }
    return { talk, offers, hop };
  } catch (error) {
    talk?.destroy();
    if (error instanceof SmtpBreak || error instanceof SmtpRefusal) throw new SessionFault(stage, hop, error);
    throw error;
  }
}

/** EHLO, and HELO to a server that knows no EHLO (RFC 5321 §3.2). Rejects with `SmtpRefusal` or `SmtpBreak`. */
export async function sayHello(talk: Talk, name: string, patienceMs: number): Promise<Offers> {
  const reply = await talk.ask(`EHLO ${name}`, patienceMs);
  if (reply.code < 500 || reply.code > 504) return readOffers(expect(reply, 'connect'));
  const { lines } = expect(await talk.ask(`HELO ${name}`, patienceMs), 'connect');
  return { ...noOffers, name: lines[0]?.trim().split(/\s+/, 1)[0] ?? '' };
}

/** STARTTLS up to the reply that says go (RFC 3207 §4). Rejects with `SmtpRefusal` or `SmtpBreak`. */
export async function askForTls(talk: Talk, offers: Offers, patienceMs: number): Promise<SmtpReply> {
  // A server that does not offer it is never talked to in clear: whoever sits between may have taken the offer out.
  if (!offers.extensions.has('STARTTLS')) {
    throw new SmtpBreak('SMTP_TLS', 'TLS is required, but was not offered by the server: it has no STARTTLS');
  }
  const reply = await talk.ask('STARTTLS', patienceMs);
  if (reply.code !== 220) throw new SmtpRefusal('tls', reply);
  return reply;
}

export function noMethodText(login: SmtpLogin, { authMethods }: Offers): string {
  const wanted = login.kind === 'oauth' ? 'XOAUTH2' : (login.method ?? 'PLAIN or LOGIN');
  const offered = authMethods.length === 0 ? 'none' : `only ${authMethods.slice(0, 10).join(', ')}`;
  return `no login method in common: wanted ${wanted}, the server offers ${offered}`;
}

/** RFC 5321 §4.1.3: who has no name says the address. */
export function addressLiteral(address: string): string {
  return address.includes(':') && !/^::ffff:[\d.]+$/i.test(address)
    ? `[IPv6:${address.replace(/%.*$/, '')}]`
    : `[${address.replace(/^::ffff:/i, '')}]`;
}

function expect(reply: SmtpReply, stage: Stage): SmtpReply {
  if (reply.code < 200 || reply.code >= 300) throw new SmtpRefusal(stage, reply);
  return reply;
}
