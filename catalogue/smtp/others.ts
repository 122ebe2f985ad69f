/** Rules of further services that offices send to: Yahoo and AOL, Apple, Mimecast, Facebook. */
import type { ReplyEntry } from '../types.ts';
import { entry } from './entry.ts';

export const others: readonly ReplyEntry[] = [
  entry({
    id: 'smtp-yahoo-deferred',
    match: { text: /\[TSS?\d{2}\].*(?:deferred|temporarily|unusual|complaints)/i },
    reason: 'policy-block',
    title: 'Yahoo: put off because of complaints or unusual traffic',
    cause: 'Yahoo takes less mail from the address for some hours.',
    remedy: 'Wait; send through the mail server of your provider.',
    sources: ['Yahoo Sender Hub, SMTP error codes'],
    examples: [
      '421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred due to unexpected volume or user complaints',
    ],
  }),
  entry({
    id: 'smtp-yahoo-domain-proofs',
    match: { text: /\[PH\d{2}\]|\[AL\d{2}\]/ },
    reason: 'policy-block',
    title: 'Yahoo: content refused',
    cause: 'Something in the mail, mostly a link, is taken for dangerous.',
    remedy: 'Send the scan without links in its text.',
    sources: ['Yahoo Sender Hub, SMTP error codes'],
    examples: ['554 5.7.9 Message not accepted for policy reasons [PH01]'],
  }),
  entry({
    id: 'smtp-apple-blocked',
    match: { text: /\b(?:HM08|CS01)\b/ },
    reason: 'policy-block',
    title: 'iCloud: refused by its filter',
    cause: 'Apple refuses the mail for what it holds, or for where it comes from.',
    remedy: 'Send through the mail server of your provider; if it lasts, write to Apple as the text says.',
    sources: ['Apple: postmaster information for iCloud Mail'],
    examples: [
      '554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137',
    ],
  }),
  entry({
    id: 'smtp-mimecast-spoofing',
    match: { text: /anti-?spoofing (?:policy|lockout)/i },
    reason: 'policy-block',
    title: 'Mimecast: sender looks forged',
    cause: 'The mail claims to come from the domain of the recipient, but comes from outside.',
    remedy: 'Have the public address of the office added to the anti-spoofing bypass, or send through Mimecast.',
    sources: ['Mimecast: SMTP error codes'],
    examples: [
      '550 Rejected by header based Anti-Spoofing policy: anna@example.com - https://community.mimecast.com/docs/DOC-1369#550',
    ],
  }),
  entry({
    id: 'smtp-facebook-recipient',
    match: { text: /\bRCP-P[12]\b/ },
    reason: 'recipient-unknown',
    confidence: 'low',
    title: 'Facebook: recipient takes no mail',
    cause: 'The address does not exist or does not want mail.',
    remedy: 'Use another address of the person.',
    sources: ['Facebook postmaster, response codes'],
    examples: ['550 5.1.1 RCP-P1 http://postmaster.facebook.com/response_codes'],
  }),
];
