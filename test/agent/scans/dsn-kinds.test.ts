/** Kinds of bounces beside those of the usual servers, mails that are none, and mails that mean harm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDsnReader, readBounce } from '../../../agent/scans/dsn.ts';
import { scanResultSchema } from '../../../contract/index.ts';

const fallback = '2026-11-25T00:00:00.000Z';
const mail = (...lines: string[]) => `${lines.join('\n')}\n`;
const read = (...lines: string[]) => readBounce(mail(...lines), fallback);
const daemon = ['From: Mail Delivery System <MAILER-DAEMON@relay.example.com>', 'Subject: Undelivered Mail'];
const report = (...fields: string[]) => [
  'Reporting-MTA: dns; relay.example.com',
  '',
  'Final-Recipient: rfc822; anna@example.net',
  'Action: failed',
  'Status: 5.1.1',
  ...fields,
];

describe('a delivery report', () => {
  it('knows addresses in UTF-8 and in the encodings for older servers', () => {
    const to = (field: string) => read(...daemon, 'Content-Type: message/global-delivery-status', '', field)[0]?.to;
    expect(to('Final-Recipient: utf-8; käthe@bücher.example')).toBe('käthe@bücher.example');
    expect(to('Final-Recipient: utf-8; k\\x{E4}the@example.net')).toBe('käthe@example.net');
    expect(to('Original-Recipient: rfc822;anna+40example.net')).toBe('anna@example.net');
    expect(to('Final-Recipient: rfc822; anna+scan@example.net')).toBe('anna+scan@example.net');
  });

  it.each([
    ['delivered', '2.0.0', 'sent'],
    ['relayed', '2.0.0', 'sent'],
    ['expanded', '2.0.0', 'sent'],
    ['delayed', '4.4.1', 'deferred'],
    ['failed', '5.1.1', 'bounced'],
    ['failed (see below)', '5.1.1', 'bounced'],
    ['failed', '4.4.1', 'expired'],
    ['failed', '5.4.7', 'expired'],
  ])('with the action %s and the status %s is %s', (action, status, outcome) => {
    const fields = ['Final-Recipient: rfc822; anna@example.net', `Action: ${action}`, `Status: ${status}`];
    expect(read(...daemon, 'Content-Type: message/delivery-status', '', ...fields)[0]?.outcome).toBe(outcome);
  });

  it('survives a boundary that is wrong, missing, in pieces, or the beginning of another', () => {
    const parts = (outer: string, mark: string) =>
      read(
        ...daemon,
        `Content-Type: multipart/report; report-type=delivery-status; ${outer}`,
        '',
        `--${mark}`,
        'Content-Type: text/plain',
        '',
        'Sorry.',
        `--${mark}`,
        'Content-Type: message/delivery-status',
        '',
        ...report('Diagnostic-Code: smtp; 550 5.1.1 User', '  unknown'),
        '',
        `--${mark}--`,
      ).map(({ to, reply }) => [to, reply?.code, reply?.text]);
    const wanted = [['anna@example.net', 550, 'User unknown']];
    expect(parts('boundary="mark"', 'mark')).toEqual(wanted);
    expect(parts('boundary="other"', 'mark')).toEqual(wanted);
    expect(parts('', 'mark')).toEqual(wanted);
    expect(parts('boundary*0="ma"; boundary*1=rk', 'mark')).toEqual(wanted);
    const nested = read(
      ...daemon,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: multipart/report; boundary=b-1',
      '',
      '--b-1',
      'Content-Type: message/delivery-status',
      '',
      ...report(),
      '--b-1--',
      '--b--',
    );
    expect(nested.map(({ to }) => to)).toEqual(['anna@example.net']);
  });

  it('is read from base64 with a footer behind it', () => {
    const body = Buffer.from(report('Diagnostic-Code: smtp; 552 5.2.2 Über quota').join('\n')).toString('base64');
    const headers = ['Content-Type: message/delivery-status; charset=utf-8', 'Content-Transfer-Encoding: base64'];
    expect(read(...daemon, ...headers, '', body, '-- ', 'List of the office')).toMatchObject([
      { to: 'anna@example.net', reply: { code: 552, enhanced: '5.2.2', text: 'Über quota' }, reason: 'mailbox-full' },
    ]);
  });

  it('of an expiry has the cause of the last try', () => {
    const results = read(
      ...daemon,
      '',
      'anna@example.net',
      "23/11/2026 9:12:04 - Remote Server returned '550 4.4.7 QUEUE.Expired; message expired'",
      "23/11/2026 9:02:04 - Remote Server returned '441 4.4.1 Failed to connect. Winsock error code: 10060'",
    );
    expect(results).toMatchObject([{ outcome: 'expired', reply: { enhanced: '4.4.1' } }]);
  });
});

describe('a bounce in prose', () => {
  it('of Exchange in German names the server', () => {
    const results = read(
      'From: Microsoft Outlook <postmaster@example.com>',
      'Subject: =?utf-8?Q?Unzustellbar:_Scan?=',
      '',
      'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:',
      '',
      'anna@example.net',
      '',
      'Diagnoseinformationen für Administratoren:',
      '',
      'Generierender Server: EX1.example.com',
      '',
      'anna@example.net',
      "Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'",
      '',
      'Ursprüngliche Nachrichtenkopfzeilen:',
      '',
      'Received: from copier (192.0.2.21) by EX1.example.com',
      'From: <scan@example.com>',
      'Message-ID: <scan9@copier>',
    );
    expect(results).toMatchObject([
      {
        to: 'anna@example.net',
        hop: 'EX1.example.com',
        reason: 'recipient-unknown',
        messageId: '<scan9@copier>',
        from: 'scan@example.com',
      },
    ]);
  });

  it('gives the reason that it names', () => {
    const text = [
      'The mail was thrown away.',
      '',
      'reject reason: Mailbox full',
      'target mail address: anna@example.net',
    ];
    expect(read(...daemon, '', ...text)).toMatchObject([{ to: 'anna@example.net', reason: 'mailbox-full' }]);
  });

  it('of a list that turns a stranger away', () => {
    const headers = [
      'From: staff-admin@example.org',
      'Subject: You scan@example.com are not member',
      'X-MLServer: fml',
    ];
    expect(read(...headers, '', 'You are not a member of this mailing list <staff@example.org>.')).toMatchObject([
      { to: 'staff@example.org', outcome: 'bounced', reason: 'recipient-restricted' },
    ]);
  });
});

describe('a bounce that somebody sent on', () => {
  const bounce = [...daemon, 'Content-Type: message/delivery-status', '', ...report()];

  it('attached', () => {
    const results = read(
      'From: Bert <bert@example.com>',
      'Subject: Fwd: the scanner again',
      'Content-Type: multipart/mixed; boundary=f',
      '',
      '--f',
      '',
      'See the attachment.',
      '--f',
      'Content-Type: message/rfc822',
      '',
      ...bounce,
      '--f--',
    );
    expect(results.map(({ to }) => to)).toEqual(['anna@example.net']);
  });

  it('quoted', () => {
    const quoted = [...daemon, '', '<anna@example.net>: 550 5.1.1 User unknown'].map((line) => `> ${line}`);
    expect(read('From: Bert <bert@example.com>', 'Subject: Fwd: Undelivered', '', 'Begin:', ...quoted)).toMatchObject([
      { to: 'anna@example.net', reply: { code: 550 } },
    ]);
  });
});

it('gives nothing twice: an answer that quotes a bounce is none', () => {
  const quoted = [...daemon, '', '<anna@example.net>: 550 5.1.1 User unknown'].map((line) => `> ${line}`);
  expect(read('From: Bert <bert@example.com>', 'Subject: Re: Undelivered', '', 'Again?', ...quoted)).toEqual([]);
});

describe('a notification of Amazon SES', () => {
  const headers = ['From: scans <no-reply@sns.amazonaws.com>', 'Subject: AWS Notification Message', ''];
  const about = { source: 'scan@example.com', sourceIp: '192.0.2.21', commonHeaders: { messageId: '<scan7@copier>' } };
  const bounce = {
    notificationType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      timestamp: '2026-11-23T09:12:04.245Z',
      bouncedRecipients: [
        { emailAddress: 'anna@example.net', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
        { emailAddress: 'bert@example.net' },
      ],
    },
    mail: about,
  };

  it.each([
    ['bare', JSON.stringify(bounce)],
    [
      'in an envelope',
      `${JSON.stringify({ Type: 'Notification', Message: JSON.stringify(bounce) }, null, 2)}\n--\nBye`,
    ],
  ])('%s', (_, text) => {
    expect(read(...headers, text)).toMatchObject([
      {
        at: '2026-11-23T09:12:04.245Z',
        to: 'anna@example.net',
        from: 'scan@example.com',
        messageId: '<scan7@copier>',
        client: { address: '192.0.2.21' },
        outcome: 'bounced',
        reply: { code: 550, enhanced: '5.1.1' },
      },
      { to: 'bert@example.net', outcome: 'bounced' },
    ]);
  });

  it('of a delivery and of a delay', () => {
    const delivery = { recipients: ['anna@example.net'], smtpResponse: '250 2.6.0 Queued' };
    const sent = { notificationType: 'Delivery', delivery, mail: about };
    expect(read(...headers, JSON.stringify(sent))).toMatchObject([{ outcome: 'sent', reply: { code: 250 } }]);
    const deliveryDelay = { delayedRecipients: [{ emailAddress: 'anna@example.net', status: '4.4.1' }] };
    const late = { eventType: 'DeliveryDelay', deliveryDelay, mail: about };
    expect(read(...headers, JSON.stringify(late))).toMatchObject([{ outcome: 'deferred', to: 'anna@example.net' }]);
  });

  it.each([
    [
      'a complaint',
      { notificationType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: 'a@b.c' }] } },
    ],
    ['an opening', { eventType: 'Open', open: {} }],
    ['nonsense', { notificationType: 'Bounce', bounce: 7 }],
    ['a list of nothing', { notificationType: 'Bounce', bounce: { bouncedRecipients: [] } }],
  ])('of %s gives nothing', (_, notification) => {
    expect(read(...headers, JSON.stringify(notification))).toEqual([]);
  });
});

describe('no bounce is', () => {
  const from = 'From: Shop <news@example.org>';
  it.each([
    [
      'a receipt of reading',
      [
        from,
        'Subject: Read: Scan',
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=r',
        '',
        '--r',
        '',
        'Your message to anna@example.net was read.',
        '--r--',
      ],
    ],
    [
      'a newsletter',
      [
        from,
        'Subject: Delivery failed? Not with us',
        'List-Unsubscribe: <mailto:x@example.org>',
        '',
        'Deliver to anna@example.net, user unknown or not.',
      ],
    ],
    ['a mail of a shop', [from, 'Subject: Your order is delayed', '', 'We write to anna@example.net when it is sent.']],
    [
      'an absence',
      [
        'From: Anna <anna@example.net>',
        'Subject: Automatische Antwort: Scan',
        'Auto-Submitted: auto-replied',
        '',
        'Ich bin nicht da. Mailbox voll.',
      ],
    ],
    [
      'an absence without a return path',
      [
        'Return-Path: <>',
        'From: Anna <anna@example.net>',
        'Subject: Holiday until Monday',
        'Auto-Submitted: auto-replied (vacation)',
        '',
        'My mailbox is full of joy. Write to bert@example.net; user unknown to me till then.',
      ],
    ],
    [
      'a report on DMARC',
      [from, 'Subject: Report Domain: example.com Submitter: example.org', '', 'see attachment for anna@example.net'],
    ],
    [
      'a complaint',
      [
        from,
        'Subject: complaint',
        'Content-Type: multipart/report; report-type=feedback-report; boundary=r',
        '',
        '--r',
        'Content-Type: message/feedback-report',
        '',
        'Feedback-Type: abuse',
        '--r--',
      ],
    ],
  ])('%s', (_, lines) => {
    expect(read(...lines)).toEqual([]);
  });
});

it('takes a line of an mbox in a returned mail for what it is', () => {
  const text = mail(
    ...daemon,
    '',
    '<anna@example.net>: 550 User unknown',
    '',
    'From scan Mon Nov 23 09:12:04 2026',
    'To: x',
  );
  const reader = createDsnReader({ now: new Date(fallback) });
  const results = text.split('\n').flatMap((line) => reader.push(line));
  expect(results).toEqual([]);
  expect(reader.end().map(({ to }) => to)).toEqual(['anna@example.net']);
});

describe('a hostile mail', () => {
  const units = [
    ' ',
    '\n',
    'a',
    '<',
    '>',
    '@',
    'a@',
    '=',
    '&lt;',
    '<a',
    '<style',
    '<a href="mailto:',
    '--b\n',
    '550 ',
    '550-5.1.1 x ',
    '5.',
    'host a [',
    '\n> From: mailer-daemon\n',
    '<a@b.c>: 550 no\n',
    'Final-Recipient: rfc822;a@b\n\n',
    'said: ',
    '{',
    '=?a?B?',
    'From a 10:10:10 2020\n',
    'sender domain ',
    'quota ',
  ]; // prettier-ignore
  const shapes: Record<string, (body: string) => string[]> = {
    text: (body) => [...daemon, '', body],
    html: (body) => [...daemon, 'Content-Type: text/html', '', body],
    header: (body) => [...daemon, `X-Long: ${body.replaceAll('\n', '\n ')}`, '', 'x'],
    report: (body) => [...daemon, 'Content-Type: message/delivery-status', '', body],
    diagnostic: (body) => [
      ...daemon,
      'Content-Type: message/delivery-status',
      '',
      ...report(`Diagnostic-Code: smtp; ${body.replaceAll('\n', ' ')}`),
    ],
  };

  // A search that goes back over what it has seen would take hours for these, not seconds.
  it.each(Object.keys(shapes))('of a megabyte of anything as %s is read in one pass', { timeout: 120_000 }, (shape) => {
    for (const unit of units) {
      const body = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(readBounce(mail(...(shapes[shape]?.(body) ?? [])), fallback).length).toBeLessThanOrEqual(1_000);
    }
  });

  it('of pieces in any order never throws and keeps to the contract', () => {
    const piece = fc.constantFrom(
      ...units,
      'Content-Type: multipart/report; boundary=b\n\n',
      'Content-Type: message/rfc822\n\n',
      'Content-Transfer-Encoding: base64\n\n',
      'Content-Transfer-Encoding: quoted-printable\n',
      'charset=utf-16; ',
      'Action: delayed\n',
      'Status: 4.4.1\n',
      'Diagnostic-Code: x-unix; 255\n',
      '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[null,{"emailAddress":3}]}}',
      '\u0000',
      'ü',
      '\u{1f408}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const result of readBounce(`${daemon.join('\n')}\n${pieces.join('')}`, fallback))
          scanResultSchema.parse(result);
      }),
      { numRuns: 300 },
    );
  });
});
