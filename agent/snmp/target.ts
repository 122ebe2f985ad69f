/** Whom to ask, and as whom. */

export const authProtocols = ['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type AuthProtocol = (typeof authProtocols)[number];

/** `aes256` is the key extension of draft-blumenthal-aes-usm, as net-snmp has it; `aes256-reeder` is Cisco's. */
export const privProtocols = ['des', 'aes', 'aes256', 'aes256-reeder'] as const;
export type PrivProtocol = (typeof privProtocols)[number];

export type CommunityCredentials = {
  /** `v2c` falls back to v1 where a device answers nothing else, and remembers it. */
  readonly version: 'v1' | 'v2c';
  readonly community: string;
};

/** The level follows from what is given: neither is noAuthNoPriv, `auth` alone authNoPriv, both authPriv (RFC 3414). */
export type UserCredentials = {
  readonly version: 'v3';
  readonly user: string;
  readonly auth?: { readonly protocol: AuthProtocol; readonly password: string };
  /** Needs `auth`. */
  readonly priv?: { readonly protocol: PrivProtocol; readonly password: string };
  readonly context?: string;
};

export type Credentials = CommunityCredentials | UserCredentials;

export type Target = {
  /** A name, an IPv4 or an IPv6 address (without brackets). A name is resolved at every visit. */
  readonly address: string;
  readonly port: number;
  readonly credentials: Credentials;
  /** Patience for the first try of a request; every retry waits half as long again. */
  readonly timeoutMs: number;
  /** How often a request is repeated after its first try. */
  readonly retries: number;
};
