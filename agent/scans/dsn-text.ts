/** The readable part of a bounce, parted from the mail that it returns. */
import type { Part } from './mime.ts';
import { textOfHtml } from './mime.ts';

export type Readable = {
  /** What the mail server says. */
  readonly text: string;
  /** The mail that came back, as far as it did. */
  readonly returned: string;
};

/** What a server has to say is short; a bounce that goes on is a returned scan, or an attack. */
const maxText = 64 * 1024;
const returnedTypes = /^(?:message\/(?:rfc822|partial|global|global-headers)|text\/rfc822-headers)$/;

export function leavesOf(part: Part): Part[] {
  return part.parts.length > 0 ? part.parts.flatMap(leavesOf) : [part];
}

/** True of a part that holds a mail, or its headers. */
export function isReturned({ type }: Part): boolean {
  return returnedTypes.test(type);
}

/** Where the returned mail begins, in mails that are one text. */
const returnedMarks =
  /^(?:[-=_*# \t>|]{0,80}(?:below (?:this line|the next line)|this is a copy of (?:the|your) message|(?:your )?original (?:message|mail)|unsent message|returned (?:message|mail)|message (?:header|text|body|follows|contents)|included is a copy|undelivered (?:message|mail)|headers? of (?:the|your)|copy of (?:the|your) (?:original )?message|(?:attached|here) is (?:a copy|the)|start of (?:returned|original)|forwarded message|the header of the original|enclosed is|failed message|bounced (?:message|e?-?mail)|body of message(?! generated)|ursprüngliche (?:nachricht|kopf|mail)|kopfzeilen der|en-t[êe]tes? (?:de|du) message|message d'origine|encabezados? (?:de|del)|intestazioni|cabeçalhos|oorspronkelijke|元の(?:メール|メッセージ)|原始邮件|邮件头)[^\n]*|(?:return-path|received|x-received|dkim-signature|message-id|x-mailer) ?:[^\n]*)$/im;

/** The text of a bounce; of alternatives the plain one. */
export function readableText(leaves: readonly Part[]): Readable {
  const returnedAt = leaves.findIndex(isReturned);
  const before = returnedAt < 0 ? leaves : leaves.slice(0, returnedAt);
  const plain = before.filter(
    ({ type, text }) => /^(?:text|multipart)\//.test(type) && type !== 'text/html' && text.trim() !== '',
  );
  const html = () => before.filter(({ type }) => type === 'text/html').map((part) => textOfHtml(part.text));
  const text = (plain.length > 0 ? plain.map((part) => part.text) : html()).join('\n').slice(0, maxText);
  const part = returnedAt < 0 ? undefined : leaves[returnedAt];
  const mark = returnedMarks.exec(text);
  if (!mark) return { text, returned: part?.text ?? '' };
  const rest = text.slice(mark.index).trimStart();
  const returned = /^[\w-]+ ?:/.test(rest) ? rest : rest.replace(/^.*\n/, '');
  return { text: text.slice(0, mark.index), returned: part?.text || returned.replace(/^[-=\s]*\n/, '') };
}

/** A bounce that a person sent on, quoted with `> `: the bounce, or `null`. */
export function unquoted(text: string): string | null {
  const start = /^>[> ]*From: .{0,200}(?:mailer-daemon|postmaster|mail delivery)/im.exec(text.slice(0, maxText));
  if (!start) return null;
  return text.slice(start.index, start.index + maxText).replace(/^> ?/gm, '');
}
