/** What stands at a mail server, whether or not the conversation went well: what will stop the scans of tomorrow. Pure. */
import { detectProvider } from '../../catalogue/provider.ts';
import type { ProbeCertificate, ProbeWarning } from '../../contract/index.ts';

export type Standing = {
  readonly host: string;
  /** What the server calls itself. */
  readonly serverName: string;
  readonly certificate: ProbeCertificate | null;
  readonly isEncrypted: boolean;
  /** The login that is configured. */
  readonly login: 'password' | 'oauth' | null;
};

/** Renewing takes a person a while, and authorities' letters get lost. */
const soonDays = 21;
const lateDays = 7;

export function standingWarnings(standing: Standing): ProbeWarning[] {
  return [ending(standing), distrust(standing), basicLogin(standing), inClear(standing)].filter(
    (each) => each !== null,
  );
}

function ending({ certificate }: Standing): ProbeWarning | null {
  if (certificate === null || certificate.daysLeft >= soonDays) return null;
  const { daysLeft, validTo, subject } = certificate;
  const days = `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`;
  return {
    kind: 'certificate-ends',
    severity: daysLeft < lateDays ? 'critical' : 'warning',
    title:
      daysLeft < 0
        ? 'The certificate of the mail server has ended'
        : `The certificate of the mail server ends in ${days}`,
    cause: `The certificate for ${subject} ${daysLeft < 0 ? 'was' : 'is'} valid until ${validTo.slice(0, 10)}. From then on devices that check it refuse to send.`,
    remedy: 'Renew the certificate on the mail server, or ask its provider to.',
    who: 'admin',
  };
}

function distrust({ certificate }: Standing): ProbeWarning | null {
  if (certificate === null || certificate.daysLeft < 0 || (certificate.chainTrusted && certificate.nameMatches))
    return null;
  const { issuer, subject, nameMatches } = certificate;
  return {
    kind: 'certificate-untrusted',
    severity: 'warning',
    title: nameMatches ? 'The certificate is of an authority that is not known' : 'The certificate is for another name',
    cause: nameMatches
      ? `${issuer} signed it, and devices do not know that authority unless it is installed in them.`
      : `It is for ${subject}. Devices that check the name refuse to send.`,
    remedy: nameMatches
      ? 'Install the authority in the devices and name its file under "ca", or give the server a certificate of a public authority.'
      : 'Enter in the devices a name that stands in the certificate, or renew it with this name.',
    who: 'admin',
  };
}

function basicLogin({ host, serverName, login }: Standing): ProbeWarning | null {
  if (login !== 'password') return null;
  const provider = detectProvider('', host) ?? detectProvider('', serverName);
  if (provider !== 'microsoft365' && provider !== 'google') return null;
  const isMicrosoft = provider === 'microsoft365';
  return {
    kind: 'basic-authentication',
    severity: 'warning',
    title: `${isMicrosoft ? 'Microsoft 365' : 'Google'}: scans still log in with user name and password`,
    cause: isMicrosoft
      ? 'Microsoft switches this off for existing tenants at the end of December 2026; an administrator can switch it on again until the final removal.'
      : 'Google takes app passwords only, and they end with every change of the account password.',
    remedy:
      'Let the devices send to the relay of Platen ("relay:" with "oauth:"), which logs in with XOAUTH2; or use firmware that does.',
    who: 'admin',
  };
}

function inClear({ isEncrypted, serverName, login }: Standing): ProbeWarning | null {
  if (isEncrypted || serverName === '') return null;
  return {
    kind: 'not-encrypted',
    severity: login === null ? 'info' : 'warning',
    title: 'Scans go to the mail server unencrypted',
    cause: 'This port was not encrypted: everyone on the way can read the scans, and the password where there is one.',
    remedy: 'Use port 587 with STARTTLS or port 465; inside the own network it may be meant so.',
    who: 'admin',
  };
}
