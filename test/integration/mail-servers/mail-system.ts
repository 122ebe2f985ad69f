/** What a real mail system of the tests is told, and what it gives. */
export type MailSystemOptions = {
  /** What it calls itself. */
  readonly name: string;
  readonly port: number;
  /** The addresses that it relays for, as CIDR. */
  readonly clients: string;
  /** Octets of the largest mail. */
  readonly largest: number;
  /** Port on 127.0.0.1 that takes what it relays. */
  readonly nextHop: number;
  /** Port on 127.0.0.1 of who is asked about logins; one that knows nobody. */
  readonly authPort: number;
};

export type MailSystem = {
  /** Path of the log that it writes. */
  readonly log: string;
  stop(): Promise<void>;
};
