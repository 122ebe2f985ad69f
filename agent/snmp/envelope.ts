/** The outside of a message: which version, and for v3 how it is secured (RFC 3412 §6). */
import { BerReader, tags } from './ber.ts';

export type Envelope = {
  readonly version: number;
  readonly isAuthenticated: boolean;
  readonly isEncrypted: boolean;
  /** A v3 report: the one message that may come unsecured (RFC 3414 §3.2). */
  readonly isReport: boolean;
};

const reportTag = 0xa8;

/** `null` where the bytes are no SNMP message. */
export function peekMessage(bytes: Uint8Array): Envelope | null {
  const reader = new BerReader(bytes);
  if (!reader.openA(tags.sequence)) return null;
  const version = reader.integer();
  if (version !== 3) {
    return Number.isNaN(version) ? null : { version, isAuthenticated: false, isEncrypted: false, isReport: false };
  }
  if (!reader.openA(tags.sequence)) return null;
  const headerEnd = reader.to;
  reader.integer();
  reader.integer();
  if (!reader.openA(tags.octets) || reader.to !== reader.at + 1) return null;
  const flags = bytes[reader.at] ?? 0;
  reader.at = headerEnd;
  if (!reader.openA(tags.octets)) return null;
  reader.at = reader.to;
  return {
    version,
    isAuthenticated: (flags & 1) !== 0,
    isEncrypted: (flags & 2) !== 0,
    isReport: isPlainReport(reader),
  };
}

/** A scoped PDU in the clear: contextEngineID, contextName, PDU. */
function isPlainReport(reader: BerReader): boolean {
  if (!reader.openA(tags.sequence)) return false;
  for (let i = 0; i < 2; i++) {
    if (!reader.openA(tags.octets)) return false;
    reader.at = reader.to;
  }
  return reader.openA(reportTag);
}
