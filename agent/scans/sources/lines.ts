/** Octets that come in pieces, as lines. */

export type Lines = {
  /** The lines that this piece ends. */
  push(piece: Buffer): string[];
  /** The last one, where it has no line end. */
  end(): string[];
};

/** A line of a mail log is never longer; what is gets cut, so that no input can fill the memory. */
const maxLine = 256 * 1024;

/**
 * Lines of bytes (Latin-1) with any line end: LF, CRLF, or CR alone as old systems wrote it. UTF-16 with its mark in
 * front, as PowerShell writes it, becomes UTF-8.
 */
export function createLines(): Lines {
  let rest = '';
  let endsWithReturn = false;
  let decoder: TextDecoder | null = null;
  let isFirst = true;
  return {
    push(piece) {
      if (isFirst && piece[0] === 0xff && piece[1] === 0xfe) decoder = new TextDecoder('utf-16le');
      isFirst = false;
      let text = (decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece).toString('latin1');
      if (endsWithReturn && text.startsWith('\n')) text = text.slice(1);
      endsWithReturn = text.endsWith('\r');
      const lines = (rest + text).split(text.includes('\r') ? /\r\n|\n|\r/ : '\n');
      rest = (lines.pop() ?? '').slice(0, maxLine);
      return lines;
    },
    end() {
      const last = rest;
      rest = '';
      return last === '' ? [] : [last];
    },
  };
}

/** What a line of bytes says; bytes that are no UTF-8 become U+FFFD. */
export function fromUtf8(line: string): string {
  return /[\x80-\xff]/.test(line) ? Buffer.from(line, 'latin1').toString('utf8') : line;
}
