/** The Message-ID of a mail that streams by: it joins what the relay saw with what other servers log later. Pure. */

export type MessageIdWatch = {
  take(octets: Buffer): void;
  /** `<…>`, or `null` where the header has none. */
  found(): string | null;
};

/** Headers of scans are a few hundred octets; what stands behind that is not looked at. */
const mostOctets = 16 * 1024;
const headerEnd = /\r?\n\r?\n/;
const messageId = /^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,250}>)/im;

export function watchMessageId(): MessageIdWatch {
  let header = '';
  let isDone = false;
  return {
    take(octets) {
      if (isDone) return;
      header += octets.toString('latin1', 0, mostOctets - header.length);
      const end = headerEnd.exec(header)?.index ?? -1;
      if (end >= 0) header = header.slice(0, end);
      isDone = end >= 0 || header.length >= mostOctets;
    },
    found: () => messageId.exec(header)?.[1] ?? null,
  };
}
