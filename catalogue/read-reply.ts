/** Takes a reply apart: code, enhanced code, text; joins the lines of a reply that has several. */

export type ReplyParts = { readonly code: number | null; readonly enhanced: string | null; readonly text: string };

/** RFC 5321 §4.2.1: first digit 2 to 5. The second should be 0 to 5, but 554 has cousins such as 571 and 591. */
const codeFirst = /^\s*([2-5]\d\d)(?:[ -]|$)/;
/** RFC 3463 §2: class, subject of up to three digits, detail of up to three digits; `#5.1.1` is how qmail and IronPort write it. */
const enhancedFirst = /^[ -]*\(?#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])\)?:?\s*/;
const enhancedAnywhere = /(?<![\w.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;

/**
 * Joins a reply of several lines (`550-5.1.1 one` … `550 5.1.1 last`), however a log has put them on one line: line ends,
 * `[nl]` (hMailServer), `\n` (Exim), a blank (Postfix), ` // ` or ` | `. The code, and the enhanced code after it, is kept once.
 */
export function joinReplyLines(raw: string): string {
  const text = raw.replace(/\[nl\]|\\r\\n|\\n|[\r\n]+/g, ' ').trim();
  const code = codeFirst.exec(text)?.[1];
  if (code === undefined) return text;
  const rest = text.slice(3);
  if (!rest.includes(code)) return text;
  const enhanced = enhancedFirst.exec(rest)?.[1];
  let joined = rest;
  if (enhanced)
    joined = joined.split(new RegExp(`\\s+${code}[ -]#?${enhanced.replaceAll('.', '\\.')}(?![\\d.])`)).join(' ');
  joined = joined.split(new RegExp(`\\s+${code}-`)).join(' ');
  if (rest.startsWith('-')) joined = joined.replace(new RegExp(`\\s+${code} (?=\\S)`), ' ').replace(/^-/, ' ');
  return `${code}${joined.replace(/ {2,}/g, ' ')}`;
}

/** The reply that a text begins with. `code` is `null` where it begins with none; the enhanced code may stand alone. */
export function readReply(raw: string): ReplyParts {
  const text = joinReplyLines(raw);
  const code = codeFirst.exec(text);
  let rest = code ? text.slice(code[0].length).trim() : text;
  const enhanced = enhancedFirst.exec(rest);
  if (enhanced) rest = rest.slice(enhanced[0].length);
  return { code: code ? Number(code[1]) : null, enhanced: enhanced?.[1] ?? null, text: rest.trim() };
}

/** The first enhanced code anywhere in a text; never a part of an address or a version. */
export function findEnhanced(text: string): string | null {
  return enhancedAnywhere.exec(text)?.[1] ?? null;
}

/** What stands in front of a reply that is quoted: the report of a server, of a bounce, of a log. */
const leads = [
  /\bsaid: (?=[2-5]\d\d[ -])/,
  /refused to talk to me: (?=[2-5]\d\d[ -])/,
  /(?:from|by) remote (?:mail )?server(?: after [^:]{1,40}(?::<[^>]*>)?)?: *(?:host [^:]+: )?(?=[2-5]\d\d[ -])/i,
  /(?:remote|server) (?:host|server|system|response|error)[^:]{0,40}: *"?(?=[2-5]\d\d[ -])/i,
  /\b(?:smtp|x-\w+)\s*; *(?=[2-5]\d\d[ -])/i,
];
/** Not what a web server answers: `HTTP/1.1 400 Bad Request`. */
const quoted = /(?<![\w.:\-/#]|HTTP\/\d\.\d )([45][0-5]\d)(?: |-)(?=#?[245]\.\d|[A-Za-z<'"[(]|$)/;
const stageWords =
  /\(in reply to (?:the )?(end of data|[A-Z]+(?: TO| FROM)?)|\bafter (?:sending )?(end of data|MAIL FROM|RCPT TO|DATA|EHLO|HELO|STARTTLS|AUTH|[a-z ]*connection)/i;

export type FoundReply = ReplyParts & {
  readonly command: string | null;
  /** The code stood somewhere in the text, with nothing that says it is a reply: a number may be anything. */
  readonly isGuess?: boolean;
};

/**
 * The reply in a text that may hold more: a line of a log, the diagnostic of a bounce, what a person has typed.
 * `command` is the one that it answers, where the text says so. OKI devices print `E550` for 550.
 */
export function findReply(raw: string): FoundReply {
  const text = joinReplyLines(raw.replace(/^\s*(?:smtp|x-\w+)\s*;\s*/i, '').replace(/^E(?=[2-5][0-5]\d(?: |$))/, ''));
  const words = stageWords.exec(text);
  const command = words?.[1] ?? words?.[2] ?? null;
  const first = readReply(text);
  if (first.code !== null) return { ...first, enhanced: first.enhanced ?? findEnhanced(first.text), command };
  for (const lead of leads) {
    const found = lead.exec(text);
    if (!found) continue;
    const reply = readReply(text.slice(found.index + found[0].length));
    if (reply.code !== null) return { ...reply, enhanced: reply.enhanced ?? findEnhanced(text), command };
  }
  const inside = quoted.exec(text);
  if (!inside) return { ...first, enhanced: first.enhanced ?? findEnhanced(text), command };
  const said = readReply(text.slice(inside.index).replace(/^(\d{3}[ -])['"]/, '$1'));
  return {
    code: said.code,
    enhanced: said.enhanced ?? first.enhanced ?? findEnhanced(text),
    text: said.text,
    command,
    isGuess: true,
  };
}
