/**
 * Bounces: what a mail server tells the sender later. Delivery reports as RFC 3464 has them, and the prose of servers
 * that write none. Mails that are no bounces, feedback reports (RFC 5965) and replies of absent people give nothing.
 */
import type { Outcome, ScanResult } from '../../contract/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readDiagnostic } from './diagnostic.ts';
import { readProse } from './dsn-prose.ts';
import type { Part } from './mime.ts';
import { decodeWords, first, parseMail, splitHeaders, textOfHtml } from './mime.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import type { Client } from './result.ts';
import { noClient, resultOf } from './result.ts';

/** A bounce is short, but it may return a whole scan; what is over this is cut. */
const maxBytes = 4 * 1024 * 1024;

/** A reader of one mail, or of an mbox of several. Lines must hold bytes (Latin-1) where the mail has 8-bit text. */
export function createDsnReader({ now }: ReaderOptions): LogReader {
  let lines: string[] = [];
  let size = 0;
  const flush = (): ScanResult[] => {
    const mail = lines.join('\n');
    lines = [];
    size = 0;
    const at = (typeof now === 'function' ? now() : now).toISOString();
    return mail.trim() === '' ? nothing : readBounce(mail, at);
  };
  return {
    push(line) {
      const done = /^From \S+.*\d{4}\s*$/.test(line) && lines.at(-1)?.trim() === '' ? flush() : nothing;
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

type Failure = Diagnostic & { readonly to: string | null; readonly outcome: Outcome; readonly at: string | null };

/** All results of one mail; none where it is no bounce. `fallbackAt` is for mails without a date. */
export function readBounce(mail: string, fallbackAt: string): ScanResult[] {
  const root = parseMail(mail);
  if (!isBounce(root)) return nothing;
  const leaves = leavesOf(root);
  const readable = readableText(leaves);
  const failures = readReports(leaves, readable);
  const found =
    failures.length > 0
      ? failures
      : readProse(readable.text, { returned: readable.returned, headers: root.headers, isCertain: isCertainly(root) });
  const returned = splitHeaders(readable.returned.replace(/^\s+/, '')).headers;
  const at = dateOf(first(root.headers, 'date')) ?? fallbackAt;
  const report = leaves.find(({ type }) => type.endsWith('delivery-status'))?.text ?? '';
  return found.map((failure) =>
    resultOf({
      at: failure.at ?? at,
      source: 'dsn',
      queueId: /^X-[\w-]*Queue-ID: *([\w-]+)/im.exec(report)?.[1] ?? null,
      messageId: messageIdOf(first(returned, 'message-id') ?? first(root.headers, 'in-reply-to')),
      client: clientOf(returned.get('received')),
      from: addressIn(first(returned, 'from') ?? first(returned, 'return-path')),
      to: failure.to ?? addressIn(first(returned, 'to')),
      hop: failure.hop,
      stage: failure.stage,
      outcome: failure.outcome,
      reply: failure.reply,
    }),
  );
}

// ---- what kind of mail it is

const daemons =
  /mailer-daemon|postmaster|mail ?delivery|mail ?system|mail ?administrator|mail ?router|non-?delivery|delivery (?:subsystem|service)|returned mail|bounce|ndr\b|mdaemon|mail server|noreply.*google|complaints@|administrator/i;
const subjects =
  /undeliver|non-?deliver|not deliver|n.t be delivered|delivery (?:status|failure|report|notification|fail|problem|error|delay|incomplete|has)|deliver.*fail|fail.*deliver|returned (?:mail|to sender)|return(?:ed)?:? mail|failure (?:notice|delivery)|fail(?:ed|ure):? |mail (?:delivery|system|could|error)|message (?:delayed|not|status|you sent)|bounce|warning: (?:could|message)|delayed|rejected|nicht zugestellt|unzustellbar|non remis|no entregado|échec|недоставл|не доставлено/i;
const autoReplies =
  /^(?:auto(?:matic)?(?:[- ]?(?:reply|response|submitted))?:|out of (?:the )?office|abwesend|vacation|away from|réponse automatique|re:|fwd?:)/i;

function isBounce(root: Part): boolean {
  const { headers } = root;
  if (isFeedback(root)) return false;
  if (hasReport(root) || headers.has('x-failed-recipients')) return true;
  const from = decodeWords(first(headers, 'from') ?? '');
  const subject = decodeWords(first(headers, 'subject') ?? '');
  const isDaemon = daemons.test(from) || /^<>/.test(first(headers, 'return-path') ?? '');
  if (autoReplies.test(subject) && !daemons.test(from)) return false;
  if (/auto-replied/i.test(first(headers, 'auto-submitted') ?? '') && !isDaemon) return false;
  if (headers.has('x-autoreply') || headers.has('x-auto-response-suppress'))
    if (!isDaemon && !subjects.test(subject)) return false;
  return isDaemon || subjects.test(subject);
}

/** Sender and subject both say so: then even a text without a known word is a bounce. */
function isCertainly({ headers }: Part): boolean {
  if (headers.has('x-failed-recipients')) return true;
  const subject = decodeWords(first(headers, 'subject') ?? '');
  return (
    daemons.test(decodeWords(first(headers, 'from') ?? '')) && subjects.test(subject) && !autoReplies.test(subject)
  );
}

function isFeedback(part: Part): boolean {
  if (
    part.type === 'message/feedback-report' ||
    part.parameters.get('report-type')?.toLowerCase() === 'feedback-report'
  )
    return true;
  return part.parts.some(isFeedback);
}

function hasReport(part: Part): boolean {
  return part.type.endsWith('/delivery-status') || part.parts.some(hasReport);
}

// ---- its text

const returnedTypes = /^(?:message\/(?:rfc822|partial|global|global-headers)|text\/rfc822-headers)$/;

function leavesOf(part: Part): Part[] {
  return part.parts.length > 0 ? part.parts.flatMap(leavesOf) : [part];
}

type Readable = { readonly text: string; readonly returned: string };

/** Where the returned mail begins, in mails that are one text. */
const returnedMarks =
  /^(?:[-=_*\s>]*(?:below (?:this line|the next line)|this is a copy of (?:the|your) message|(?:your )?original (?:message|mail)|unsent message|returned (?:message|mail)|message (?:header|text|body|follows|contents)|included is a copy|original message (?:headers?|follows)|undelivered (?:message|mail)|headers? of (?:the|your)|copy of (?:the|your) (?:original )?message|(?:attached|here) is (?:a copy|the)|start of (?:returned|original)|forwarded message|the header of the original|enclosed is|failed message|body of message)\b.*|(?:return-path|received|x-received|dkim-signature|message-id|x-mailer) ?:.*)$/im;

function readableText(leaves: readonly Part[]): Readable {
  const returnedAt = leaves.findIndex(({ type }) => returnedTypes.test(type));
  const before = returnedAt < 0 ? leaves : leaves.slice(0, returnedAt);
  const plain = before.filter(
    ({ type, text }) => /^(?:text|multipart)\//.test(type) && type !== 'text/html' && text.trim() !== '',
  );
  const html = before.filter(({ type }) => type === 'text/html').map(({ text }) => textOfHtml(text));
  const text = plain.length > 0 ? plain.map((part) => part.text).join('\n') : html.join('\n');
  const part = returnedAt < 0 ? undefined : leaves[returnedAt];
  const mark = returnedMarks.exec(text);
  if (!mark) return { text, returned: part?.text ?? '' };
  const rest = text.slice(mark.index).trimStart();
  const returned = /^[\w-]+ ?:/.test(rest) ? rest : rest.replace(/^.*\n/, '');
  return { text: text.slice(0, mark.index), returned: part?.text || returned.replace(/^[-=\s]*\n/, '') };
}

// ---- delivery reports

function readReports(leaves: readonly Part[], { text }: Readable): Failure[] {
  const reports = leaves.filter(({ type }) => type.endsWith('delivery-status')).map((part) => part.text);
  if (reports.length === 0) {
    const inline = leaves.map((part) => part.text).find((body) => /^(?:Final|Original)-Recipient: /im.test(body));
    if (inline) reports.push(inline.slice(inline.search(/^(?:Reporting-MTA|Final-Recipient|Original-Recipient): /im)));
  }
  return reports.flatMap((report) => readReport(report, text));
}

type Fields = Map<string, string>;

/**
 * The fields of each recipient. Blocks are parted by empty lines (RFC 3464 §2.1), but some servers leave the line out, and
 * some put one inside: a block without a recipient belongs to the one before, a second recipient begins a block of its own.
 */
function recipientFields(report: string): Fields[] {
  const groups: Fields[] = [];
  for (const block of report.split(/\n[ \t]*\n/)) {
    const fields = fieldsOf(block);
    const names = fields.map(([name]) => name);
    const isRecipient = names.includes('final-recipient') || names.includes('original-recipient');
    if (isRecipient) groups.push(new Map());
    for (const [name, value] of fields) {
      const group = groups.at(-1);
      if (!group) continue;
      const isNext = name === 'final-recipient' && group.has(name);
      if (isNext) groups.push(new Map([[name, value]]));
      else if (!group.has(name)) group.set(name, value);
    }
  }
  return groups;
}

function fieldsOf(block: string): [string, string][] {
  const unfolded = block.replace(/\n[ \t]+/g, ' ');
  return [...unfolded.matchAll(/^([\w-]+)[ \t]*:[ \t]*(.*)$/gm)].map(([, name = '', value = '']) => [
    name.toLowerCase(),
    value,
  ]);
}

function readReport(report: string, prose: string): Failure[] {
  const groups = recipientFields(report);
  const about = { prose, isOnly: groups.length === 1 };
  return groups.flatMap((fields) => readRecipient((name) => fields.get(name), about) ?? []);
}

type About = { readonly prose: string; readonly isOnly: boolean };

function readRecipient(field: (name: string) => string | undefined, about: About): Failure | null {
  const final = addressIn(field('final-recipient'));
  const original = addressIn(field('original-recipient'));
  const to = original?.includes('@') ? original : (final ?? original);
  const action = field('action')?.trim().toLowerCase() ?? '';
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(field('status') ?? '')?.[0] ?? null;
  const raw = decodeWords(field('diagnostic-code') ?? '');
  const code = raw.replace(/^\s*[\w-]+\s*;\s*/, '');
  // A program's exit code is no reply: `X-Unix; 255`.
  const said = readDiagnostic(/^\s*x-(?:unix|local)\s*;\s*\d+\s*$/i.test(raw) ? '' : code, status);
  const remote =
    field('remote-mta')
      ?.replace(/^\s*[\w-]+\s*;\s*/, '')
      .trim() || null;
  const better = said.reply.code === null ? fromProse(about, [final, original, to], status) : null;
  const { reply, stage, hop } = better ?? said;
  const text = reply.text || (field('status') ?? '').replace(/^[\d.\s]+/, '').replace(/^\((.*)\)$/, '$1');
  const outcome = outcomeOf(action, status, `${code} ${text}`);
  if (outcome === null) return null;
  const at = dateOf(field('last-attempt-date'));
  return { to, outcome, reply: { ...reply, text }, stage, hop: remote ?? hop, at };
}

/** Diagnostic of a recipient in the readable part, where the report has none with a reply code. */
function fromProse(
  { prose, isOnly }: About,
  addresses: readonly (string | null)[],
  status: string | null,
): Diagnostic | null {
  for (const failure of readProse(prose, { returned: '', headers: new Map(), isCertain: false })) {
    const isSame = addresses.some((address) => address?.toLowerCase() === failure.to?.toLowerCase());
    if (!(isSame || isOnly) || failure.reply.code === null) continue;
    const { reply } = failure;
    return {
      ...failure,
      reply: { ...reply, enhanced: readDiagnostic(`${reply.code} ${reply.enhanced ?? ''} x`, status).reply.enhanced },
    };
  }
  return null;
}

function outcomeOf(action: string, status: string | null, text: string): Outcome | null {
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'sent';
  if (action === 'delayed') return 'deferred';
  if (action === 'failed' || action === '') {
    if (/\bexpired|too old|time(?:out)? exceeded|exceeded.*(?:time|days)/i.test(text) || /\.4\.7$/.test(status ?? ''))
      return 'expired';
    return status?.startsWith('2') ? 'sent' : 'bounced';
  }
  return 'bounced';
}

// ---- small readings of headers

/** `rfc822; <anna@example.com>`, `"Anna" <anna@example.com>` → the address. */
export function addressIn(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = decodeWords(value.replace(/^\s*[\w-]+\s*;\s*/, ''));
  const bracketed = /<([^<>\s]*@[^<>\s]*)>/.exec(text)?.[1];
  const bare = /[^\s<>"',;()]+@[^\s<>"',;()]+/.exec(text)?.[0];
  return bracketed ?? bare ?? (text.replace(/[<>"\s]/g, '') || null);
}

function messageIdOf(value: string | undefined): string | null {
  return /<[^<>\s]+>/.exec(value ?? '')?.[0] ?? null;
}

/** ISO 8601 of an RFC 5322 date, without the comment that many append. */
function dateOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const ms = Date.parse(value.replace(/\([^)]*\)/g, '').trim());
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** The first hop of the returned mail: the device, if nothing stands before its relay. */
function clientOf(received: readonly string[] | undefined): Client {
  const line = received?.at(-1) ?? '';
  const found =
    /^from (\S+)? ?(?:\((?:\S+ )?\[?((?:\d{1,3}\.){3}\d{1,3}|[\da-f:]*:[\da-f:]+)\]?[^)]*\)|\[((?:\d{1,3}\.){3}\d{1,3})\])/i.exec(
      line,
    );
  if (!found) return noClient;
  const name = found[1]?.replace(/[[\]]/g, '') ?? null;
  return { address: found[2] ?? found[3] ?? null, name, login: null };
}
