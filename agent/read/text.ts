/** Text as devices send it: octets in some character set, padded, with zeros and line breaks inside. */
import { decoderOf, isMistakable } from './charsets.ts';

/** SNMP texts are at most 255 octets (RFC 3805); some agents send more. */
const mostOctets = 2048;
const mostCharacters = 1000;
const blank = 0x20;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('windows-1252');

/**
 * Strict UTF-8 first, then the character set that the device declares (IANA MIBenum, `null` for none), then Latin-1. The
 * result is one clean line, see `cleanText`.
 */
export function decodeText(octets: Uint8Array, charset: number | null = null): string {
  const bounded = octets.length > mostOctets ? octets.subarray(0, mostOctets) : octets;
  const declared = charset === null ? null : decoderOf(charset);
  if (charset !== null && isMistakable(charset)) {
    const text = looksWide(bounded, charset) ? declared?.(bounded) : null;
    if (text) return cleanText(text);
  }
  if (isCleanAscii(bounded)) return ascii(bounded);
  return cleanText(asUtf8(bounded) ?? declared?.(bounded) ?? latin1.decode(bounded));
}

/** Octets that could be UTF-16 (whole pairs with a zero in them) or ISO-2022 (with an escape), and not plain text. */
function looksWide(octets: Uint8Array, charset: number): boolean {
  return charset === 39 ? octets.includes(0x1b) : octets.length % 2 === 0 && octets.includes(0);
}

/** Spreading octets as arguments would go through an iterator, several times slower. */
function ascii(octets: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, null, octets);
}

/** Most texts: printable, without padding. They need no decoder and no cleaning. */
function isCleanAscii(octets: Uint8Array): boolean {
  if (octets.length > mostCharacters) return false;
  let before = blank;
  for (const octet of octets) {
    if (octet < blank || octet > 0x7e || (octet === blank && before === blank)) return false;
    before = octet;
  }
  return octets.length === 0 || before !== blank;
}

/** A width limit in octets may have cut the last character in two: up to three octets at the end are forgiven. */
function asUtf8(octets: Uint8Array): string | null {
  for (let cut = 0; cut <= 3 && cut < octets.length; cut++) {
    if (cut > 0 && !isCutCharacter(octets, octets.length - cut)) continue;
    try {
      return utf8.decode(octets.subarray(0, octets.length - cut));
    } catch {
      // Not UTF-8 at this length.
    }
  }
  return null;
}

/** Whether a multi-octet character starts at `at` and needs more octets than there are. */
function isCutCharacter(octets: Uint8Array, at: number): boolean {
  const lead = octets[at] ?? 0;
  const needed =
    lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  const rest = octets.subarray(at + 1);
  return needed > 1 + rest.length && rest.every((octet) => (octet & 0xc0) === 0x80);
}

const dirty = /[^\x20-\x7e]| {2}|^ | $/;
/** What is no text: zeros, marks of byte order, direction and width, and the sign for "could not be decoded". */
const noText = /[\0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g;

/** One line: no control characters, no padding, no runs of blanks, at most 1,000 characters. */
export function cleanText(text: string): string {
  const bounded = text.length > 2 * mostCharacters ? text.slice(0, 2 * mostCharacters) : text;
  const plain = dirty.test(bounded)
    ? bounded
        .toWellFormed()
        .replace(noText, '')
        .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
        .trim()
    : bounded;
  return plain.length > mostCharacters
    ? plain.slice(0, mostCharacters).toWellFormed().replace(noText, '').trim()
    : plain;
}
