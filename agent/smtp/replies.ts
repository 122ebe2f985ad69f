/** The replies of a mail server out of the octets that it sends. RFC 5321 §4.2. Pure. */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Reply } from '../../contract/index.ts';

/** One reply: its code, and of each line what stands behind the code. */
export type SmtpReply = { readonly code: number; readonly lines: readonly string[] };

export type ReplyReader = {
  /** The replies that these octets complete. Throws `RangeError` where they are none, or have no end. */
  push(octets: Uint8Array): SmtpReply[];
};

/** RFC 5321 §4.5.3.1.5 asks for 512 octets a line; servers with long texts send more. A reply of 100 lines is a flood. */
const longestLine = 4_096;
const mostLines = 100;
const line = /^([2-5]\d\d)(?:([ -])(.*))?$/s;

export function createReplyReader(): ReplyReader {
  const decoder = new TextDecoder();
  let rest = '';
  let code = '';
  let lines: string[] = [];

  function take(text: string): SmtpReply | null {
    const found = line.exec(text.replace(/\r$/, ''));
    if (!found || (code !== '' && code !== found[1]))
      throw new RangeError(`not a reply of a mail server: ${show(text)}`);
    code = found[1] ?? '';
    lines.push(found[3] ?? '');
    if (lines.length > mostLines) throw new RangeError('a reply without an end');
    if (found[2] === '-') return null;
    const reply = { code: Number(code), lines };
    code = '';
    lines = [];
    return reply;
  }

  return {
    push(octets) {
      const texts = (rest + decoder.decode(octets, { stream: true })).split('\n');
      rest = texts.pop() ?? '';
      if (rest.length > longestLine) throw new RangeError('a line of a reply without an end');
      return texts.map(take).filter((reply) => reply !== null);
    },
  };
}

/** As a scan result holds it: the enhanced code apart, the lines joined. */
export function readSmtpReply({ code, lines }: SmtpReply): Reply {
  const { enhanced, text } = readReply(
    lines.map((each, i) => `${code}${i < lines.length - 1 ? '-' : ' '}${each}`).join('\r\n'),
  );
  return { code, enhanced, text };
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
