/** A server's certificate as a report tells it. */
import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type TLSSocket } from 'node:tls';
import type { ProbeCertificate } from '../../contract/index.ts';

const day = 86_400_000;

/** `null` where the server showed none. `chainTrusted` is about the chain alone: neither about the name nor the dates. */
export function describeCertificate(socket: TLSSocket, host: string, now: Date): ProbeCertificate | null {
  const shown = socket.getPeerCertificate();
  if (!shown?.raw) return null;
  const { subject, issuer, validFromDate, validToDate } = new X509Certificate(shown.raw);
  const fault = String(socket.authorizationError ?? '');
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return {
    subject: nameIn(subject) || shown.subjectaltname?.slice(0, 200) || 'nobody',
    issuer: nameIn(issuer) || 'nobody',
    validFrom: validFromDate.toISOString(),
    validTo: validToDate.toISOString(),
    daysLeft: Math.floor((validToDate.getTime() - now.getTime()) / day),
    nameMatches: checkServerIdentity(bare, shown) === undefined,
    chainTrusted: socket.authorized || aboutOtherThings.has(fault),
  };
}

/** Found only after the chain was found good. */
const aboutOtherThings = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** The common name, else the organisation, of `CN=…\nO=…`. */
function nameIn(distinguished: string | undefined): string {
  const parts = distinguished ?? '';
  return (/^CN=(.*)$/m.exec(parts) ?? /^O=(.*)$/m.exec(parts))?.[1]?.slice(0, 200) ?? '';
}
