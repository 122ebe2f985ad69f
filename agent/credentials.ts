/** Who asks a device, as whom: from the keys of `platen.yaml` to what the SNMP client is given. Pure. */
import { Secret } from '../contract/secret.ts';
import type { UserSettings } from './asking-settings.ts';
import type { AskingSettings } from './settings.ts';
import type { AuthProtocol, Credentials, PrivProtocol } from './snmp/target.ts';

export type UserConfig = {
  readonly version: 'v3';
  readonly user: string;
  readonly context: string | null;
  readonly auth: { readonly protocol: AuthProtocol; readonly password: Secret } | null;
  readonly priv: { readonly protocol: PrivProtocol; readonly password: Secret } | null;
};
export type CredentialConfig = { readonly version: 'v1' | 'v2c'; readonly community: Secret } | UserConfig;

export type AskConfig = {
  readonly port: number;
  readonly credentials: CredentialConfig;
  /** Tried where the first are not answered. */
  readonly otherCredentials: readonly CredentialConfig[];
  readonly timeoutMs: number;
  readonly retries: number;
};

/** The device's own word first, then the fleet's. */
export function askConfig(own: AskingSettings, fleet: AskingSettings): AskConfig {
  const [credentials, ...otherCredentials] = credentialsOf(own, fleet);
  return {
    port: own.port ?? fleet.port ?? 161,
    credentials: credentials ?? byCommunity(undefined, new Secret('public')),
    otherCredentials,
    timeoutMs: own.timeout ?? fleet.timeout ?? 2000,
    retries: own.retries ?? fleet.retries ?? 1,
  };
}

/** A community or a user of its own also decides a device's version, and that it has no other. */
function credentialsOf(own: AskingSettings, fleet: AskingSettings): CredentialConfig[] {
  const saysOne = own.version ?? own.community ?? own.v3;
  const several = own.credentials ?? (saysOne === undefined ? fleet.credentials : undefined);
  if (several) {
    return several.map(({ version, community, v3 }) =>
      v3 ? userConfig(v3) : byCommunity(version, community ?? new Secret('public')),
    );
  }
  const version = own.version ?? impliedVersion(own) ?? fleet.version ?? impliedVersion(fleet) ?? 'v2c';
  const v3 = own.v3 ?? fleet.v3;
  if (version === 'v3' && v3) return [userConfig(v3)];
  return [byCommunity(version, own.community ?? fleet.community ?? new Secret('public'))];
}

function byCommunity(version: string | undefined, community: Secret): CredentialConfig {
  return { version: version === 'v1' ? 'v1' : 'v2c', community };
}

export function userConfig(v3: UserSettings): UserConfig {
  return {
    version: 'v3',
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
