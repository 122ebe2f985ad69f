/** The keys of `platen.yaml` that say how a device is asked: the same for the whole fleet, a range, or a single device. */
import { z } from 'zod';
import { Secret } from '../contract/secret.ts';
import { durationSchema } from '../contract/settings.ts';
import { durationText } from './cadence.ts';
import { authProtocols, privProtocols } from './snmp/target.ts';

export const secret = z
  .string()
  .min(1)
  .transform((given) => new Secret(given));
export const text = z.string().min(1).max(200);
const version = z.enum(['v1', 'v2c', 'v3']);

export const userSettings = z
  .strictObject({
    user: text,
    context: text.optional(),
    auth_protocol: z.enum(authProtocols).default('sha256'),
    auth_password: secret.optional(),
    privacy_protocol: z.enum(privProtocols).default('aes'),
    privacy_password: secret.optional(),
  })
  .refine((v3) => !v3.privacy_password || v3.auth_password, {
    message: 'encrypts without a key to sign with; add "auth_password" (SNMPv3 has no privacy without authentication)',
  });
export type UserSettings = z.output<typeof userSettings>;

const oneOfSeveral = z
  .strictObject({ version: version.optional(), community: secret.optional(), v3: userSettings.optional() })
  .refine((given) => (given.community === undefined) !== (given.v3 === undefined), {
    message: 'needs either "community" or "v3"',
  })
  .refine((given) => given.version === undefined || (given.version === 'v3') === (given.v3 !== undefined), {
    message: 'says another version than what it holds',
  });

export const askingShape = {
  port: z.number().int().min(1).max(65535).optional(),
  version: version.optional(),
  community: secret.optional(),
  v3: userSettings.optional(),
  /** Tried one after the other where it is not known which of them a device wants; what worked is remembered. */
  credentials: z.array(oneOfSeveral).min(1).max(10).optional(),
  timeout: atLeast(50).optional(),
  retries: z.number().int().min(0).max(10).optional(),
};

type Asking = { readonly [key in keyof typeof askingShape]?: unknown };

/** What makes a mapping with these keys say how a device is asked, and what it lacks. */
export const asksProperly = [
  (asking: Asking) => asking.version !== 'v3' || asking.v3 !== undefined,
  { message: 'says version v3 but not who asks; add "v3:" with at least "user"' },
] as const;
export const asksOneWay = [
  (asking: Asking) =>
    asking.credentials === undefined || [asking.version, asking.community, asking.v3].every((key) => key === undefined),
  { message: 'has "credentials" and beside it "version", "community" or "v3"; write them all under "credentials"' },
] as const;

export function atLeast(ms: number) {
  return durationSchema.refine((given) => given >= ms, { error: `is too short; write ${durationText(ms)} or more` });
}
