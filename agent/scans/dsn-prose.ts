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

type Failure = Diagnostic & { readonly to: string | null; readonly outcome: Outcome; readonly at: string | null };
type Block = { readonly to: string; readonly lines: string[] };

const address = String.raw`[^\s<>"',;:()[\]@]+@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]`;
/** A line that begins with a recipient: `<anna@example.com>:`, `  anna@example.com`, `anna@example.com on Mon, …`. */
const atStart = new RegExp(
  String.raw`^[\s>*|]{0,16}(?:To: *|Recipient: *|Address: *)?(?:<(?:mailto:)?(${address})>|["']?(${address})["']?)(?:<mailto:[^>]*>)?[:.,;]?(?:\s+(.*))?$`,
  'i',
);
/** A line that names the recipient in a sentence. */
const inSentence = new RegExp(
  String.raw`(?:deliver(?:y|ed|able)?(?: to)?|undeliverable to|recipients?|message to|mail to|sent to|addressed to|userid|size|address(?:es)?|user|account|mailbox|for|to|could not reach)\b[^@<]{0,40}?[:\s"'<(](${address})`,
  'i',
);
const inReply = new RegExp(String.raw`(?:^|\s)[245]\d\d[ -].*?<?(${address})>?`);
const local = /\(expanded from|postmaster@|help|assist|contact|further|support|administrator/i;

/** The failures in a readable text. `returned` is the mail that came back, `headers` those of the bounce. */
export function readProse(text: string, returned: string, headers: Part['headers']): Failure[] {
  const lines = text.split('\n');
  const named = (first(headers, 'x-failed-recipients') ?? '').split(/[,\s]+/).filter((part) => part.includes('@'));
  const blocks = merge([...blocksOf(lines), ...named.map((to) => ({ to, lines: [] }))]);
  const failures = blocks.map((block) => ({ block, failure: failureOf(block, lines, text) }));
  const telling = failures.filter(({ block }) => isTelling(block.lines.join(' ')));
  const whole = failureOf({ to: '', lines }, lines, text);
  if (telling.length > 0) return telling.map(({ failure }) => failure);
  if (!isTelling(text)) return [];
  if (failures.length > 0) return failures.map(({ failure }) => failure);
  const to =
    sentenceRecipient(lines) ?? /^(?:X-)?(?:Original-)?To: .*?([^\s<>"]+@[^\s<>"]+)/im.exec(returned)?.[1] ?? null;
  return [{ ...whole, to }];
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const found = atStart.exec(line);
    const to = found?.[1] ?? found?.[2];
    if (to && !(local.test(line) && !isTelling(line))) blocks.push({ to, lines: [found?.[3] ?? ''] });
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

function failureOf(block: Block, lines: readonly string[], text: string): Failure {
  const own = readDiagnostic(tellingPart(block.lines));
  const said = own.reply.code === null ? (fromTranscript(block.to, lines) ?? own) : own;
  const enhanced = said.reply.enhanced ?? own.reply.enhanced;
  return { ...said, reply: { ...said.reply, enhanced }, to: block.to, outcome: outcomeIn(text), at: null };
}

/** Sendmail: the transcript has a line with the recipient, or what the server said just before it (`<<< 550 …`). */
function fromTranscript(to: string, lines: readonly string[]): Diagnostic | null {
  const at = lines.findIndex((line) => to !== '' && line.includes(to) && /^\s*(?:<<<\s*)?[245]\d\d[ -]/.test(line));
  const said = lines.slice(0, at < 0 ? lines.length : at).findLast((line) => /^\s*<<< [245]\d\d/.test(line));
  if (at >= 0) return readDiagnostic((lines[at] ?? '').replace(/^\s*<<<\s*/, ''));
  return said ? readDiagnostic(said.replace(/^\s*<<<\s*/, '')) : null;
}

/** The lines up to the next paragraph that tells nothing, at most 30. */
function tellingPart(lines: readonly string[]): string {
  const text = lines.slice(0, 60).join('\n');
  const paragraphs = text.split(/\n\s*\n/);
  const from = paragraphs.findIndex((paragraph) => isTelling(paragraph));
  if (from < 0) return text;
  const withCode = paragraphs.findIndex((paragraph) => readDiagnostic(paragraph).reply.code !== null);
  return paragraphs[withCode < 0 ? from : withCode] ?? text;
}

function outcomeIn(text: string): Outcome {
  if (
    /warning message only|do not need to resend|will (?:continue|keep|be) (?:to )?(?:tr|attempt|retr)|delivery (?:has been |is )?delayed|no action is required|still (?:trying|being)|not yet been delivered|will be retried/i.test(
      text,
    )
  )
    return 'deferred';
  if (
    /retry time(?:out)?(?: not reached| exceeded)|(?:message|mail|queue)[\w ]{0,20} expired|too long|giving up|could not be delivered for|for more than \d+/i.test(
      text,
    )
  )
    return 'expired';
  return 'bounced';
}
