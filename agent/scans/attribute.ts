/** Whose scan it was: the device behind a scan result. Pure. */
import type { ScanResult } from '../../contract/index.ts';

/** What is known of a device that its mails may show. */
export type Sender = {
  /** `address:port`, as scan results name a device. */
  readonly device: string;
  readonly address: string;
  /** What it logs in to the mail server as, and what it writes as sender, where the configuration says so. */
  readonly login: string | null;
  readonly from: string | null;
  /** What it calls itself (sysName, host name). */
  readonly names: readonly string[];
};

/**
 * Fills in `device`: by the client's address, else its login, else the sender's address, else a name that says the same
 * in one of these places. Where several devices fit equally well, none is named.
 */
export function createAttribution(senders: readonly Sender[]): (result: ScanResult) => ScanResult {
  const byAddress = indexBy(senders, ({ address }) => [canonicalAddress(address)]);
  const byLogin = indexBy(senders, ({ login }) => [login?.toLowerCase()]);
  const byFrom = indexBy(senders, ({ from }) => [from?.toLowerCase()]);
  const byName = indexBy(senders, ({ names }) => names.map(nameKey));

  return (result) => {
    const { client, from } = result;
    const login = client.login?.toLowerCase() ?? null;
    const sender = from?.toLowerCase() ?? null;
    const lists = [
      find(byAddress, client.address && canonicalAddress(client.address)),
      find(byLogin, login),
      find(byFrom, sender),
      find(byName, client.name && nameKey(client.name)),
      find(byName, login && nameKey(login)),
      find(byName, sender && nameKey(sender)),
    ];
    const device = firstAgreed(lists);
    return device === null ? result : { ...result, device };
  };
}

/** The strongest hint decides; where it leaves several, the weaker ones choose among those. */
function firstAgreed(lists: readonly (readonly string[])[]): string | null {
  let left: readonly string[] | null = null;
  for (const list of lists) {
    if (list.length === 0) continue;
    const before: readonly string[] | null = left;
    const narrowed: readonly string[] = before === null ? list : list.filter((device) => before.includes(device));
    if (narrowed.length === 1) return narrowed[0] ?? null;
    if (narrowed.length > 0) left = narrowed;
  }
  return null;
}

function find(index: ReadonlyMap<string, readonly string[]>, key: string | null | undefined): readonly string[] {
  return (key && index.get(key)) || [];
}

function indexBy(
  senders: readonly Sender[],
  keysOf: (sender: Sender) => readonly (string | null | undefined)[],
): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const sender of senders) {
    for (const key of new Set(keysOf(sender))) {
      if (key) index.set(key, [...(index.get(key) ?? []), sender.device]);
    }
  }
  return index;
}

/** `copier-2f`, `copier-2f.office.lan` and `copier-2f@example.com` are one name. Too short ones are nobody's. */
function nameKey(name: string): string | null {
  const first = name.trim().toLowerCase().split(/[@.]/, 1)[0] ?? '';
  return first.length < 3 || generic.has(first) ? null : first;
}

/** What any device may be called as it leaves the factory tells nothing. */
const generic = new Set(['scanner', 'scan', 'copier', 'printer', 'mfp', 'noreply', 'no-reply', 'localhost', 'unknown']);

/** One spelling of an IP address: `::ffff:10.0.4.21` is 10.0.4.21 (RFC 4291 §2.5.5.2), IPv6 shortened and in small letters. */
export function canonicalAddress(address: string): string {
  const plain = address.trim().toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1]) return mapped[1];
  if (!plain.includes(':')) return plain;
  const url = URL.parse(`http://[${plain}]`);
  return url ? url.hostname.slice(1, -1) : plain;
}
