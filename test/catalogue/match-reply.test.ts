import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainReply } from '../../catalogue/explain-reply.ts';
import { matchReply } from '../../catalogue/match-reply.ts';
import { detectProvider } from '../../catalogue/provider.ts';
import { findReply } from '../../catalogue/read-reply.ts';
import { enhanced } from '../../catalogue/smtp/enhanced.ts';
import { explanationSchema } from '../../contract/index.ts';

/** The registry of the IANA, by subject: how many details each has (X.2.0 to X.2.4, X.7.0 to X.7.30 …). */
const registry = [1, 11, 5, 7, 8, 7, 11, 31];

const ask = (code: number | null, code3: string | null, text: string, more = {}) =>
  matchReply({ code, enhanced: code3, text, ...more });

describe('the enhanced codes', () => {
  it('are those of the registry, every one and no other', () => {
    const wanted = registry.flatMap((details, subject) =>
      Array.from({ length: details }, (_, detail) => `X.${subject}.${detail}`),
    );
    expect(enhanced.map(({ match }) => match.enhanced)).toEqual(wanted);
  });
});

describe('the order of looking up', () => {
  it('puts a wording of the provider before its code, and both before the registry', () => {
    const host = { hop: 'ex-com.mail.protection.outlook.com[192.0.2.7]:25' };
    expect(ask(550, '5.4.1', 'Relay Access Denied', host).reason).toBe('relay-denied');
    expect(ask(550, '5.4.1', 'Recipient address rejected: Access denied', host).reason).toBe('recipient-unknown');
    expect(ask(550, '5.4.1', 'no words').reason).toBe('connection-failed');
    expect(ask(550, '5.1.10', 'no words', host).reason).toBe('recipient-unknown');
    expect(ask(550, '5.1.10', 'no words').reason).toBe('dns-routing');
  });

  it('lets the provider decide what a code means that three of them use', () => {
    expect(ask(550, '5.7.30', 'Basic authentication is not supported for Client Submission').reason).toBe(
      'auth-method-retired',
    );
    expect(ask(550, '5.7.30', 'DKIM does not pass - gsmtp').reason).toBe('sender-unauthenticated');
    expect(ask(550, '5.7.30', 'no words').reason).toBe('tls');
    expect(ask(550, '5.2.2', 'Submission quota exceeded').reason).toBe('rate-limited');
    expect(ask(550, '5.2.2', 'no words').reason).toBe('mailbox-full');
    expect(ask(550, '5.1.8', 'Access denied, bad outbound sender').entry.id).toBe('smtp-microsoft365-outbound-spam');
  });

  it('puts clear words before a careless enhanced code', () => {
    expect(ask(550, '5.7.1', 'unknown user').reason).toBe('recipient-unknown');
    expect(ask(554, '5.0.0', 'Message too large').reason).toBe('message-too-big');
  });

  it('puts a telling enhanced code before weak words', () => {
    expect(ask(550, '5.1.7', 'invalid address').reason).toBe('sender-rejected');
    expect(ask(550, '5.1.1', 'rejected').reason).toBe('recipient-unknown');
  });

  it('takes the step into account where code and text say little', () => {
    expect(ask(550, null, 'no', { stage: 'rcpt' }).reason).toBe('recipient-unknown');
    expect(ask(550, null, 'no', { stage: 'mail' }).reason).toBe('sender-rejected');
    expect(ask(550, null, 'no', { stage: 'delivery' }).reason).toBe('policy-block');
    expect(ask(554, null, 'no', { stage: 'connect' }).reason).toBe('policy-block');
    expect(ask(552, null, 'no', { stage: 'rcpt' }).reason).toBe('mailbox-full');
  });

  it('keeps Exchange Server and Microsoft 365 apart, and lets each lend to the other', () => {
    expect(ask(535, '5.7.3', 'Authentication unsuccessful', { provider: 'exchange' }).entry.id).toBe(
      'smtp-exchange-login',
    );
    expect(ask(535, '5.7.3', 'Authentication unsuccessful', { provider: 'microsoft365' }).entry.id).toBe(
      'smtp-microsoft365-login',
    );
    expect(ask(550, '5.7.60', 'no', { provider: 'exchange' }).reason).toBe('sender-rejected');
  });
});

describe('what holds for everybody', () => {
  it.each([
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
    '550 5.7.30 Basic authentication is not supported for Client Submission.',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    '550 5.7.64 TenantAttribution; Relay Access Denied',
  ])('%s', (text) => {
    expect(matchReply(findReply(text)).entry.scope).toBe('tenant');
  });

  it.each([
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
    '535 5.7.3 Authentication unsuccessful',
    '550 5.1.1 User unknown',
  ])('is not said of %s', (text) => {
    expect(matchReply(findReply(text)).entry.scope).toBeUndefined();
  });

  it('is one entry, however the end of basic authentication is told', () => {
    const entries = [
      '535 5.7.139 basic authentication is disabled',
      '550 5.7.30 Basic authentication is not supported for Client Submission',
    ].map((text) => matchReply(findReply(text)).entry.id);
    expect(new Set(entries)).toEqual(new Set(['smtp-microsoft365-basic-off']));
  });
});

describe('whether a retry helps', () => {
  it.each([
    [451, '5.7.3', {}, true],
    [550, '4.7.1', {}, false],
    [null, '4.4.1', {}, true],
    [null, '5.4.1', {}, false],
    [null, null, { outcome: 'deferred' }, true],
    [null, null, { outcome: 'bounced' }, false],
    [null, null, { outcome: 'refused', isTemporary: true }, true],
    [null, null, { outcome: 'refused', isTemporary: false }, false],
  ] as const)('%s %s %j: %s', (code, code3, more, wanted) => {
    expect(ask(code, code3, 'no words', more).retryable).toBe(wanted);
  });

  it('is no question after a success', () => {
    expect(ask(250, '2.0.0', 'Ok', { outcome: 'sent' })).toMatchObject({
      reason: null,
      severity: 'info',
      retryable: false,
    });
    expect(ask(null, '2.0.0', 'delivered to mailbox', { outcome: 'sent' }).reason).toBeNull();
  });
});

describe('the provider', () => {
  it.each([
    ['gone [AM0PR01CA0001.eurprd01.prod.exchangelabs.com]', null, 'microsoft365'],
    ['no x1-20020a - gsmtp', null, 'google'],
    ['no', 'smtp.office365.com[192.0.2.1]:587', 'microsoft365'],
    ['no', 'aspmx.l.google.com', 'google'],
    ['no', 'mx.example.com[192.0.2.1]:25', null],
    ['no', 'notgoogle.com', null],
  ])('of %j from %j is %j', (text, hop, wanted) => {
    expect(detectProvider(text, hop)).toBe(wanted);
  });
});

describe('a reply that is typed in', () => {
  const first = (text: string) => explainReply(text)[0];

  it.each([
    ['smtp; 550 5.1.1 <anna@example.com>... User unknown', '550', '5.1.1', 'recipient-unknown'],
    [
      'host mx.example.com[192.0.2.7] said: 554 5.7.1 Relay access denied (in reply to RCPT TO command)',
      '554',
      '5.7.1',
      'relay-denied',
    ],
    [
      'SMTP error from remote mail server after RCPT TO:<a@example.com>: 452 4.2.2 over quota',
      '452',
      '4.2.2',
      'mailbox-full',
    ],
    [
      "5.1.0 - Unknown address error 550-'5.1.1 no such user' (delivery attempts: 0)",
      '550',
      '5.1.1',
      'recipient-unknown',
    ],
    ['550 #5.1.0 Address rejected.', '550', '5.1.0', 'recipient-unknown'],
    ['550-5.7.1 one\n550 5.7.1 relaying denied', '550', '5.7.1', 'relay-denied'],
    ['E535', '535', null, 'auth-failed'],
    ['511', '511', null, 'recipient-unknown'],
    ['4.7.28', null, '4.7.28', 'rate-limited'],
  ])('%s', (text, code, code3, reason) => {
    expect(first(text)).toMatchObject({ found: true, kind: 'smtp', code, enhanced: code3, reason });
  });

  it('names the code behind the words too', () => {
    expect(explainReply('550 Mail Relay not allowed').map(({ entry }) => entry)).toEqual(
      expect.arrayContaining(['smtp-text-relay', 'smtp-550']),
    );
  });

  it.each([
    '',
    '   ',
    '173',
    '016-764',
    'SERVICE CALL 173: FATAL ERROR',
    'Toner low',
    'Load A4 in tray 2',
    '350: YELLOW DRUM LIFE',
    '999',
  ])('has nothing to say of %j', (text) => {
    expect(explainReply(text)).toEqual([]);
  });

  it('keeps to the contract and never throws, whatever is typed', () => {
    const word = fc.constantFrom(
      '550',
      '5.1.1',
      '<a@b>',
      'user',
      'unknown',
      'relay',
      '[192.0.2.1]',
      'said:',
      '451-',
      '\n',
      'E550',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
        ),
        (text) => {
          for (const answer of explainReply(text)) explanationSchema.parse(answer);
        },
      ),
      { numRuns: 500 },
    );
  });
});
