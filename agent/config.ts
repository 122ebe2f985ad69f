/** What the agent works with, made from its keys of `platen.yaml`. Pure: paths and names of this machine are handed in. */
import { Secret } from '../contract/secret.ts';
import { cronEvery } from './cadence.ts';
import type { AgentSettings, AskingSettings } from './settings.ts';
import type { AuthProtocol, Credentials, PrivProtocol } from './snmp/target.ts';

export type CredentialConfig =
  | { readonly version: 'v1' | 'v2c'; readonly community: Secret }
  | {
      readonly version: 'v3';
      readonly user: string;
      readonly context: string | null;
      readonly auth: { readonly protocol: AuthProtocol; readonly password: Secret } | null;
      readonly priv: { readonly protocol: PrivProtocol; readonly password: Secret } | null;
    };

export type AskConfig = {
  readonly port: number;
  readonly credentials: CredentialConfig;
  readonly timeoutMs: number;
  readonly retries: number;
};

/** One entry of `devices`: a single device, or a range of addresses that are asked alike. */
export type DeviceConfig = {
  /** As written: an address, a name, `host:port` or a range. */
  readonly address: string;
  readonly ask: AskConfig;
  readonly name: string | null;
  readonly location: string | null;
  readonly scanLogin: string | null;
  readonly scanFrom: string | null;
};

export type ScanSource = {
  readonly format: 'postfix';
  readonly path: string;
  readonly from: 'end' | 'start';
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
  readonly scans: readonly ScanSource[];
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
  return {
    dataDir: settings.data_dir === undefined ? around.dataDir : around.resolvePath(settings.data_dir),
    devices: settings.devices.map((entry) =>
      deviceConfig(typeof entry === 'string' ? { address: entry } : entry, settings),
    ),
    concurrency: settings.snmp.concurrency,
    poll: {
      schedule: settings.poll.schedule ?? cronEvery(everyMs) ?? '0 * * * * *',
      jitterMs: settings.poll.jitter ?? (settings.poll.schedule === undefined ? Math.min(everyMs / 10, 30_000) : 0),
      discoverMs: settings.poll.discover,
    },
    scans: settings.scans.map((scan) => ({
      format: 'postfix',
      path: around.resolvePath(scan.postfix),
      from: scan.from,
    })),
    push: {
      url: settings.push.url ?? null,
      token: settings.push.token ?? null,
      agent: settings.push.agent ?? around.hostname,
    },
  };
}

/** What the SNMP client is given. The only place where the secrets of a device come out of their wrapping. */
export function revealCredentials(config: CredentialConfig): Credentials {
  if (config.version !== 'v3') return { version: config.version, community: config.community.reveal() };
  const { user, context, auth, priv } = config;
  return {
    version: 'v3',
    user,
    ...(auth && { auth: { protocol: auth.protocol, password: auth.password.reveal() } }),
    ...(priv && { priv: { protocol: priv.protocol, password: priv.password.reveal() } }),
    ...(context !== null && { context }),
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
  };
}

/** The device's own word first, then the fleet's. */
function askConfig(own: AskingSettings, fleet: AskingSettings): AskConfig {
  return {
    port: own.port ?? fleet.port ?? 161,
    credentials: credentialConfig(own, fleet),
    timeoutMs: own.timeout ?? fleet.timeout ?? 2000,
    retries: own.retries ?? fleet.retries ?? 1,
  };
}

/** A community or a user of its own also decides a device's version. */
function credentialConfig(own: AskingSettings, fleet: AskingSettings): CredentialConfig {
  const version = own.version ?? impliedVersion(own) ?? fleet.version ?? impliedVersion(fleet) ?? 'v2c';
  const v3 = own.v3 ?? fleet.v3;
  if (version !== 'v3' || !v3) {
    const community = own.community ?? fleet.community ?? new Secret('public');
    return { version: version === 'v1' ? 'v1' : 'v2c', community };
  }
  return {
    version,
    user: v3.user,
    context: v3.context ?? null,
    auth: v3.auth_password ? { protocol: v3.auth_protocol, password: v3.auth_password } : null,
    priv: v3.privacy_password ? { protocol: v3.privacy_protocol, password: v3.privacy_password } : null,
  };
}

function impliedVersion(asking: AskingSettings): 'v2c' | 'v3' | undefined {
  if (asking.v3) return 'v3';
  return asking.community ? 'v2c' : undefined;
}
