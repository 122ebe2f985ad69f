/** What the mail relay of the simulated office, and the servers beyond it, say no to. */
import type { SmtpRule } from './rules.ts';

export const smarthostRules: readonly SmtpRule[] = [
  { at: 'auth', when: { login: 'scanner-old' }, reply: '535 5.7.8 Error: authentication failed' },
  { at: 'mail', when: { largerThan: 2_500_000 }, reply: '552 5.3.4 Message size exceeds fixed limit' },
  // A new device that nobody entered in the relay's list may write to the office, but not outside.
  {
    at: 'rcpt',
    when: { from: /^personnel-copier@/, to: /@(?!office\.example$)/ },
    reply: '550 5.7.1 <{to}>: Relay access denied',
  },
];

/** A partner that greylists, a court with a full disk, and a cloud that no longer takes passwords. */
export const farRules: readonly SmtpRule[] = [
  { at: 'auth', reply: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.' },
  {
    at: 'rcpt',
    when: { to: /@partner\.example$/ },
    times: 1,
    reply: '451 4.7.1 Greylisting in action, please come back later',
  },
  { at: 'mail', when: { from: /^legal-copier@/ }, times: 1, reply: '452 4.3.1 Insufficient system storage' },
];
