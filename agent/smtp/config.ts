/** A mail server that Platen itself talks to, as the configuration has it: of the relay's upstream and of probes. */
import type { Secret } from '../../contract/secret.ts';
import type { PasswordMethod, SmtpLogin } from './login.ts';
import { openShelf } from './shelf.ts';
import type { TokenGrant } from './tokens.ts';
import { createTokens } from './tokens.ts';

export type LoginConfig =
  | {
      readonly kind: 'password';
      readonly user: string;
      readonly password: Secret;
      readonly method: PasswordMethod | null;
    }
  | { readonly kind: 'oauth'; readonly user: string; readonly grant: TokenGrant };

export type ServerConfig = {
  readonly host: string;
  readonly port: number;
  readonly tls: 'starttls' | 'implicit' | 'none';
  /** False takes any certificate. */
  readonly verify: boolean;
  /** Path of a PEM file with authorities to trust besides the usual ones. */
  readonly ca: string | null;
  /** What we call ourselves there; `null`: by our address. */
  readonly name: string | null;
  readonly login: LoginConfig | null;
  readonly connectMs: number;
  readonly replyMs: number;
};

/**
 * The login as the conversation needs it. Access tokens are kept as long as what this gives is; a refresh token that is
 * replaced is kept in `folder`, where there is one.
 */
export function openLogin(login: LoginConfig | null, now: () => number, folder: string | null): SmtpLogin | null {
  if (login === null || login.kind === 'password') return login;
  const { user, grant } = login;
  const shelf = folder === null || grant.refreshToken === null ? {} : { shelf: openShelf(folder, grant.refreshToken) };
  return { kind: 'oauth', user, tokens: createTokens(grant, { now, ...shelf }) };
}
