/** What the relay works with. */
import type { Secret } from '../../contract/secret.ts';
import type { ServerConfig } from '../smtp/config.ts';

export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

export type RelayConfig = {
  readonly listen: { readonly host: string; readonly port: number };
  /** Addresses and blocks that may send; nobody else may. */
  readonly allow: readonly string[];
  /** What it calls itself. */
  readonly name: string;
  /** Octets. */
  readonly size: number;
  /** Of devices, at a time. */
  readonly connections: number;
  /** How long a device may be silent. */
  readonly idleMs: number;
  /** What devices must log in with, beside being in the list. */
  readonly login: { readonly user: string; readonly password: Secret; readonly unencrypted: boolean } | null;
  /** Paths of PEM files. */
  readonly tls: {
    readonly certificate: string;
    readonly key: string;
    readonly oldest: TlsVersion;
    readonly implicit: boolean;
  } | null;
  /** Takes the place of the sender that devices give. */
  readonly from: string | null;
  readonly upstream: ServerConfig & {
    /** At a time; the others wait. */
    readonly connections: number;
  };
};
