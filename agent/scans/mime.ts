/**
 * A mail taken apart: headers and parts (RFC 5322, 2045, 2046, 2047). Bounces are often broken mails, so nothing here
 * refuses: what makes no sense is text. Input is a string of bytes (Latin-1), so that each part can have its own charset.
 */

export type Part = {
  /** Lower-case name to unfolded values, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Lower-case, `text/plain` where there is none. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Decoded text; for a multipart, what stands before its first part. */
  readonly text: string;
  readonly parts: readonly Part[];
};

const maxDepth = 10;
const maxParts = 200;

/** Takes a mail, or the part of one, apart. Line ends may be LF, CRLF or CR. */
export function parseMail(bytes: string): Part {
  return parsePart(bytes.replace(/\r\n?/g, '\n'), 0, { left: maxParts });
}

function parsePart(source: string, depth: number, budget: { left: number }): Part {
  budget.left -= 1;
  const { headers, body } = splitHeaders(source);
  const { value, parameters } = parseValue(first(headers, 'content-type') ?? 'text/plain');
  const type = value.includes('/') ? value.toLowerCase() : 'text/plain';
  const boundary = type.startsWith('multipart/') ? (parameters.get('boundary') ?? guessBoundary(body)) : undefined;
  if (boundary && depth < maxDepth) {
    const [preamble = '', ...pieces] = splitParts(body, boundary);
    const parts = pieces.filter(() => budget.left > 0).map((piece) => parsePart(piece, depth + 1, budget));
    return { headers, type, parameters, text: preamble, parts };
  }
  const text = decodeBody(body, first(headers, 'content-transfer-encoding'), parameters.get('charset'));
  return { headers, type, parameters, text, parts: [] };
}

export function first(headers: Part['headers'], name: string): string | undefined {
  return headers.get(name)?.[0];
}

/** Headers up to the first empty line. Text that does not begin like headers is all body. */
export function splitHeaders(source: string): { headers: Map<string, string[]>; body: string } {
  const headers = new Map<string, string[]>();
  const lines = source.replace(/^\n+/, '').split('\n');
  let last: string[] | undefined;
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') break;
    if (/^[ \t]/.test(line) && last) {
      last[last.length - 1] += ` ${line.trim()}`;
      continue;
    }
    const named = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:[ \t]*(.*)$/.exec(line);
    if (!named) {
      // An mbox line in front, or a broken header: skipped where headers follow, else the body begins.
      if (/^>?From /.test(line) || (at > 0 && /^[\w-]+:/.test(lines[at + 1] ?? ''))) continue;
      break;
    }
    const name = (named[1] ?? '').toLowerCase();
    last = headers.get(name) ?? [];
    last.push(named[2] ?? '');
    headers.set(name, last);
  }
  return { headers, body: lines.slice(at).join('\n').replace(/^\n/, '') };
}

/** `text/plain; charset="utf-8"` */
function parseValue(raw: string): { value: string; parameters: Map<string, string> } {
  const parameters = new Map<string, string>();
  const [value = '', ...rest] = raw.split(';');
  for (const piece of rest.join(';').matchAll(/([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;]+))/g)) {
    const [, name = '', quoted, bare] = piece;
    parameters.set(name.toLowerCase().replace(/\*\d*\*?$/, ''), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return { value: value.trim(), parameters };
}

/** Where the header lost the boundary: the first line that looks like one. */
function guessBoundary(body: string): string | undefined {
  return /^--(\S.{2,70}?)\s*\n(?=content-)/im.exec(body)?.[1];
}

function splitParts(body: string, boundary: string): string[] {
  const mark = `--${boundary}`;
  const pieces: string[] = [];
  let start = 0;
  let at = body.startsWith(mark) ? 0 : body.indexOf(`\n${mark}`);
  while (at >= 0) {
    pieces.push(body.slice(start, at));
    const lineStart = body.startsWith(mark, at) ? at : at + 1;
    const lineEnd = body.indexOf('\n', lineStart);
    if (body.startsWith('--', lineStart + mark.length) || lineEnd < 0) return pieces;
    start = lineEnd + 1;
    at = body.indexOf(`\n${mark}`, lineEnd);
  }
  pieces.push(body.slice(start));
  return pieces;
}

function decodeBody(body: string, encoding: string | undefined, charset: string | undefined): string {
  const how = encoding?.trim().toLowerCase();
  const bytes = how === 'base64' ? fromBase64(body) : how === 'quoted-printable' ? fromQuotedPrintable(body) : body;
  return decodeCharset(bytes, charset);
}

function fromBase64(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9+/]/g, '');
  try {
    return atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0)));
  } catch {
    return text;
  }
}

function fromQuotedPrintable(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Bytes in a string to text. Without a charset, UTF-8 where it is valid UTF-8. */
function decodeCharset(bytes: string, charset: string | undefined): string {
  // Plain ASCII, or text that was decoded before.
  if (/^[\t\n\x20-\x7e]*$/.test(bytes) || /[^\0-\xff]/.test(bytes)) return bytes;
  const buffer = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  for (const name of [charset?.trim(), 'utf-8']) {
    if (!name) continue;
    try {
      return new TextDecoder(name, { fatal: name === 'utf-8' }).decode(buffer);
    } catch {
      // An unknown charset, or bytes that are not of it: the next one.
    }
  }
  return bytes;
}

/** `=?utf-8?B?…?=` in headers (RFC 2047). */
export function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?([^?\s]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, how: string, word: string) =>
      decodeCharset(
        how.toUpperCase() === 'B' ? fromBase64(word) : fromQuotedPrintable(word.replace(/_/g, ' ')),
        charset.replace(/\*.*$/, ''),
      ),
    );
}

/** Readable text of HTML: tags away, line breaks where blocks end, the common entities. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<(style|script|head)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li|\/td|\/pre)\b[^>]*>/gi, '\n')
    .replace(/<a\b[^>]*href="?mailto:[^>]*>/gi, '')
    .replace(/<\/?[a-z!][^>@]*>/gi, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;|&#34;/gi, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/gi, '&');
}
