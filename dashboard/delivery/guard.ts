/**
 * Where webhooks may go. A receiver's address is checked twice: as it is written, because a literal address is never
 * looked up, and inside the look-up of the very connection, because a name may be made to point elsewhere in between.
 * Behind an HTTP proxy only the proxy would be seen; none is used here.
 */
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';

/** What the operator allows beside public addresses. */
export type Policy = { readonly allowPrivate: boolean; readonly allowLoopback: boolean };

/** The address is one that webhooks are not sent to; `message` says what to change. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  readonly code = 'REFUSED_BY_GUARD';
}

type Range = readonly [address: string, prefix: number];

const loopback = blockList([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** RFC 1918 and RFC 4193. */
const privateUse = blockList([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['fc00::', 7],
]);

/** Special-purpose addresses of RFC 6890 and its registries: no receiver lives there, but routers and clouds listen. */
const special = blockList([
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]);

/** Why nothing is sent to this IP address, or `null` where it may be. IPv4 written as IPv6 counts as IPv4. */
export function refuseAddress(address: string, { allowPrivate, allowLoopback }: Policy): string | null {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0) return `${address} is no IP address`;
  if (loopback.check(address, family)) {
    return allowLoopback
      ? null
      : `${address} is this machine itself; allow_loopback of the webhook in platen.yaml allows it`;
  }
  if (privateUse.check(address, family)) {
    return allowPrivate
      ? null
      : `${address} is a private address; allow_private of the webhook, or dashboard.allow_private_receivers, in platen.yaml allows it`;
  }
  return special.check(address, family) ? `${address} is not an address that a receiver can have` : null;
}

/** Why nothing is sent to this URL as it is written, or `null`. Names are judged when they are looked up. */
export function refuseUrl(text: string, policy: Policy): string | null {
  const url = URL.parse(text);
  if (!url) return 'this is no URL';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'only http and https addresses are sent to';
  if (url.username || url.password) return 'a receiver is not logged in to: leave user and password out of the URL';
  // The parser has turned every spelling (decimal, octal, hexadecimal, short) into the plain one by now.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) ? refuseAddress(host, policy) : null;
}

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A look-up that gives an error as soon as one of a name's addresses is refused: which one is used is not our choice. */
export function guardLookup(policy: Policy, resolve: Resolve = systemLookup): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const refused = addresses.map(({ address }) => refuseAddress(address, policy)).find((reason) => reason !== null);
      const [first] = addresses;
      if (refused || !first) return callback(new GuardError(`${host}: ${refused ?? 'it has no address'}`), '', 0);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

/** Connections to allowed addresses only. */
export function guardedAgent(policy: Policy, connectTimeout: number): Agent {
  return new Agent({ connect: { lookup: guardLookup(policy), timeout: connectTimeout } });
}

function blockList(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, address.includes(':') ? 'ipv6' : 'ipv4');
  return list;
}
