import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDsnReader, readBounce } from '../../../agent/scans/dsn.ts';
import { scanResultSchema } from '../../../contract/index.ts';

const folder = new URL('../../fixtures/mail/bounces/', import.meta.url);
const mail = (name: string) => readFileSync(new URL(`${name}.eml`, folder), 'latin1');
const fallback = '2026-11-25T00:00:00.000Z';
const read = (name: string) => readBounce(mail(name), fallback);

describe('a delivery report (RFC 3464)', () => {
  const [failed, delayed, ...rest] = read('postfix');

  it('gives a result for each recipient', () => {
    expect(rest).toEqual([]);
    expect([failed?.to, failed?.outcome, failed?.reason]).toEqual(['anna@example.net', 'bounced', 'recipient-unknown']);
    expect([delayed?.to, delayed?.outcome, delayed?.reason]).toEqual([
      'bert@example.net',
      'deferred',
      'connection-failed',
    ]);
  });

  it('prefers the enhanced code of the diagnostic to a status that says nothing', () => {
    expect(failed?.reply).toMatchObject({ code: 550, enhanced: '5.1.1' });
  });

  it('finds the mail and the device in what was returned', () => {
    expect(failed).toMatchObject({
      at: '2026-11-23T09:12:04.000Z',
      source: 'dsn',
      queueId: '4A1B2C3D01',
      messageId: '<scan1@copier-2f.example.com>',
      client: { address: '192.0.2.21', name: 'copier-2f.example.com' },
      from: 'copier@example.com',
      hop: 'mx.example.net',
    });
  });
});

describe('prose', () => {
  it('of qmail', () => {
    expect(
      read('qmail').map(({ to, outcome, reply, reason }) => [to, outcome, reply?.code, reply?.enhanced, reason]),
    ).toEqual([
      ['anna@example.net', 'bounced', 550, '5.1.1', 'recipient-unknown'],
      ['bert@nowhere.example', 'bounced', null, '5.1.2', 'dns-routing'],
    ]);
  });

  it('of Exim', () => {
    expect(read('exim')).toMatchObject([
      {
        to: 'anna@example.net',
        outcome: 'bounced',
        stage: 'delivery',
        hop: 'mx.example.net[192.0.2.77]',
        reply: { code: 552, enhanced: '5.3.4' },
        reason: 'message-too-big',
        messageId: '<scan3@copier>',
        client: { address: '192.0.2.21' },
      },
    ]);
  });

  it('of Gmail, quoted-printable in Latin-1', () => {
    expect(read('gmail')).toMatchObject([
      {
        to: 'anna@example.net',
        reply: { code: 452, enhanced: '4.2.2', text: 'The mailbox of Käthe is full' },
        reason: 'mailbox-full',
        retryable: true,
      },
    ]);
  });

  it('of Exchange, HTML in base64', () => {
    expect(read('exchange')).toMatchObject([
      {
        to: 'anna@example.com',
        reply: { code: 550, enhanced: '5.1.1' },
        reason: 'recipient-unknown',
        hop: 'EX.example.com',
      },
    ]);
  });
});

it.each(['\r\n', '\r'])('reads mails with the line end %j alike', (end) => {
  const text = mail('postfix').replaceAll('\n', end);
  expect(readBounce(text, fallback).map(({ to, reply }) => [to, reply])).toEqual(
    read('postfix').map(({ to, reply }) => [to, reply]),
  );
});

describe('no bounce', () => {
  it.each(['feedback', 'absent'])('is %s', (name) => {
    expect(read(name)).toEqual([]);
  });

  it('is a mail of a person, whatever it quotes', () => {
    expect(
      readBounce(
        'From: Anna <anna@example.net>\nSubject: your scanner\nDate: Mon, 23 Nov 2026 09:12:04 +0000\n\nIt says: 550 5.7.1 <a@example.com> Relay access denied\n',
        fallback,
      ),
    ).toEqual([]);
  });

  it.each(['', '\n\n', 'x', 'From: a\n', ':\n\n', 'Content-Type: multipart/mixed; boundary=""\n\n--\n'])(
    'is %j',
    (text) => {
      expect(readBounce(text, fallback)).toEqual([]);
    },
  );
});

it('parts an mbox into its mails', () => {
  const reader = createDsnReader({ now: new Date(fallback) });
  const mbox = ['qmail', 'exim'].map((name) => `From MAILER-DAEMON Mon Nov 23 09:12:04 2026\n${mail(name)}\n`).join('');
  const results = mbox.split('\n').flatMap((line) => reader.push(line));
  expect([...results, ...reader.end()]).toHaveLength(3);
});

it('never throws, whatever a mail has become', () => {
  const mails = readdirSync(folder).map((name) => mail(name.replace('.eml', '')));
  fc.assert(
    fc.property(
      fc.nat(mails.length - 1),
      fc.nat(2_000),
      fc.nat(500),
      fc.string({ maxLength: 40 }),
      (which, at, cut, put) => {
        const text = mails[which] ?? '';
        for (const result of readBounce(text.slice(0, at) + put + text.slice(at + cut), fallback))
          scanResultSchema.parse(result);
      },
    ),
    { numRuns: 300 },
  );
});

it('takes deep and wide nesting', () => {
  const deep = Array.from(
    { length: 300 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`,
  ).join('');
  const wide = `Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n${'--b\n\nx\n'.repeat(5_000)}`;
  expect(readBounce(deep, fallback)).toEqual([]);
  expect(readBounce(wide, fallback)).toEqual([]);
});
