/** Which device an address is. Devices that are configured by a name are found by what the name resolves to. */
import { lookup } from 'node:dns/promises';
import { isIP, SocketAddress } from 'node:net';
import type { Member } from '../fleet.ts';

export type WhereaboutsOptions = {
  /** Everything that is configured. */
  readonly members: readonly Member[];
  /** Milliseconds. */
  readonly now: () => number;
  /** All addresses of a name; rejects where there are none. */
  readonly resolve?: (name: string) => Promise<string[]>;
};

export type Whereabouts = {
  /** Members at that address. Where several share it the port tells them apart, and where it fits none they are all meant. */
  find(from: { readonly address: string; readonly port: number }): readonly Member[];
  /** Asks for the addresses of all names, at most once a minute. */
  resolveNames(): Promise<void>;
};

const resolveEveryMs = 60_000;
const mostNames = 5000;

export function createWhereabouts({ members, now, resolve = resolveAll }: WhereaboutsOptions): Whereabouts {
  const byAddress = Map.groupBy(
    members.filter(({ address }) => isIP(bare(address)) !== 0),
    ({ address }) => canonicalAddress(address),
  );
  const named = members.filter(({ address }) => isIP(bare(address)) === 0).slice(0, mostNames);
  let byName = new Map<string, Member[]>();
  let resolvedAt = Number.NEGATIVE_INFINITY;

  return {
    find({ address, port }) {
      const key = canonicalAddress(address);
      const there = [...(byAddress.get(key) ?? []), ...(byName.get(key) ?? [])];
      const exact = there.filter((member) => member.port === port);
      return exact.length > 0 ? exact : there;
    },
    async resolveNames() {
      if (named.length === 0 || now() - resolvedAt < resolveEveryMs) return;
      resolvedAt = now();
      const found = new Map<string, Member[]>();
      for (const member of named) {
        for (const address of await resolve(member.address).catch(() => [])) {
          const key = canonicalAddress(address);
          found.set(key, [...(found.get(key) ?? []), member]);
        }
      }
      byName = found;
    },
  };
}

/** One spelling for each address: an IPv4 one may come as `::ffff:10.0.0.1` on a socket of IPv6 (RFC 4291 §2.5.5.2). */
export function canonicalAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [ip = '', zone] = address.split('%');
  if (isIP(ip) !== 6) return ip;
  const { address: short } = new SocketAddress({ address: ip, family: 'ipv6' });
  return zone === undefined ? short : `${short}%${zone}`;
}

const bare = (address: string) => address.split('%')[0] ?? '';

async function resolveAll(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
