/** Rules of services that send for an office, and of filters that stand in front of mailboxes. */
import type { ReplyEntry } from '../types.ts';
import { entry } from './entry.ts';

const ses = 'Amazon SES: SMTP responses and sandbox';
const sendgrid = 'SendGrid: verified sender identity, SMTP errors';

export const services: readonly ReplyEntry[] = [
  entry({
    id: 'smtp-ses-not-verified',
    match: { text: /address is not verified|identities failed the check/i },
    reason: 'sender-rejected',
    title: 'Amazon SES: sender address is not verified',
    cause:
      'SES sends only from addresses and domains that were confirmed in its console; in the sandbox also only to such.',
    remedy: 'Verify the domain of the device in SES, in the region that the text names, and leave the sandbox.',
    sources: [ses],
    examples: [
      '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: scan@example.com',
    ],
  }),
  entry({
    id: 'smtp-ses-paused',
    match: { text: /sending (?:paused|suspended) for this account/i },
    reason: 'sender-rejected',
    scope: 'tenant',
    severity: 'critical',
    title: 'Amazon SES: sending is paused',
    cause: 'Too many bounces or complaints: SES has stopped the whole account.',
    remedy: 'Read the case in the AWS console, clean the address book, and ask for a review.',
    sources: [ses],
    examples: ['554 Message rejected: Sending paused for this account.'],
  }),
  entry({
    id: 'smtp-ses-throttled',
    match: { text: /throttling failure/i },
    reason: 'rate-limited',
    title: 'Amazon SES: sending limit is reached',
    cause: 'The account sends faster, or more in a day, than its quota allows.',
    remedy: 'Wait; ask for a higher quota in the console if it returns.',
    sources: [ses],
    examples: ['454 Throttling failure: Maximum sending rate exceeded.'],
  }),
  entry({
    id: 'smtp-ses-no-right',
    match: { text: /not authorized to perform/i },
    reason: 'auth-failed',
    title: 'Amazon SES: the login may not send',
    cause: 'The user behind the SMTP password lacks the right ses:SendRawEmail for this sender.',
    remedy: 'Grant the right in IAM, or create SMTP credentials anew in the SES console.',
    sources: [ses],
    examples: ['554 Access denied: User `arn:aws:iam::123:user/scan` is not authorized to perform `ses:SendRawEmail`'],
  }),
  entry({
    id: 'smtp-sendgrid-identity',
    match: { text: /verified sender identity/i },
    reason: 'sender-rejected',
    title: 'SendGrid: From address is not verified',
    cause: 'SendGrid sends only from addresses or domains that were verified there.',
    remedy: 'Authenticate the domain in SendGrid, or set the From address of the device to a verified one.',
    sources: [sendgrid],
    examples: [
      '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    ],
  }),
  entry({
    id: 'smtp-sendgrid-credits',
    match: { text: /maximum credits exceeded/i },
    reason: 'rate-limited',
    scope: 'tenant',
    title: 'SendGrid: mails of the plan are used up',
    cause: 'The account has sent as many mails as its plan holds.',
    remedy: 'Wait for the next period or take a larger plan.',
    sources: [sendgrid],
    examples: ['451 Authentication failed: Maximum credits exceeded'],
  }),
  entry({
    id: 'smtp-mailgun-domain',
    match: { text: /domain \S+ is not allowed to send/i },
    reason: 'sender-rejected',
    title: 'Mailgun: domain may not send',
    cause: 'The domain is a sandbox, is not confirmed, or has been disabled.',
    remedy: 'Look at the state of the domain in the Mailgun console.',
    sources: ['Mailgun: SMTP errors'],
    examples: ['421 4.7.0 Domain example.com is not allowed to send: Sandbox subdomains are for test purposes only'],
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
    id: 'smtp-mimecast-sender',
    match: { text: /(?:manually blocked senders|envelope blocked)/i },
    reason: 'recipient-restricted',
    title: 'Mimecast: the recipient has blocked the sender',
    cause: 'The address of the scanner stands on a list of blocked senders of the recipient or their company.',
    remedy: 'Ask the recipient to take it off the list in Mimecast.',
    sources: ['Mimecast: SMTP error codes'],
    examples: ['550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550'],
  }),
];
