/** What a server offers in its reply to EHLO. RFC 5321 §4.1.1.1. Pure. */
import type { SmtpReply } from './replies.ts';

export type Offers = {
  /** What the server calls itself. */
  readonly name: string;
  /** Keywords in capitals, to what stands behind them. */
  readonly extensions: ReadonlyMap<string, string>;
  /** Largest mail, octets (RFC 1870); `null` where it names none. */
  readonly size: number | null;
  /** Login methods, in capitals. */
  readonly authMethods: readonly string[];
};

/** Before anything was said, and of a server that knows only HELO. */
export const noOffers: Offers = { name: '', extensions: new Map(), size: null, authMethods: [] };

export function readOffers({ lines }: SmtpReply): Offers {
  const [greeting = '', ...rest] = lines;
  const extensions = new Map<string, string>();
  const authMethods = new Set<string>();
  for (const line of rest) {
    // Servers of before RFC 2554 write `AUTH=LOGIN`; many still say it both ways.
    const [keyword = '', ...values] = line
      .trim()
      .replace(/^AUTH=/i, 'AUTH ')
      .split(/\s+/);
    const name = keyword.toUpperCase();
    if (name === '') continue;
    if (name === 'AUTH') for (const method of values) authMethods.add(method.toUpperCase());
    extensions.set(name, values.join(' '));
  }
  const size = /^\d{1,15}$/.exec(extensions.get('SIZE') ?? '') ? Number(extensions.get('SIZE')) : 0;
  return {
    name: greeting.trim().split(/\s+/, 1)[0] ?? '',
    extensions,
    // "SIZE 0" is no limit (RFC 1870 §3).
    size: size > 0 ? size : null,
    authMethods: [...authMethods],
  };
}
