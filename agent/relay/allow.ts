/** Who may send through the relay: addresses and blocks of them. */
import { BlockList, isIP } from 'node:net';
import { canonicalAddress } from '../scans/attribute.ts';

export type AllowList = { has(address: string): boolean };

/** Throws `RangeError` where an entry is neither an address nor a block (`10.0.4.0/24`). */
export function makeAllowList(entries: readonly string[]): AllowList {
  const list = new BlockList();
  for (const entry of entries) {
    const { address, bits } = readBlock(entry);
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === null) list.addAddress(address, family);
    else list.addSubnet(address, bits, family);
  }
  return {
    has(given) {
      const address = canonicalAddress(given);
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

export type Block = { readonly address: string; readonly bits: number | null };

/** Throws `RangeError`, with a sentence for the writer. */
export function readBlock(entry: string): Block {
  const [address = '', bits, ...more] = entry.trim().split('/');
  const version = isIP(address);
  const isWhole = bits === undefined;
  const size = isWhole ? null : Number(bits);
  const isFitting = isWhole || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32));
  if (version === 0 || !isFitting || more.length > 0) {
    throw new RangeError(
      `"${entry.slice(0, 60)}" is neither an address nor a block of them; write e.g. 10.0.4.21 or 10.0.4.0/24`,
    );
  }
  return { address, bits: size };
}
