/** What every source of scan results is: something that is started, tells what it reads, and is stopped. */
import type { ScanResult } from '../../../contract/index.ts';
import type { Log } from '../../log.ts';
import type { Marks, Places } from '../../push/marks.ts';
import type { Told } from '../../push/told.ts';
import type { LoginConfig } from '../../smtp/config.ts';
import type { Format } from '../index.ts';

type Common = {
  readonly format: Format | 'auto';
  /** IANA name; `null`: the zone of this machine. */
  readonly zone: string | null;
  readonly from: 'end' | 'start';
};

/** `path` may be a pattern of many files. */
export type FileSource = Common & { readonly kind: 'file'; readonly path: string };
export type JournaldSource = Common & { readonly kind: 'journald'; readonly units: readonly string[] };
export type SyslogSource = Common & {
  readonly kind: 'syslog';
  readonly listen: readonly { readonly protocol: 'udp' | 'tcp'; readonly host: string; readonly port: number }[];
  /** Addresses and ranges; none: whoever can reach it. */
  readonly allow: readonly string[];
};
export type ImapSource = Common & {
  readonly kind: 'imap';
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** False takes any certificate. */
  readonly verify: boolean;
  /** Path of a PEM file with authorities to trust besides the usual ones. */
  readonly ca: string | null;
  readonly login: LoginConfig;
  readonly mailbox: string;
  readonly moveTo: string | null;
  readonly everyMs: number;
};
export type CommandSource = Common & {
  readonly kind: 'command';
  readonly argv: readonly string[];
  /** `null`: it goes on, and its output is followed. */
  readonly everyMs: number | null;
};
export type ScanSource = FileSource | JournaldSource | SyslogSource | ImapSource | CommandSource;

export type Source = {
  start(): void;
  stop(): Promise<void>;
};

/**
 * Gives results away and, in the same transaction, does whatever `alongside` does to the agent's memory: both or neither.
 * Throws where the disk says no.
 */
export type Tell = (results: readonly ScanResult[], alongside?: () => void) => void;

export type SourcePorts = {
  readonly tell: Tell;
  /** Folder of what must survive a restart. */
  readonly dataDir: string;
  readonly marks: Marks;
  readonly places: Places;
  readonly told: Told;
  readonly log: Log;
  readonly clock: () => Date;
  /** In [0, 1). */
  readonly chance: () => number;
};
