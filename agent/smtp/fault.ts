/** Why a conversation with a mail server came to nothing: it broke, or the server said no. */
import type { Stage } from '../../contract/index.ts';
import type { SmtpReply } from './replies.ts';

export type BreakCode =
  | 'SMTP_DNS'
  | 'SMTP_CONNECT'
  | 'SMTP_TLS'
  | 'SMTP_CERTIFICATE'
  | 'SMTP_TIMEOUT'
  | 'SMTP_CLOSED'
  | 'SMTP_GARBLED'
  | 'SMTP_TOKEN';

/** No reply was heard. The message says why in words that the catalogue knows: `Connection refused`. */
export class SmtpBreak extends Error {
  override readonly name = 'SmtpBreak';
  readonly code: BreakCode;

  constructor(code: BreakCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The server said no, with this reply, at this stage. */
export class SmtpRefusal extends Error {
  override readonly name = 'SmtpRefusal';
  readonly code = 'SMTP_REFUSED';
  readonly stage: Stage;
  readonly reply: SmtpReply;

  constructor(stage: Stage, reply: SmtpReply) {
    super(`${reply.code} ${reply.lines.join(' ')}`);
    this.stage = stage;
    this.reply = reply;
  }
}

/** Names of the system's and OpenSSL's errors, in words that the catalogue and people know. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by the server',
  EPIPE: 'Connection closed by the server',
  ETIMEDOUT: 'Connection timed out',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  EADDRNOTAVAIL: 'Network is unreachable',
  ENOTFOUND: 'Host not found',
  ENODATA: 'Host not found',
  EAI_AGAIN: 'Host not found: the DNS did not answer',
  CERT_HAS_EXPIRED: 'certificate has expired',
  CERT_NOT_YET_VALID: 'certificate is not yet valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed certificate in the chain',
  UNABLE_TO_GET_ISSUER_CERT: 'unable to get local issuer certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unable to get local issuer certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unable to verify the certificate: its issuer is not known',
  CERT_REVOKED: 'certificate revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate does not match the name of the server',
};

/** One line about an error of a socket, a look-up or a handshake. */
export function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = words[code];
  if (known) return known;
  if (/SSL|TLS/.test(code)) return `TLS handshake failed: ${reasonOf(error)}`;
  const message = error instanceof Error ? error.message : String(error);
  return (code && !message.includes(code) ? `${message} (${code})` : message).slice(0, 200);
}

/** OpenSSL's own words, e.g. `wrong version number`, without its addresses and file names. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error && 'reason' in error ? error.reason : undefined;
  return typeof reason === 'string' ? reason.slice(0, 100) : String(error).slice(0, 100);
}
