/** The relay's configuration in the words of `smtp-server`, and who its devices are. */
import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SMTPServerAuthentication, SMTPServerOptions } from 'smtp-server';
import type { RelayConfig } from './config.ts';

/** How long a mail that is under way has when the relay stops. */
const graceMs = 3000;
const mostRecipients = 1000;

/** Throws where certificate or key cannot be read. */
export function optionsOf(config: RelayConfig): SMTPServerOptions {
  const { tls, login } = config;
  return {
    name: config.name,
    banner: 'Platen relay',
    size: config.size,
    maxClients: config.connections,
    maxRecipients: mostRecipients,
    socketTimeout: config.idleMs,
    closeTimeout: graceMs,
    disableReverseLookup: true,
    // Firmware writes addresses that RFC 5321 would not; the upstream judges them.
    lenientAddressParsing: true,
    authOptional: login === null,
    authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
    authRequiredMessage: '5.7.0 Authentication required: this relay wants a login',
    allowInsecureAuth: tls === null || login?.unencrypted === true,
    disabledCommands: [...(login ? [] : ['AUTH']), ...(tls && !tls.implicit ? [] : ['STARTTLS'])],
    ...(tls && {
      secure: tls.implicit,
      ...readCertificate(tls),
      minVersion: tls.oldest,
      // OpenSSL 3 has no cipher of TLS 1.0 and 1.1 left above security level 0.
      ...(tls.oldest < 'TLSv1.2' && { ciphers: 'DEFAULT@SECLEVEL=0' }),
    }),
  };
}

/** Throws where certificate or key cannot be read, or do not belong together. */
export function readCertificate(tls: NonNullable<RelayConfig['tls']>): { cert: string; key: string } {
  const read = { cert: readFileSync(tls.certificate, 'utf8'), key: readFileSync(tls.key, 'utf8') };
  createSecureContext(read);
  return read;
}

/** Right user and right password. */
export function isLogin(auth: SMTPServerAuthentication, login: NonNullable<RelayConfig['login']>): boolean {
  if (!isSame(auth.username ?? '', login.user)) return false;
  const password = login.password.reveal();
  return auth.method === 'CRAM-MD5' ? auth.validatePassword(password) : isSame(auth.password ?? '', password);
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
