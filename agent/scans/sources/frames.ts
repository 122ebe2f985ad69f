/** Syslog messages in a TCP stream: counted (RFC 6587 §3.4.1) or ended by a line end (§3.4.2), as each begins. Pure. */

export type Frames = {
  /** The messages that this piece completes. */
  push(piece: Uint8Array): Buffer[];
  /** The last one, where the sender closed without ending it. */
  end(): Buffer[];
};

/** RFC 5424 §6.1 asks for 2,048; mail servers write less. What is longer is cut here. */
export const maxMessage = 64 * 1024;
const lineFeed = 10;

export function createFrames(): Frames {
  let rest = Buffer.alloc(0);
  /** Octets still to be passed over. */
  let passing = 0;
  /** Passing over everything up to the next line end. */
  let isPassingLine = false;

  function next(): Buffer | null {
    if (passing > 0) {
      const passed = Math.min(passing, rest.length);
      passing -= passed;
      rest = rest.subarray(passed);
      if (passing > 0) return null;
    }
    const counted = /^([1-9]\d{0,7}) (?=<|$)/.exec(rest.subarray(0, 10).toString('latin1'));
    if (!isPassingLine && counted?.[1] && rest.length > counted[0].length) {
      const [head, length] = [counted[0].length, Number(counted[1])];
      const kept = Math.min(length, maxMessage);
      if (rest.length < head + kept) return null;
      const message = rest.subarray(head, head + kept);
      rest = rest.subarray(head + kept);
      passing = length - kept;
      return message;
    }
    const end = rest.indexOf(lineFeed);
    if (end < 0) {
      if (rest.length <= maxMessage) return null;
      const message = isPassingLine ? Buffer.alloc(0) : rest.subarray(0, maxMessage);
      rest = Buffer.alloc(0);
      isPassingLine = true;
      return message;
    }
    const message = rest.subarray(0, isPassingLine ? 0 : Math.min(end, maxMessage));
    isPassingLine = false;
    rest = rest.subarray(end + 1);
    return message;
  }

  return {
    push(piece) {
      rest = Buffer.concat([rest, piece]);
      const messages: Buffer[] = [];
      for (let message = next(); message !== null; message = next()) if (message.length > 0) messages.push(message);
      return messages;
    },
    end() {
      const last = isPassingLine || passing > 0 ? Buffer.alloc(0) : rest;
      rest = Buffer.alloc(0);
      return last.length > 0 ? [last.subarray(0, maxMessage)] : [];
    },
  };
}

/** The lines of one message: a datagram may hold several, and some senders end it by a line end or NUL. */
export function linesOfMessage(message: Uint8Array): string[] {
  const text = Buffer.from(message.subarray(0, maxMessage)).toString('utf8');
  return text.split(/[\r\n\0]+/).filter((line) => line !== '');
}
