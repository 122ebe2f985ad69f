/** The key `traps:` of `platen.yaml`, and what the agent works with. */
import { z } from 'zod';
import type { Secret } from '../../contract/secret.ts';
import { listenSchema } from '../../contract/settings.ts';
import { secret, userSettings } from '../asking-settings.ts';
import { type AskConfig, type CredentialConfig, type UserConfig, userConfig } from '../credentials.ts';

export const trapSettings = z.strictObject({
  /** `:162` needs a privilege on most systems, `:1162` does not. */
  listen: listenSchema,
  /** Of traps of v1 and v2c: one or several; those that devices are asked with where absent. */
  community: z.union([secret, z.array(secret).min(1).max(20)]).optional(),
  /** Of traps of v3; those that devices are asked as where absent. */
  users: z.array(userSettings).max(100).optional(),
});
export type TrapSettings = z.output<typeof trapSettings>;

export type TrapConfig = {
  readonly host: string;
  readonly port: number;
  readonly communities: readonly Secret[];
  readonly users: readonly UserConfig[];
};

/** Devices mostly send with the credentials that they are asked with, so those are taken where the file names no others. */
export function trapConfig(settings: TrapSettings, asked: readonly AskConfig[]): TrapConfig {
  const { listen, community, users } = settings;
  const credentials = asked.flatMap((ask) => [ask.credentials, ...ask.otherCredentials]);
  return {
    ...listen,
    communities: community === undefined ? communitiesOf(credentials) : [community].flat(),
    users: users?.map(userConfig) ?? usersOf(credentials),
  };
}

function communitiesOf(credentials: readonly CredentialConfig[]): Secret[] {
  const all = credentials.flatMap((each) => (each.version === 'v3' ? [] : [each.community]));
  return [...new Map(all.map((community) => [community.reveal(), community])).values()];
}

/** A name stands for one user: the first that is asked as. */
function usersOf(credentials: readonly CredentialConfig[]): UserConfig[] {
  const all = credentials.flatMap((each) => (each.version === 'v3' ? [each] : []));
  return [...new Map(all.toReversed().map((user) => [user.user, user])).values()].reverse();
}
