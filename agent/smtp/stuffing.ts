/**
 * A mail's octets as they go over the wire after DATA: a dot that begins a line is doubled (RFC 5321 §4.5.2), and every
 * line ends with CRLF (§2.3.8). Servers differ in what else they take for a line's end, so a lone LF or CR passed on
 * as it is could end the mail early for one of them and begin a forged second one ("SMTP smuggling"). Pure.
 */
const dot = 0x2e;
const lf = 0x0a;
const cr = 0x0d;
const lineEnd = Buffer.from('\r\n');
const oneDot = Buffer.from('.');

export type Stuffing = {
  /** What to send for these octets of the mail. */
  take(octets: Buffer): Buffer[];
  /** What ends the mail. */
  end(): Buffer;
};

export function createStuffing(): Stuffing {
  let isLineStart = true;
  /** The octets before ended with a CR: whether it is one half of a line's end, only the next octet tells. */
  let hasReturn = false;

  return {
    take(octets) {
      const out: Buffer[] = [];
      if (octets.length === 0) return out;
      let from = 0;
      let at = 0;
      const flush = (to: number, ...extra: Buffer[]) => {
        if (to > from) out.push(octets.subarray(from, to));
        out.push(...extra);
      };
      if (hasReturn) {
        hasReturn = false;
        isLineStart = true;
        out.push(lineEnd);
        if (octets[0] === lf) from = at = 1;
      }
      let nextReturn = octets.indexOf(cr, at);
      let nextFeed = octets.indexOf(lf, at);
      while (at < octets.length) {
        if (isLineStart && octets[at] === dot) {
          flush(at, oneDot);
          from = at;
        }
        isLineStart = false;
        if (nextReturn !== -1 && nextReturn < at) nextReturn = octets.indexOf(cr, at);
        if (nextFeed !== -1 && nextFeed < at) nextFeed = octets.indexOf(lf, at);
        if (nextReturn === -1 && nextFeed === -1) break;
        const isReturn = nextReturn !== -1 && (nextFeed === -1 || nextReturn < nextFeed);
        const end = isReturn ? nextReturn : nextFeed;
        if (isReturn && end === octets.length - 1) {
          flush(end);
          hasReturn = true;
          return out;
        }
        isLineStart = true;
        if (isReturn && octets[end + 1] === lf) {
          at = end + 2;
          continue;
        }
        flush(end, lineEnd);
        from = at = end + 1;
      }
      flush(octets.length);
      return out;
    },
    end() {
      const isMissing = hasReturn || !isLineStart;
      return Buffer.from(isMissing ? '\r\n.\r\n' : '.\r\n');
    },
  };
}
