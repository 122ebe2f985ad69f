/** To a mail server, step by step: its addresses, a connection, and encryption. Each step can be timed and told apart. */
import { lookup } from 'node:dns/promises';
import { connect as dialOne, isIP, type Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import * as tls from 'node:tls';
import { SmtpBreak, wordsOf } from './fault.ts';

/** Addresses of a name, in the order of the system; an address is itself. Rejects with `SmtpBreak`. */
export async function resolveHost(host: string, patienceMs: number): Promise<string[]> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare)) return [bare];
  const found = lookup(bare, { all: true, order: 'verbatim' }).catch((error: unknown) => {
    throw new SmtpBreak('SMTP_DNS', wordsOf(error));
  });
  const late = new SmtpBreak('SMTP_DNS', 'Host not found: the DNS did not answer');
  const addresses = await inTime(found, patienceMs, late);
  if (addresses.length === 0) throw new SmtpBreak('SMTP_DNS', 'Host not found');
  return addresses.map(({ address }) => address);
}

export type DialOptions = {
  readonly port: number;
  readonly patienceMs: number;
  /** Breaks the attempt, and the connection for as long as it lives. */
  readonly signal?: AbortSignal;
};

/** A connection to the first address that takes one. Rejects with the `SmtpBreak` of the last. */
export async function dial(addresses: readonly string[], options: DialOptions): Promise<Socket> {
  let last = new SmtpBreak('SMTP_CONNECT', 'Host not found');
  for (const host of addresses.slice(0, 8)) {
    try {
      return await dialAddress(host, options);
    } catch (error) {
      last = error as SmtpBreak;
    }
  }
  throw last;
}

function dialAddress(host: string, { patienceMs, ...options }: DialOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = dialOne({ host, ...options });
    const fail = (error: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new SmtpBreak('SMTP_CONNECT', wordsOf(error)));
    };
    const timer = setTimeout(() => fail(new Error('Connection timed out')), patienceMs);
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      // Whoever takes the socket over listens from the same tick on; until then an error must not be nobody's.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

export type Trust = {
  /** With the authorities that are trusted. */
  readonly context: SecureContext;
  /** False takes any certificate. */
  readonly verify: boolean;
};

/** Trusts the usual authorities and those of `ca` (PEM) besides; no TLS older than 1.2. Throws where `ca` is no PEM. */
export function makeTrust(options: { readonly ca: string | null; readonly verify: boolean }): Trust {
  const { ca, verify } = options;
  const authorities = ca === null ? {} : { ca: [...tls.getCACertificates('default'), ca] };
  return { context: tls.createSecureContext({ minVersion: 'TLSv1.2', ...authorities }), verify };
}

/** What came of a handshake. A certificate that is not trusted does not end it: that is for the caller to judge. */
export type Encrypted = {
  readonly socket: TLSSocket;
  /** Why the chain or the name is not accepted; `null` where it is. */
  readonly distrust: SmtpBreak | null;
};

/** Encrypts a connection. Rejects with `SmtpBreak` where the two sides do not get on with each other. */
export function encrypt(socket: Socket, host: string, trust: Trust, patienceMs: number): Promise<Encrypted> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const secure = tls.connect({
      socket,
      host: bare,
      // SNI holds names only (RFC 6066 §3).
      ...(isIP(bare) ? {} : { servername: bare }),
      secureContext: trust.context,
      rejectUnauthorized: false,
    });
    const fail = (reason: SmtpBreak) => {
      clearTimeout(timer);
      secure.destroy();
      reject(reason);
    };
    const timer = setTimeout(() => fail(new SmtpBreak('SMTP_TIMEOUT', 'TLS handshake failed: no answer')), patienceMs);
    const onClose = () => fail(new SmtpBreak('SMTP_TLS', 'TLS handshake failed: the server closed the connection'));
    const onError = (error: unknown) => fail(new SmtpBreak('SMTP_TLS', handshakeWords(error)));
    secure.once('close', onClose);
    secure.on('error', onError);
    secure.once('secureConnect', () => {
      clearTimeout(timer);
      secure.off('close', onClose);
      secure.off('error', onError);
      secure.on('error', () => {});
      const fault = secure.authorizationError;
      const distrust = secure.authorized ? null : new SmtpBreak('SMTP_CERTIFICATE', distrustWords(fault));
      resolve({ socket: secure, distrust });
    });
  });
}

/** Encrypts and, where the trust asks for it, insists on a certificate that is accepted. */
export async function encryptTrusted(
  socket: Socket,
  host: string,
  trust: Trust,
  patienceMs: number,
): Promise<TLSSocket> {
  const { socket: secure, distrust } = await encrypt(socket, host, trust, patienceMs);
  if (distrust === null || !trust.verify) return secure;
  secure.destroy();
  throw distrust;
}

/** Node keeps an error's code there, a text at run time. */
function distrustWords(fault: unknown): string {
  return wordsOf(Object.assign(new Error(`certificate not trusted: ${String(fault)}`), { code: String(fault) }));
}

function handshakeWords(error: unknown): string {
  const said = wordsOf(error);
  return /TLS|certificate/i.test(said) ? said : `TLS handshake failed: ${said}`;
}

async function inTime<T>(work: Promise<T>, patienceMs: number, late: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), patienceMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
