/** A mail server that Platen itself talks to, as the configuration has it: of the relay's upstream and of probes. */
import type { Secret } from '../../contract/secret.ts';
import type { PasswordMethod, SmtpLogin } from './login.ts';
import type { TokenGrant, TokenShelf } from './tokens.ts';
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

/** The login as the conversation needs it. Tokens are kept as long as what this gives is. */
export function openLogin(login: LoginConfig | null, now: () => number, shelf?: TokenShelf): SmtpLogin | null {
  if (login === null || login.kind === 'password') return login;
  return { kind: 'oauth', user: login.user, tokens: createTokens(login.grant, { now, ...(shelf && { shelf }) }) };
}
