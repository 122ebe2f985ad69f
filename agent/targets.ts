/** Names, addresses, ranges and lists of devices, as people write them, into one address each. */
import { isIP, isIPv4, isIPv6 } from 'node:net';

export type Host = {
  /** A name or an address; IPv6 without brackets. */
  readonly address: string;
  readonly port: number;
};

export const hostErrorCodes = [
  'HOST_EMPTY',
  'HOST_MALFORMED',
  'HOST_PORT',
  'HOST_RANGE',
  'HOST_TOO_MANY',
  'HOST_FILE',
] as const;
export type HostErrorCode = (typeof hostErrorCodes)[number];

/** `message` is one clear sentence without a full stop; `text` is the offending part of the input. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;
  readonly text: string;

  constructor(code: HostErrorCode, text: string, message: string) {
    super(message);
    this.code = code;
    this.text = text;
  }
}

/** As many as a /16 holds: more than that in one call is a slip. */
export const mostHosts = 65_536;

export type HostOptions = {
  /** Port of those that name none. */
  readonly port: number;
  /** Gives the content of an `@file`; without it there are no files. */
  readonly readFile?: (file: string) => string;
};

/**
 * Each text is a name, an address, `a.b.c.d/n`, `a.b.c.d-e` or `a.b.c.d-a.b.c.e`, any of them with `:port`
 * (`[…]:port` around IPv6), or `@file` with one of these a line, where `#` begins a comment. The order stays, and what
 * is listed twice stays twice. Throws `HostError`.
 */
export function expandHosts(texts: readonly string[], options: HostOptions): Host[] {
  const hosts: Host[] = [];
  for (const text of texts) {
    const lines = text.startsWith('@') ? readList(text.slice(1), options) : [text.trim()];
    for (const line of lines) {
      for (const host of expandOne(line, options.port)) {
        if (hosts.length >= mostHosts) {
          throw new HostError(
            'HOST_TOO_MANY',
            line,
            `more than ${mostHosts.toLocaleString('en')} addresses in one call`,
          );
        }
        hosts.push(host);
      }
    }
  }
  return hosts;
}

function readList(file: string, { readFile }: HostOptions): string[] {
  if (!readFile) throw new HostError('HOST_FILE', `@${file}`, `"@${shown(file)}" is not allowed here: no files`);
  return readFile(file)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

function expandOne(text: string, defaultPort: number): Iterable<Host> {
  if (text === '') throw new HostError('HOST_EMPTY', text, 'an empty text is no device');
  const { host, port } = splitPort(text, defaultPort);
  if (host.includes('/')) return expandBlock(host, port);
  const range = /^(\d+\.\d+\.\d+\.\d+)-(\d+|\d+\.\d+\.\d+\.\d+)$/.exec(host);
  if (range) return expandRange(host, range[1] ?? '', range[2] ?? '', port);
  if (!isIP(host.split('%')[0] ?? '') && !isName(host)) throw malformed(host);
  return [{ address: host, port }];
}

function splitPort(text: string, defaultPort: number): Host & { host: string } {
  const [, bracketed, plain, portText] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/.exec(text) ?? [];
  // Without brackets every colon belongs to the address.
  const host = bracketed ?? plain ?? text;
  if (bracketed !== undefined && !isIPv6(bracketed.split('%')[0] ?? '')) throw malformed(text);
  if (portText === undefined) return { host, address: host, port: defaultPort };
  const port = Number(portText);
  if (portText === '' || port < 1 || port > 65_535) {
    throw new HostError('HOST_PORT', text, `"${shown(text)}" has no port between 1 and 65535 after its colon`);
  }
  return { host, address: host, port };
}

/** All addresses of a block but its network and broadcast address; a /31 and a /32 have neither (RFC 3021). */
function expandBlock(text: string, port: number): Iterable<Host> {
  const [, base = '', bitsText = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (isIPv6(base)) throw new HostError('HOST_RANGE', text, `"${shown(text)}": IPv6 blocks are too large to try out`);
  const bits = Number(bitsText);
  if (!isIPv4(base) || bits > 32) throw malformed(text);
  const size = 2 ** (32 - bits);
  if (size > mostHosts) {
    throw new HostError(
      'HOST_TOO_MANY',
      text,
      `"${shown(text)}" is more than ${mostHosts.toLocaleString('en')} addresses`,
    );
  }
  const first = Math.floor(toNumber(base) / size) * size;
  return size <= 2 ? count(first, first + size - 1, port) : count(first + 1, first + size - 2, port);
}

function expandRange(text: string, from: string, to: string, port: number): Iterable<Host> {
  const end = to.includes('.') ? to : from.replace(/\d+$/, to);
  if (!isIPv4(from) || !isIPv4(end)) throw malformed(text);
  const first = toNumber(from);
  const last = toNumber(end);
  if (last < first) throw new HostError('HOST_RANGE', text, `"${shown(text)}" ends before it begins`);
  if (last - first >= mostHosts) {
    throw new HostError(
      'HOST_TOO_MANY',
      text,
      `"${shown(text)}" is more than ${mostHosts.toLocaleString('en')} addresses`,
    );
  }
  return count(first, last, port);
}

function* count(first: number, last: number, port: number): Iterable<Host> {
  for (let n = first; n <= last; n++) {
    yield { address: [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.'), port };
  }
}

const toNumber = (address: string) => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

/** RFC 1123 §2.1, with the underscore that Windows names have. Digits and dots alone are a slip in an address. */
const isName = (text: string) =>
  text.length <= 253 && !/^[\d.]+$/.test(text) && /^(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?$/.test(text);

const malformed = (text: string) =>
  new HostError('HOST_MALFORMED', text, `"${shown(text)}" is no name, address, a.b.c.d/n or a.b.c.d-e`);

const shown = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);
