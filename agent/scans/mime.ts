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
  const pieces = type.startsWith('multipart/') && depth < maxDepth ? piecesOf(body, parameters.get('boundary')) : null;
  if (pieces) {
    const [preamble = '', ...rest] = pieces;
    const parts = rest.slice(0, budget.left).flatMap((piece) => {
      return budget.left > 0 ? [parsePart(piece, depth + 1, budget)] : [];
    });
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
  let last: string[] | undefined;
  let at = /^\n*/.exec(source)?.[0].length ?? 0;
  let end = 0;
  for (; at < source.length; at = end + 1) {
    end = source.indexOf('\n', at);
    if (end < 0) end = source.length;
    const line = source.slice(at, end);
    if (line.trim() === '') break;
    if (/^[ \t]/.test(line) && last) {
      last[last.length - 1] += ` ${line.trim()}`;
      continue;
    }
    const named = /^([\x21-\x39\x3b-\x7e]{1,100})[ \t]{0,20}:[ \t]*(.*)$/.exec(line);
    if (!named) {
      // An mbox line in front, or a broken header: skipped where headers follow, else the body begins.
      const isBroken = headers.size > 0 && /^[\w-]{1,100}:/.test(source.slice(end + 1, end + 102));
      if (/^>?From /.test(line) || isBroken) continue;
      break;
    }
    const name = (named[1] ?? '').toLowerCase();
    last = headers.get(name) ?? [];
    last.push(named[2] ?? '');
    headers.set(name, last);
  }
  return { headers, body: source.slice(at).replace(/^[^\S\n]*\n/, '') };
}

const longestValue = 2_000;
const parameter = /([\w-]{1,60})(?:\*(\d{1,2})?\*?)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;]+))/g;

/** `text/plain; charset="utf-8"` */
function parseValue(raw: string): { value: string; parameters: Map<string, string> } {
  const parameters = new Map<string, string>();
  const [value = '', ...rest] = raw.split(';');
  for (const piece of rest.join(';').slice(0, longestValue).matchAll(parameter)) {
    const [, name = '', number, quoted, bare] = piece;
    const key = name.toLowerCase();
    const text = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
    // RFC 2231 §3: a long value may come in pieces, `boundary*0=…; boundary*1=…`.
    parameters.set(key, number !== undefined && number !== '0' ? (parameters.get(key) ?? '') + text : text);
  }
  return { value: value.trim(), parameters };
}

/** Cut at the boundary of the header; where that is missing or wrong, at the first line that looks like one. */
function piecesOf(body: string, boundary: string | undefined): string[] | null {
  for (const mark of [boundary, /^--(\S.{2,70}?)[ \t]*\n(?=content-)/im.exec(body)?.[1]]) {
    const pieces = mark ? splitParts(body, mark) : [];
    if (pieces.length > 1) return pieces;
  }
  return null;
}

/** RFC 2046 §5.1.1: a boundary has its line to itself; what only begins like one belongs to another multipart. */
function splitParts(body: string, boundary: string): string[] {
  const mark = `--${boundary}`;
  const pieces: string[] = [];
  let start = 0;
  for (let at = body.startsWith(mark) ? 0 : body.indexOf(`\n${mark}`) + 1; at > 0 || start === 0; ) {
    if (at === 0 && !body.startsWith(mark)) break;
    const lineEnd = body.indexOf('\n', at);
    const rest = body.slice(at + mark.length, lineEnd < 0 ? body.length : lineEnd).trim();
    if (rest === '' || rest === '--') {
      pieces.push(body.slice(start, Math.max(start, at - 1)));
      if (rest === '--' || lineEnd < 0) return pieces;
      start = lineEnd + 1;
    }
    const next = lineEnd < 0 ? -1 : body.indexOf(`\n${mark}`, lineEnd);
    if (next < 0) break;
    at = next + 1;
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
  // What stands behind the padding is no part of it: the footer of a list, a notice of a filter.
  const clean = text.replace(/=[\s\S]*$/, '').replace(/[^A-Za-z0-9+/]/g, '');
  try {
    return atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0)));
  } catch {
    return text;
  }
}

function fromQuotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Names that mails use and the encoding standard does not have. */
const charsetNames: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-ms': 'iso-2022-jp',
};

/** Bytes in a string to text. Without a charset, UTF-8 where it is valid UTF-8. */
function decodeCharset(bytes: string, charset: string | undefined): string {
  // Plain ASCII, or text that was decoded before.
  const isAscii = /^[\t\n\x20-\x7e]*$/.test(bytes);
  if (isAscii || /[^\0-\xff]/.test(bytes)) return bytes;
  const buffer = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  const stated = charset?.trim().toLowerCase() ?? '';
  for (const name of [charsetNames[stated] ?? stated, 'utf-8']) {
    if (name === '') continue;
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

/** What is over this of an HTML text is not read: the words of a server stand at its beginning. */
const longestHtml = 128 * 1024;

/** Readable text of HTML: tags away, line breaks where blocks end, the common entities. */
export function textOfHtml(html: string): string {
  return withoutHidden(html.slice(0, longestHtml))
    .replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li|\/td|\/pre)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<a\b[^<>]{0,500}?href="?mailto:[^<>]{0,500}>/gi, '')
    .replace(/<\/?[a-z!][^<>@]{0,2000}>/gi, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;|&#34;/gi, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/gi, '&');
}

/** Without what a browser does not show. One pass, because a hostile text may open a thousand of them and close none. */
function withoutHidden(html: string): string {
  const lower = html.toLowerCase();
  const shown: string[] = [];
  const unclosed = new Set<string>();
  let at = 0;
  for (const open of lower.matchAll(/<(style|script|head)\b/g)) {
    const [, name = ''] = open;
    if (open.index < at || unclosed.has(name)) continue;
    const close = lower.indexOf(`</${name}`, open.index);
    if (close < 0) {
      unclosed.add(name);
      continue;
    }
    shown.push(html.slice(at, open.index));
    at = close;
  }
  shown.push(html.slice(at));
  return shown.join('');
}
