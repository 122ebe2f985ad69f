/**
 * Bounces that a person is meant to read: qmail, Exim, Gmail, Postfix, Sendmail, Exchange and many others. All of them
 * name a recipient and say, near it, what the other side answered.
 */
import { clear, hints } from '../../catalogue/smtp/index.ts';
import type { Outcome } from '../../contract/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readDiagnostic } from './diagnostic.ts';
import type { Part } from './mime.ts';
import { first } from './mime.ts';

/** What became of the mail for one recipient. */
export type Failure = Diagnostic & {
  readonly to: string | null;
  readonly outcome: Outcome;
  readonly at: string | null;
};
type Block = { readonly to: string; readonly lines: string[] };

/** Bounds of RFC 5321 §4.5.3.1, so that no text can make the search long. Names of domains may be in any script. */
const address = String.raw`[^\s<>"',;:()[\]@]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,252}[\p{L}\p{N}]`;
/** A bounce names few recipients in prose, in lines that a person can read. */
const maxBlocks = 200;
const maxLines = 2_000;
const longestLine = 1_000;
/** A line that begins with a recipient: `<anna@example.com>:`, `  anna@example.com`, `anna@example.com on Mon, …`. */
const atStart = new RegExp(
  String.raw`^[\s>*|-]{0,16}(?:To: *|Recipient: *|Address: *)?(?:<(?:mailto:)?(${address})>|["']?(${address})["']?)(?:<mailto:[^>]*>)?[:.,;]?(?:\s+(.*))?$`,
  'iu',
);
/** A line that names the recipient in a sentence. */
const inSentence = new RegExp(
  String.raw`(?:deliver(?:y|ed|able)?(?: to)?|undeliverable to|recipients?|message to|mail to|sent to|addressed to|userid|size|address(?:es)?|user|account|mailbox|list|for|to|could not reach)\b[^@<]{0,40}?[:\s"'<(](${address})`,
  'iu',
);
/** A line of a transcript that is the server's own, not one that it heard (`<<< 550 …`). */
const inReply = new RegExp(String.raw`^(?!\s*[<>]{3}).*?(?:^|\s)[245]\d\d[ -].{0,200}?<?(${address})>?`, 'u');
/** Addresses that a text offers for questions, and that of the sender. */
const offered = /\b(?:help|assistance|contact|further|questions?|support|administrator|please)\b|postmaster@/i;
const sender = /\b(?:sent by|message from|from):?\s*$/i;

export type Around = {
  /** The mail that came back, as far as it did. */
  readonly returned: string;
  /** Those of the bounce. */
  readonly headers: Part['headers'];
  /** It is known to be a bounce, so one without any known word gives a result too. */
  readonly isCertain: boolean;
};

/** The failures in a readable text. */
export function readProse(text: string, { returned, headers, isCertain }: Around): Failure[] {
  const lines = text
    .split('\n', maxLines)
    .map((line) => line.slice(0, longestLine))
    .filter((line) => !ornament.test(line));
  const failed = (first(headers, 'x-failed-recipients') ?? '').slice(0, 20_000).split(/[,\s]+/, maxBlocks);
  const named = failed.filter((part) => part.includes('@'));
  const about = { lines, hop: generatingServer(text), isDelay: delayed.test(text) };
  const whole = failureOf({ to: '', lines }, about);
  const blocks = merge(chosen(blocksOf(lines).slice(0, maxBlocks), named));
  const telling = blocks.filter((block) => isTelling(block.lines.join(' ')));
  if (telling.length > 0) return telling.map((block) => failureOf(block, about));
  if (!isTelling(text) && !isCertain) return [];
  if (blocks.length > 0) return blocks.map(({ to }) => ({ ...whole, to }));
  const to =
    sentenceRecipient(lines) ??
    /^(?:X-)?(?:Original-)?To: .{0,200}?([^\s<>"',;()@]{1,64}@[^\s<>"',;()@]{1,255})/im.exec(returned)?.[1] ??
    null;
  return [{ ...whole, to }];
}

/** The header says who failed; the text says why. Where they do not agree, the text goes before, if it says anything. */
function chosen(found: readonly Block[], named: readonly string[]): readonly Block[] {
  const agreed = found.filter(({ to }) => named.some((name) => name.toLowerCase() === to.toLowerCase()));
  const rest = named.filter((name) => !agreed.some(({ to }) => name.toLowerCase() === to.toLowerCase()));
  if (agreed.length > 0) return [...agreed, ...rest.map((to) => ({ to, lines: [] }))];
  if (named.length === 0 || found.some((block) => isTelling(block.lines.join(' ')))) return found;
  return named.map((to) => ({ to, lines: [] }));
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let before = '';
  for (const line of lines) {
    const found = atStart.exec(line);
    const to = found?.[1] ?? found?.[2];
    const isOther = sender.test(before) || offered.test(found?.[3] ?? '') || /^postmaster@/i.test(to ?? '');
    if (line.trim() !== '') before = line;
    if (to && (!isOther || isTelling(line))) blocks.push({ to, lines: [found?.[3] ?? ''] });
    else blocks.at(-1)?.lines.push(line);
  }
  if (blocks.length > 0) return blocks;
  const inline = lines.flatMap((line) => {
    const to = inReply.exec(line)?.[1];
    return to ? [{ to, lines: [line] }] : [];
  });
  if (inline.length > 0) return inline;
  const to = sentenceRecipient(lines);
  return to === null ? [] : [{ to, lines: [...lines] }];
}

function sentenceRecipient(lines: readonly string[]): string | null {
  for (const line of lines) {
    const to = inSentence.exec(line)?.[1];
    if (to && !/postmaster@|mailer-daemon@/i.test(to)) return to;
  }
  return null;
}

/** The same recipient twice (in two languages, or in list and transcript) is one. */
function merge(blocks: readonly Block[]): Block[] {
  const byAddress = new Map<string, Block>();
  for (const block of blocks) {
    const key = block.to.toLowerCase();
    const before = byAddress.get(key);
    if (before) before.lines.push(...block.lines);
    else byAddress.set(key, { to: block.to, lines: [...block.lines] });
  }
  return [...byAddress.values()];
}

/** Says something of a failure: a reply, or words that servers use for one. */
function isTelling(text: string): boolean {
  const flat = text.replace(/\s+/g, ' ').slice(0, 4000);
  if (readDiagnostic(flat).reply.code !== null) return true;
  return [...clear, ...hints].some(({ match }) => match.text?.test(flat));
}

/** What holds of the whole text: its lines, the server that wrote it, whether it tells of a delay. */
type Told = { readonly lines: readonly string[]; readonly hop: string | null; readonly isDelay: boolean };

function failureOf(block: Block, { lines, hop, isDelay }: Told): Failure {
  const own = readDiagnostic(tellingPart(block.lines));
  const isEcho = own.reply.code === null || echo.test(own.reply.text);
  const said = isEcho ? (fromTranscript(block.to, lines) ?? own) : own;
  const enhanced = lastCause(said.reply.enhanced ?? own.reply.enhanced, block.lines);
  const isLate = enhanced?.endsWith('.4.7') === true || expired.test(block.lines.join(' '));
  return {
    ...said,
    hop: said.hop ?? own.hop ?? hop,
    reply: { ...said.reply, enhanced },
    to: block.to || null,
    outcome: isDelay ? 'deferred' : isLate ? 'expired' : 'bounced',
    at: null,
  };
}

/** Exchange tells an expiry (X.4.7) first, and below it what the last try met: that is the cause. */
export function lastCause(enhanced: string | null, lines: readonly string[]): string | null {
  if (!enhanced?.endsWith('.4.7')) return enhanced;
  const cause = lines.map((line) => /\b4\d\d (4\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(line)?.[1]);
  return cause.find((code) => code !== undefined && !code.endsWith('.4.7')) ?? enhanced;
}

/** Lines of nothing but ornament. */
const ornament = /^[-=_*#~\s]{20,}$/;
/** Exchange: the server that refused, else the one that made the report; the words differ by language. */
const servers = [
  /^(?:Message rejected by|Rejected by): *([^\s.]{1,63}(?:\.[^\s.]{1,63}){1,10})$/im,
  /^([^\s.]{1,63}(?:\.[^\s.]{1,63}){1,10}) (?:gave this error|rejected your message)/im,
  /^(?:Generating server|Generierender Server|Serveur de g[ée]n[ée]ration|Servidor de generaci[óo]n|Server di generazione|Servidor gerador|Bronserver|Genererende server|生成サーバー) ?: ?(\S+)/im,
];

/** The host that a report of Exchange names, or `null`. */
export function generatingServer(text: string): string | null {
  for (const server of servers) {
    const found = server.exec(text)?.[1];
    if (found) return found.replace(/[.,;:]+$/, '');
  }
  return null;
}

/** Sendmail repeats a refusal in its own words, which say less than those of the server. */
const echo = /service unavailable|remote protocol error/i;

/** Sendmail: the transcript has a line with the recipient, or what the server said just before it (`<<< 550 …`). */
function fromTranscript(to: string, lines: readonly string[]): Diagnostic | null {
  const at = lines.findIndex((line) => to !== '' && line.includes(to) && /^\s*[245]\d\d[ -]/.test(line));
  const said = lines.slice(0, at < 0 ? lines.length : at).findLast((line) => /^\s*<<< [45]\d\d/.test(line));
  const own = lines[at] ?? '';
  const before = lines[at - 1]?.trim() ?? '';
  // A program that delivers locally says why on the line before: `mail.local: unknown user: anna`.
  if (at >= 0 && !said && echo.test(own) && /^[\w./-]+: /.test(before)) {
    return readDiagnostic(own.replace(/^(\s*[245]\d\d[ -]).*/, `$1${before}`));
  }
  if (at >= 0 && !(said && echo.test(own))) return readDiagnostic(own);
  return said ? readDiagnostic(said.replace(/^\s*<<<\s*/, '')) : null;
}

/** `reject reason: Mailbox full` */
const givenReason = /^[\s*#]{0,16}(?:[\w-]{1,20} )?(?:reason|grund|motif|motivo)(?: for [\w ]{1,20})?: ?(\S.*)$/im;

/** The lines up to the next paragraph that tells nothing, at most 30. */
function tellingPart(lines: readonly string[]): string {
  const text = lines.slice(0, 60).join('\n');
  const paragraphs = text.split(/\n\s*\n/);
  const from = paragraphs.findIndex((paragraph) => isTelling(paragraph));
  if (from < 0) return text;
  const named = text.slice(0, 4_000).match(givenReason)?.[1];
  if (named !== undefined && readDiagnostic(text).reply.code === null) return named;
  const withCode = paragraphs.findIndex((paragraph) => readDiagnostic(paragraph).reply.code !== null);
  return paragraphs[withCode < 0 ? from : withCode] ?? text;
}

/** A delay is told of the whole mail, an expiry of each recipient. */
const delayed =
  /warning message only|do not need to resend|will (?:continue|keep|be) (?:to )?(?:tr|attempt|retr)|delivery (?:has been |is )?delayed|no action is required|still (?:trying|being)|not yet been delivered|will be retried/i;
const expired =
  /retry time(?:out)? exceeded|(?:message|mail|queue|envelope)[\w ]{0,20} expired|in the queue too long|could not (?:be delivered|deliver) for|for more than \d+ (?:hour|day)|all hosts have been failing for a long time/i;
