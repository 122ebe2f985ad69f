/**
 * Bounces: what a mail server tells the sender later. Delivery reports as RFC 3464 has them, the prose of servers that
 * write none, and the JSON of Amazon SES. Mails that are no bounces, complaints, receipts and replies of absent people
 * give nothing.
 */
import type { ScanResult } from '../../contract/index.ts';
import { hasReport, isBounce, isCertainBounce, isForward } from './dsn-kind.ts';
import type { Failure } from './dsn-prose.ts';
import { readProse } from './dsn-prose.ts';
import { addressIn, dateOf, readReports, reportTexts } from './dsn-report.ts';
import { isReturned, leavesOf, readableText, unquoted } from './dsn-text.ts';
import type { Part } from './mime.ts';
import { first, parseMail, splitHeaders } from './mime.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import type { Client } from './result.ts';
import { noClient, resultOf } from './result.ts';
import { readSesNotification } from './ses-notification.ts';

/** A bounce is short, but it may return a whole scan; what is over this is cut. */
const maxBytes = 4 * 1024 * 1024;
/** The line between the mails of an mbox (RFC 4155), as `asctime` writes its date. */
const mboxLine = /^From \S+ .{0,40}\d{1,2}:\d\d(?::\d\d)?.{0,20}\d{4}/;

/** A reader of one mail, or of an mbox of several. Lines must hold bytes (Latin-1) where the mail has 8-bit text. */
export function createDsnReader({ now }: ReaderOptions): LogReader {
  let lines: string[] = [];
  let size = 0;
  let isMbox = false;
  const flush = (): ScanResult[] => {
    const mail = lines.join('\n');
    lines = [];
    size = 0;
    const at = (typeof now === 'function' ? now() : now).toISOString();
    return mail.trim() === '' ? nothing : readBounce(mail, at);
  };
  return {
    push(line) {
      const isStart = mboxLine.test(line);
      // A bounce may return a mail with such a line in front; only a file that begins with one is an mbox.
      if (isStart && lines.every((before) => before.trim() === '')) isMbox = true;
      const done = isStart && isMbox && lines.length > 0 ? flush() : nothing;
      size += line.length + 1;
      if (size <= maxBytes) lines.push(line);
      return done;
    },
    end: flush,
    damaged: () => 0,
  };
}

/** True of a line that a mail begins with, and no log does. */
export function isMailHeader(line: string): boolean {
  return /^(?:From \S+ \S|Return-Path:|Received: (?:from|by|\()|Message-Id:|MIME-Version:|Delivered-To:|Subject:|Content-Type: (?:text|multipart)\/|From: |To: |Date: )/i.test(
    line,
  );
}

/** All results of one mail; none where it is no bounce. `fallbackAt` is for mails without a date. */
export function readBounce(mail: string, fallbackAt: string): ScanResult[] {
  const received = parseMail(mail.slice(0, maxBytes));
  const at = dateOf(first(received.headers, 'date')) ?? fallbackAt;
  const bounce = bounceIn(received);
  return bounce === null ? readNotification(received, at) : readFailures(bounce, at);
}

/** The mail itself, or the bounce that somebody sent on in it: attached, or quoted. */
function bounceIn(mail: Part): Part | null {
  if (isBounce(mail)) return mail;
  const leaves = leavesOf(mail);
  for (const leaf of leaves.filter(isReturned)) {
    const inner = parseMail(leaf.text);
    if (isBounce(inner) && (hasReport(inner) || isCertainBounce(inner))) return inner;
  }
  if (!isForward(mail)) return null;
  const quoted = unquoted(leaves.find(({ type }) => type === 'text/plain')?.text ?? '');
  const inner = quoted === null ? null : parseMail(quoted);
  return inner && isCertainBounce(inner) ? inner : null;
}

function readFailures(bounce: Part, at: string): ScanResult[] {
  const leaves = leavesOf(bounce);
  const { text, returned: body } = readableText(leaves);
  const reports = reportTexts(leaves);
  const reported = readReports(reports, text);
  const { headers } = bounce;
  const failures =
    reported.length > 0 ? reported : readProse(text, { returned: body, headers, isCertain: isCertainBounce(bounce) });
  const returned = splitHeaders(body.replace(/^\s+/, '')).headers;
  const mail: Returned = {
    queueId: /^X-[\w-]{1,40}Queue-ID: *([\w-]+)/im.exec(reports[0] ?? '')?.[1] ?? null,
    messageId: messageIdOf(first(returned, 'message-id') ?? saidId.exec(text)?.[1] ?? first(headers, 'in-reply-to')),
    client: clientOf(returned.get('received')),
    from: addressIn(first(returned, 'from') ?? first(returned, 'return-path') ?? senderOf(reports[0], headers)),
    to: addressIn(first(returned, 'to')),
  };
  return failures.map((failure) => resultOfFailure(failure, mail, at));
}

function readNotification(mail: Part, at: string): ScanResult[] {
  const text = leavesOf(mail).find(({ type }) => type === 'text/plain')?.text ?? '';
  const notification = readSesNotification(text);
  if (notification === null) return nothing;
  const { failures, from, messageId, client } = notification;
  const about = { queueId: null, messageId, from, to: null, client: { ...noClient, address: client } };
  return failures.map((failure) => resultOfFailure(failure, about, at));
}

/** Some servers quote the headers of the mail in their own text. */
const saidId = /^[ \t]{0,16}Message-ID: *(<[^<>\s]{1,250}>)/im;

type Returned = {
  readonly queueId: string | null;
  readonly messageId: string | null;
  readonly client: Client;
  readonly from: string | null;
  readonly to: string | null;
};

function resultOfFailure(failure: Failure, mail: Returned, at: string): ScanResult {
  const { to, hop, stage, outcome, reply } = failure;
  const { queueId, messageId, client, from } = mail;
  return resultOf({
    at: failure.at ?? at,
    source: 'dsn',
    queueId,
    messageId,
    client,
    from,
    to: to ?? mail.to,
    hop,
    stage,
    outcome,
    reply,
  });
}

/** A bounce goes to the sender of the mail that it returns (RFC 5321 §6.1). */
function senderOf(report: string | undefined, headers: Part['headers']): string | undefined {
  return /^X-Postfix-Sender: *(\S.*)$/im.exec(report ?? '')?.[1] ?? first(headers, 'to');
}

function messageIdOf(value: string | undefined): string | null {
  return /<[^<>\s]+>/.exec((value ?? '').slice(0, 1_000))?.[0] ?? null;
}

/** The first hop of the returned mail: the device, if nothing stands before its relay. */
function clientOf(received: readonly string[] | undefined): Client {
  const line = (received?.at(-1) ?? '').slice(0, 500);
  const found =
    /^from (\S+)? ?(?:\((?:\S+ )?\[?((?:\d{1,3}\.){3}\d{1,3}|[\da-f:]*:[\da-f:]+)\]?[^)]*\)|\[((?:\d{1,3}\.){3}\d{1,3})\])/i.exec(
      line,
    );
  if (!found) return noClient;
  const name = found[1]?.replace(/[[\]]/g, '') ?? null;
  return { address: found[2] ?? found[3] ?? null, name, login: null };
}
