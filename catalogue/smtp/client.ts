/**
 * Sessions that ended without any reply. What the log of the server tells is the step at which the device, or the
 * network between, broke off.
 */
import type { ReplyEntry } from '../types.ts';
import { entry } from './entry.ts';

const source = 'Postfix and Exim logs';
const broken =
  /lost connection|timeout after|connection (?:from .* )?lost|unexpected disconnection|SSL_accept error|command timeout|broke off/i;

export const client: readonly ReplyEntry[] = [
  entry({
    id: 'smtp-lost-tls',
    match: { stage: 'tls', text: broken },
    reason: 'tls',
    title: 'Device broke off while encryption was set up',
    cause: 'Device and server found no common TLS version or cipher, or the device does not trust the certificate.',
    remedy:
      'Update the firmware, install the signing authority in the device, check its clock; or allow older TLS for it on the relay.',
    sources: [source],
    examples: ['lost connection after STARTTLS'],
  }),
  entry({
    id: 'smtp-lost-auth',
    match: { stage: 'auth', text: broken },
    reason: 'auth-failed',
    title: 'Device broke off at the login',
    cause: 'Device and server share no login method, or the device gave up after a refused one.',
    remedy: 'Check the login method and the password in the device.',
    sources: [source],
    examples: ['lost connection after AUTH'],
  }),
  entry({
    id: 'smtp-lost-data',
    match: { stage: 'data', text: broken },
    reason: 'connection-failed',
    severity: 'critical',
    title: 'Device broke off while it sent the scan',
    cause:
      'The connection ended in the middle of the mail: the scan was cancelled, the device was switched off, a firewall cut in, or a limit was reached.',
    remedy:
      'Try a small scan. If that works, check size limit, time-outs, MTU, and whether the device has a limit of its own.',
    sources: [source],
    examples: ['lost connection after DATA (7774180 bytes)'],
  }),
  entry({
    id: 'smtp-lost-delivery',
    match: { stage: 'delivery', text: broken },
    reason: 'connection-failed',
    title: 'Connection broke after the scan was sent',
    cause: 'The whole mail was sent, but its receipt was not heard; it may have arrived, or arrive twice.',
    remedy:
      'Ask the recipient. If it repeats, raise the time-out of the device; filters on the server may take too long.',
    sources: [source],
    examples: ['lost connection after END-OF-MESSAGE'],
  }),
  entry({
    id: 'smtp-futile-auth',
    match: { stage: 'auth', text: /^AUTH refused$/ },
    reason: 'auth-failed',
    title: 'No login of the device worked',
    cause:
      'The device tried to log in and every try was refused: wrong password, a method the server does not have, or no login on this port.',
    remedy: 'Check user name, password and login method in the device; use port 587 with STARTTLS.',
    sources: [source],
    examples: [],
  }),
  entry({
    id: 'smtp-futile-mail',
    match: { stage: 'mail', text: /^MAIL refused$/ },
    reason: 'tls',
    title: 'Device was turned away before the mail began',
    cause:
      'The server refused the first command of the mail and logged no reply. Nearly always it wants encryption first and the device sends without; else the sender address is malformed.',
    remedy: 'Switch TLS on in the device (STARTTLS on port 587); then check its sender address.',
    sources: [source],
    examples: [],
  }),
  // Platen's own relay and probe, where the server gave no reply to go by
  entry({
    id: 'smtp-no-common-login',
    scope: 'tenant',
    match: { text: /\bno login method in common\b/ },
    reason: 'auth-method-retired',
    title: 'No login method in common',
    cause:
      'The login that is configured is of a kind that the server does not offer on this port, or no longer offers.',
    remedy:
      'Compare both lists in the reply. Where only XOAUTH2 is left, give the relay "oauth" in place of "login"; where none is offered, try port 587.',
    sources: ['RFC 4954 §3'],
    examples: ['no login method in common: wanted PLAIN or LOGIN, the server offers only XOAUTH2'],
  }),
  entry({
    id: 'smtp-no-token',
    scope: 'tenant',
    match: { text: /\bno access token\b/ },
    reason: 'auth-failed',
    title: 'No access token for the scan mailbox',
    cause:
      'The sign-in service gave no token: the client secret has ended, the consent was withdrawn, the mailbox is not open to the application, or the service was not reached.',
    remedy:
      'Renew client secret or consent at the provider (Microsoft: app registration, certificates and secrets) and put it into the file that the configuration names.',
    sources: ['RFC 6749 §5.2'],
    examples: ['no access token, invalid_client: AADSTS7000222: The provided client secret keys are expired.'],
  }),
  entry({
    id: 'smtp-not-mail',
    match: {
      text: /\bnot a reply of a mail server\b|\breply without an end\b|\banswers before it is asked\b|\btalks without being asked\b/,
    },
    reason: 'protocol-error',
    title: 'Something else than a mail server answers',
    cause: 'What listens at this address and port does not speak SMTP, or speaks it from the start in TLS.',
    remedy: 'Check name and port; port 465 wants TLS from the start (tls: implicit).',
    sources: ['RFC 5321 §4.2'],
    examples: ['not a reply of a mail server: "HTTP/1.1 400 Bad Request"'],
  }),
];
