/** The envelope of a mail as commands for the upstream. Pure but for the spelling of names. */
import { domainToASCII } from 'node:url';
import type { Offers } from '../smtp/offers.ts';

export type Envelope = {
  /** Empty for a report. */
  readonly from: string;
  /** As the device announced it; octets. */
  readonly size: number | null;
  readonly is8Bit: boolean;
  /** Asks for addresses outside ASCII (RFC 6531). */
  readonly isUtf8: boolean;
};

/** Says only what the upstream understands. A body of eight bits goes as it is: we cannot write it anew. */
export function mailLine({ from, size, is8Bit, isUtf8 }: Envelope, { extensions }: Offers): string {
  return [
    `MAIL FROM:<${wireAddress(from)}>`,
    size !== null && extensions.has('SIZE') ? `SIZE=${size}` : '',
    is8Bit && extensions.has('8BITMIME') ? 'BODY=8BITMIME' : '',
    isUtf8 && extensions.has('SMTPUTF8') ? 'SMTPUTF8' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export function rcptLine(to: string): string {
  return `RCPT TO:<${wireAddress(to)}>`;
}

/** `smtp-server` spells domains out (`bücher.example`); on the wire they are `xn--bcher-kva.example`. */
function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 0 || !/[^\x20-\x7e]/.test(domain)) return address;
  return `${address.slice(0, at + 1)}${domainToASCII(domain) || domain}`;
}
