/** Device text made safe for one line, and its escapes for each target. Pure. */

/** C0, C1, line separators, and the marks that turn the direction of writing or cannot be seen (Unicode TR 36 §3). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** One line of at most `max` UTF-16 units, ended by `…` where something was left out; never half a character. */
export function oneLine(text: string, max: number): string {
  const line = text.toWellFormed().replace(unseen, ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  const cut = line.slice(0, Math.max(max - 1, 0));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** `&`, `<` and `>` are all that Slack's mrkdwn reads as more than text (docs.slack.dev, "Formatting message text"). */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** For text and attributes of HTML. */
export function escapeHtml(text: string): string {
  return escapeMrkdwn(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** An `@` that calls nobody: chats of Slack's kind read `@channel` and `@here` even in escaped text. */
export function withoutCalls(text: string): string {
  return text.replaceAll('@', '@\u200d');
}
