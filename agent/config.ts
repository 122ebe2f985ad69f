/** What the agent works with, made from its keys of `platen.yaml`. Pure: paths and names of this machine are handed in. */
import type { Secret } from '../contract/secret.ts';
import { cronEvery } from './cadence.ts';
import { type AskConfig, askConfig } from './credentials.ts';
import { limitsOf } from './limits.ts';
import type { ProbeConfig } from './probe/config.ts';
import { probeConfig } from './probe/settings.ts';
import type { Limits } from './read/index.ts';
import type { RelayConfig } from './relay/config.ts';
import { relayConfig } from './relay/settings.ts';
import { scanSource } from './scans/sources/settings.ts';
import type { ScanSource } from './scans/sources/source.ts';
import type { AgentSettings } from './settings.ts';
import { type TrapConfig, trapConfig } from './traps/settings.ts';

export type { AskConfig, CredentialConfig } from './credentials.ts';
export { revealCredentials } from './credentials.ts';
export type { TrapConfig } from './traps/settings.ts';

/** One entry of `devices`: a single device, or a range of addresses that are asked alike. */
export type DeviceConfig = {
  /** As written: an address, a name, `host:port` or a range. */
  readonly address: string;
  readonly ask: AskConfig;
  readonly name: string | null;
  readonly location: string | null;
  readonly scanLogin: string | null;
  readonly scanFrom: string | null;
  /** When its supplies count as low. */
  readonly limits: Limits;
};

export type AgentConfig = {
  readonly dataDir: string;
  readonly devices: readonly DeviceConfig[];
  /** How many devices are asked at the same time. */
  readonly concurrency: number;
  readonly poll: {
    /** Cron pattern, five fields or six with seconds first. */
    readonly schedule: string;
    readonly jitterMs: number;
    readonly discoverMs: number;
  };
  /** `null`: nothing listens. */
  readonly traps: TrapConfig | null;
  /** Absolute. */
  readonly mibFolder: string | null;
  readonly scans: readonly ScanSource[];
  /** Whether recipients' addresses leave the agent as they are. */
  readonly recipients: 'masked' | 'full';
  /** `null`: devices send elsewhere. */
  readonly relay: RelayConfig | null;
  readonly probes: readonly ProbeConfig[];
  readonly push: {
    /** `null`: the command that starts the agent knows (`platen start`), or the configuration is incomplete. */
    readonly url: string | null;
    readonly token: Secret | null;
    readonly agent: string;
  };
};

export type Surroundings = {
  /** Makes a path of the file absolute. */
  readonly resolvePath: (path: string) => string;
  /** Where data goes when the file does not say. */
  readonly dataDir: string;
  /** The agent's name when the file does not say. */
  readonly hostname: string;
};

/** The agent's configuration with every default filled in. */
export function agentConfig(settings: AgentSettings, around: Surroundings): AgentConfig {
  const everyMs = settings.poll.every ?? 60_000;
  const devices = settings.devices.map((entry) =>
    deviceConfig(typeof entry === 'string' ? { address: entry } : entry, settings),
  );
  const asked = devices.length > 0 ? devices.map(({ ask }) => ask) : [askConfig({}, settings.snmp)];
  return {
    dataDir: settings.data_dir === undefined ? around.dataDir : around.resolvePath(settings.data_dir),
    devices,
    concurrency: settings.snmp.concurrency,
    poll: {
      schedule: settings.poll.schedule ?? cronEvery(everyMs) ?? '0 * * * * *',
      jitterMs: settings.poll.jitter ?? (settings.poll.schedule === undefined ? Math.min(everyMs / 10, 30_000) : 0),
      discoverMs: settings.poll.discover,
    },
    traps: settings.traps ? trapConfig(settings.traps, asked) : null,
    mibFolder: settings.mibs === undefined ? null : around.resolvePath(settings.mibs),
    scans: settings.scans.map((entry) => scanSource(entry, around.resolvePath)),
    recipients: settings.privacy.recipients,
    relay: settings.relay ? relayConfig(settings.relay, around) : null,
    probes: settings.probes.map((probe) => probeConfig(probe, around.resolvePath)),
    push: {
      url: settings.push.url ?? null,
      token: settings.push.token ?? null,
      agent: settings.push.agent ?? around.hostname,
    },
  };
}

type DeviceSettings = Exclude<AgentSettings['devices'][number], string>;

function deviceConfig(entry: DeviceSettings, settings: AgentSettings): DeviceConfig {
  return {
    address: entry.address,
    ask: askConfig(entry, settings.snmp),
    name: entry.name ?? null,
    location: entry.location ?? null,
    scanLogin: entry.scan_login ?? null,
    scanFrom: entry.scan_from ?? null,
    limits: limitsOf(entry.limits, settings.limits),
  };
}
