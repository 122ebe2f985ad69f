/** Logging in to a mail server: PLAIN (RFC 4616), LOGIN, and XOAUTH2 as Microsoft and Google have it. */
import type { Secret } from '../../contract/secret.ts';
import { SmtpRefusal } from './fault.ts';
import type { Offers } from './offers.ts';
import type { SmtpReply } from './replies.ts';
import type { Talk } from './talk.ts';

export type AccessTokens = {
  /** One that is valid now. Rejects with `SmtpBreak` where none can be had. */
  get(): Promise<Secret>;
  /** The server does not take it: the next must be a new one. */
  discard(token: Secret): void;
};

export type SmtpLogin =
  | {
      readonly kind: 'password';
      readonly user: string;
      readonly password: Secret;
      readonly method: PasswordMethod | null;
    }
  | { readonly kind: 'oauth'; readonly user: string; readonly tokens: AccessTokens };

export const passwordMethods = ['PLAIN', 'LOGIN'] as const;
export type PasswordMethod = (typeof passwordMethods)[number];
export type LoginMethod = PasswordMethod | 'XOAUTH2';

/** The method that both sides have, or `null`. */
export function chooseMethod(login: SmtpLogin, { authMethods }: Offers): LoginMethod | null {
  if (login.kind === 'oauth') return authMethods.includes('XOAUTH2') ? 'XOAUTH2' : null;
  const wanted = login.method === null ? passwordMethods : [login.method];
  return wanted.find((method) => authMethods.includes(method)) ?? null;
}

/** Logs in; gives the reply that says so. Rejects with `SmtpRefusal` or `SmtpBreak`. */
export async function logIn(talk: Talk, login: SmtpLogin, method: LoginMethod, patienceMs: number): Promise<SmtpReply> {
  if (login.kind === 'oauth') return logInByToken(talk, login.user, login.tokens, patienceMs);
  const { user, password } = login;
  if (method === 'PLAIN') {
    return settle(await talk.ask(`AUTH PLAIN ${base64(`\0${user}\0${password.reveal()}`)}`, patienceMs));
  }
  expect334(await talk.ask('AUTH LOGIN', patienceMs));
  expect334(await talk.ask(base64(user), patienceMs));
  return settle(await talk.ask(base64(password.reveal()), patienceMs));
}

/** A token may have been withdrawn before its time: one that is refused is replaced, once. */
async function logInByToken(talk: Talk, user: string, tokens: AccessTokens, patienceMs: number): Promise<SmtpReply> {
  const first = await tokens.get();
  const reply = await sendToken(talk, user, first, patienceMs);
  if (reply.code !== 535 || !talk.isOpen()) return settle(reply);
  tokens.discard(first);
  const second = await tokens.get();
  return settle(await sendToken(talk, user, second, patienceMs));
}

/** `user=…^Aauth=Bearer …^A^A`. A refusal comes as 334 with a JSON in Base64, and as a reply after an empty line. */
async function sendToken(talk: Talk, user: string, token: Secret, patienceMs: number): Promise<SmtpReply> {
  const response = base64(`user=${user}\u0001auth=Bearer ${token.reveal()}\u0001\u0001`);
  const reply = await talk.ask(`AUTH XOAUTH2 ${response}`, patienceMs);
  return reply.code === 334 ? talk.ask('', patienceMs) : reply;
}

function settle(reply: SmtpReply): SmtpReply {
  if (reply.code < 200 || reply.code >= 300) throw new SmtpRefusal('auth', reply);
  return reply;
}

function expect334(reply: SmtpReply): void {
  if (reply.code !== 334) throw new SmtpRefusal('auth', reply);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
