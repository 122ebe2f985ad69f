/** From the bytes of a log to its lines, wherever the bytes are cut into chunks. */

/** No line of a log is longer; what is gets cut, so that no input can fill the memory. In characters. */
export const maxLine = 256 * 1024;
/** A character takes up to three bytes for each unit of a string. */
const maxRest = 3 * maxLine;

export type LineSplitter = {
  /** Latin-1 keeps the bytes as they are, for mails, whose parts have charsets of their own. May be changed on the way. */
  encoding: 'latin1' | 'utf8';
  /** Gives the lines that these bytes complete. Keeps no reference to them. */
  push(bytes: Buffer): string[];
  /** Gives the last line, where it has no line end. */
  end(): string[];
};

/** Lines end with LF, CRLF, or CR alone as old systems wrote it. UTF-16 is known by its byte order mark. */
export function createLineSplitter(): LineSplitter {
  let rest: Buffer = Buffer.alloc(0);
  /** Of UTF-16; `undefined` as long as too few bytes have come to tell. */
  let wide: TextDecoder | null | undefined;

  const narrow = (bytes: Buffer) => (wide ? Buffer.from(wide.decode(bytes, { stream: true })) : bytes);

  const takeWhole = (all: Buffer): string[] => {
    const end = lastEnd(all);
    rest = Buffer.from(all.subarray(end, end + maxRest));
    return end === 0 ? [] : linesIn(all.subarray(0, end), splitter.encoding);
  };

  const splitter: LineSplitter = {
    encoding: 'utf8',
    push(bytes) {
      const next = narrow(bytes);
      const feed = rest.length === 0 || wide === undefined ? -1 : next.indexOf(10);
      // Only the line that was begun is put together: to copy every chunk would leave them all for V8 to collect.
      if (feed >= 0) {
        const begun = Buffer.concat([rest, next.subarray(0, feed + 1)]);
        rest = Buffer.alloc(0);
        return [...linesIn(begun, splitter.encoding), ...takeWhole(next.subarray(feed + 1))];
      }
      let all = rest.length === 0 ? next : Buffer.concat([rest, next]);
      if (wide === undefined && (all.length > 1 || (all[0] ?? 0xff) < 0xfe)) {
        wide = wideDecoder(all);
        all = narrow(all);
      }
      return takeWhole(all);
    },
    end() {
      const last = rest;
      rest = Buffer.alloc(0);
      return linesIn(last, splitter.encoding);
    },
  };
  return splitter;
}

/**
 * The lines of whole bytes; the last one may lack its line end. Decoded piece by piece: V8 moves strings that are much
 * larger than these to the old part of its heap, where they pile up.
 */
export function linesIn(bytes: Buffer, encoding: LineSplitter['encoding'] = 'utf8'): string[] {
  if (bytes.length <= pieceSize) return splitText(bytes.toString(encoding));
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = endOfPiece(bytes, start);
    for (const line of splitText(bytes.toString(encoding, start, end))) lines.push(line);
    start = end;
  }
  return lines;
}

const pieceSize = 32 * 1024;

function endOfPiece(bytes: Buffer, start: number): number {
  const wanted = start + pieceSize;
  if (wanted >= bytes.length) return bytes.length;
  const before = bytes.lastIndexOf(10, wanted - 1);
  const end = before >= start ? before : bytes.indexOf(10, wanted);
  return end < 0 ? bytes.length : end + 1;
}

/** A text that ends with a line end has no line behind it. */
function splitText(text: string): string[] {
  const lines = text.split(text.includes('\r') ? /\r\n|\n|\r/ : '\n');
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; text.length > maxLine && at < lines.length; at += 1) lines[at] = lines[at]?.slice(0, maxLine) ?? '';
  return lines;
}

/** Behind the last line end. A CR at the very end may be half of one. */
function lastEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(10) + 1;
  const isHalf = bytes[bytes.length - 1] === 13;
  const ending = bytes.subarray(feed, isHalf ? bytes.length - 1 : bytes.length).lastIndexOf(13) + 1;
  return feed + ending;
}

function wideDecoder(bytes: Buffer): TextDecoder | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  return bytes[0] === 0xfe && bytes[1] === 0xff ? new TextDecoder('utf-16be') : null;
}
