/** The steps of a probe on an open connection, from the greeting to QUIT. */
import type { Trust } from '../smtp/connect.ts';
import { encrypt } from '../smtp/connect.ts';
import { SmtpBreak, SmtpRefusal } from '../smtp/fault.ts';
import type { SmtpLogin } from '../smtp/login.ts';
import { chooseMethod, logIn } from '../smtp/login.ts';
import type { Offers } from '../smtp/offers.ts';
import type { SmtpReply } from '../smtp/replies.ts';
import { addressLiteral, askForTls, noMethodText, sayHello } from '../smtp/session.ts';
import type { Talk } from '../smtp/talk.ts';
import { describeCertificate } from './certificate.ts';
import type { ProbeConfig } from './config.ts';
import type { Found } from './probe.ts';
import type { Steps } from './steps.ts';

export type Probing = {
  readonly config: ProbeConfig;
  /** Encrypted from the first octet. */
  readonly isImplicit: boolean;
  readonly talk: Talk;
  readonly trust: Trust;
  readonly login: SmtpLogin | null;
  readonly steps: Steps;
  readonly found: Found;
  readonly at: Date;
};

/** Goes as far as the server lets it. What was learnt is in `steps` and `found`. */
export async function converse(probing: Probing): Promise<void> {
  const { talk, steps, isImplicit, config } = probing;
  if (isImplicit) {
    const trusted = await steps.take('tls', async () => {
      const { note, distrust } = await handshake(probing);
      if (distrust) throw distrust;
      return { value: true, note };
    });
    if (trusted === null && probing.found.tls === null) return;
  }
  const isGreeted = await steps.take('greeting', async () => {
    const reply = expect(await talk.hear(config.replyMs), 'connect');
    return { value: true, reply };
  });
  if (!isGreeted) return;
  const first = await steps.take('ehlo', async () => {
    const offers = await hello(probing);
    return { value: offers, note: describeOffers(offers) };
  });
  const offers = first && (isImplicit ? first : await startTls(probing, first));
  if (offers) await tryMail(probing, offers, await authenticate(probing, offers));
  if (talk.isOpen()) await takeLeave(probing);
}

async function hello({ talk, config, found }: Probing): Promise<Offers> {
  const name = config.name ?? addressLiteral(talk.socket.localAddress ?? '127.0.0.1');
  const offers = await sayHello(talk, name, config.replyMs);
  const { size, authMethods, extensions } = offers;
  found.server = {
    name: offers.name.slice(0, 200),
    size,
    authMethods: authMethods.slice(0, 20),
    startTls: extensions.has('STARTTLS'),
    extensions: [...extensions.keys()].slice(0, 50),
  };
  return offers;
}

/** Encrypts the connection and looks at the certificate. `distrust` is why a device that checks it would go no further. */
async function handshake({
  talk,
  config,
  trust,
  found,
  at,
}: Probing): Promise<{ note: string; distrust: SmtpBreak | null }> {
  const state: { distrust: SmtpBreak | null } = { distrust: null };
  const socket = await talk.moveTo(async (plain) => {
    const encrypted = await encrypt(plain, config.host, trust, config.connectMs);
    state.distrust = trust.verify ? encrypted.distrust : null;
    return encrypted.socket;
  });
  const certificate = describeCertificate(socket, config.host, at);
  const cipher = socket.getCipher();
  found.tls = { version: socket.getProtocol() ?? 'TLS', cipher: cipher.standardName ?? cipher.name, certificate };
  const about = certificate ? `; certificate for ${certificate.subject}, ${certificate.daysLeft} days left` : '';
  return { note: `${found.tls.version}, ${found.tls.cipher}${about}`, distrust: state.distrust };
}

/** The offers that hold from here on; `null` where a device would go no further. */
async function startTls(probing: Probing, offers: Offers): Promise<Offers | null> {
  const { talk, steps, config } = probing;
  if (config.tls === 'none') {
    steps.skip('tls', 'switched off (tls: none)');
    return offers;
  }
  if (config.tls === 'auto' && !offers.extensions.has('STARTTLS')) {
    steps.skip('tls', 'the server offers no STARTTLS');
    return offers;
  }
  return steps.take('tls', async () => {
    await askForTls(talk, offers, config.replyMs);
    const { note, distrust } = await handshake(probing);
    // What is offered behind a certificate that is not trusted is still worth knowing.
    const inside = await hello(probing);
    if (distrust) throw distrust;
    return { value: inside, note };
  });
}

/** True where mail may be tried. One login a probe: servers lock out who guesses. */
async function authenticate({ talk, steps, config, login, found }: Probing, offers: Offers): Promise<boolean> {
  const offered = offers.authMethods.length > 0 ? `offered: ${offers.authMethods.join(', ')}` : 'none offered';
  if (login === null) {
    steps.skip('auth', `no login given; ${offered}`);
    return true;
  }
  const hasFailed = steps.all.some(({ outcome }) => outcome === 'failed');
  const isInClear = found.tls === null && config.tls !== 'none';
  if (hasFailed || isInClear) {
    const why = isInClear ? 'the connection is not encrypted' : 'the certificate is not trusted';
    steps.skip('auth', `not tried: ${why}; ${offered}`);
    return false;
  }
  const done = await steps.take('auth', async () => {
    const method = chooseMethod(login, offers);
    if (method === null) throw new SmtpBreak('SMTP_CLOSED', noMethodText(login, offers));
    found.login = { user: login.user, method };
    const reply = await logIn(talk, login, method, config.replyMs);
    return { value: true, note: `${method} as ${login.user}; ${offered}`, reply };
  });
  return done === true;
}

async function tryMail({ talk, steps, config }: Probing, offers: Offers, isWelcome: boolean): Promise<void> {
  const { from, to, size, replyMs } = config;
  if (!isWelcome || from === null) {
    const why = from === null ? 'no sender given' : 'not tried without the login';
    steps.skip('mail', why);
    steps.skip('rcpt', why);
    return;
  }
  const hasSize = offers.extensions.has('SIZE');
  const isTaken = await steps.take('mail', async () => {
    const reply = expect(await talk.ask(`MAIL FROM:<${from}>${hasSize ? ` SIZE=${size}` : ''}`, replyMs), 'mail');
    return { value: true, note: hasSize ? `${from}, ${megabytes(size)}` : from, reply };
  });
  if (!isTaken) return;
  if (to.length === 0) steps.skip('rcpt', 'no recipient given');
  for (const each of to) {
    if (!talk.isOpen()) return;
    const ask = async () => {
      const reply = expect(await talk.ask(`RCPT TO:<${each}>`, replyMs), 'rcpt');
      return { value: true, note: each, reply };
    };
    await steps.take('rcpt', ask, each);
  }
}

/** RSET and QUIT: the server is not to think of a mail that was broken off. */
async function takeLeave({ talk, steps, config }: Probing): Promise<void> {
  await steps.take('quit', async () => {
    await talk.ask('RSET', config.replyMs);
    const reply = await talk.ask('QUIT', config.replyMs);
    return { value: true, reply };
  });
}

function describeOffers({ size, authMethods, extensions }: Offers): string {
  const parts = [
    extensions.has('STARTTLS') ? 'STARTTLS' : null,
    size === null ? null : `mails up to ${megabytes(size)}`,
    authMethods.length > 0 ? `login by ${authMethods.join(', ')}` : null,
  ];
  return parts.filter((part) => part !== null).join('; ');
}

function megabytes(octets: number): string {
  return `${Math.round(octets / 100_000) / 10} MB`;
}

function expect(reply: SmtpReply, stage: 'connect' | 'mail' | 'rcpt'): SmtpReply {
  if (reply.code < 200 || reply.code >= 300) throw new SmtpRefusal(stage, reply);
  return reply;
}
