/** Access tokens for XOAUTH2, from the token endpoint of a tenant (RFC 6749 §4.4 and §6), kept until shortly before they end. */
import { Agent, request } from 'undici';
import { z } from 'zod';
import { Secret } from '../../contract/secret.ts';
import { SmtpBreak, wordsOf } from './fault.ts';
import type { AccessTokens } from './login.ts';

export type TokenGrant = {
  /** The address of the endpoint. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret | null;
  /** `null`: the application itself is let in (client credentials). */
  readonly refreshToken: Secret | null;
  readonly scope: string | null;
};

/** Where a refresh token that the endpoint replaced is kept over a restart. */
export type TokenShelf = { get(): Secret | null; put(token: Secret): void };

export type TokenPorts = {
  readonly now: () => number;
  readonly shelf?: TokenShelf;
  readonly patienceMs?: number;
};

/** A token is not used in its last minutes: the mail that it opens may take some. */
const marginMs = 5 * 60_000;
const longestAnswer = 64 * 1024;

const answerSchema = z.object({
  access_token: z
    .string()
    .min(1)
    .max(16_384)
    .regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().min(0).default(3600),
  refresh_token: z.string().min(1).max(16_384).optional(),
});
const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

export function createTokens(grant: TokenGrant, { now, shelf, patienceMs = 20_000 }: TokenPorts): AccessTokens {
  const client = new Agent({
    connect: { timeout: patienceMs },
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    keepAliveTimeout: 1000,
  });
  let kept: { readonly token: Secret; readonly endsAt: number } | null = null;
  let refreshToken = shelf?.get() ?? grant.refreshToken;
  let asking: Promise<Secret> | null = null;

  async function ask(): Promise<Secret> {
    const form = new URLSearchParams({
      client_id: grant.clientId,
      grant_type: refreshToken ? 'refresh_token' : 'client_credentials',
      ...(grant.clientSecret && { client_secret: grant.clientSecret.reveal() }),
      ...(refreshToken && { refresh_token: refreshToken.reveal() }),
      ...(grant.scope !== null && { scope: grant.scope }),
    });
    const askedAt = now();
    const { status, text } = await post(grant.url, form.toString(), client);
    const parsed = answerSchema.safeParse(parseJson(text));
    if (status !== 200 || !parsed.success) throw new SmtpBreak('SMTP_TOKEN', refusalText(status, text));
    const { access_token, expires_in, refresh_token } = parsed.data;
    const token = new Secret(access_token);
    const lifeMs = expires_in * 1000;
    kept = { token, endsAt: askedAt + lifeMs - Math.min(marginMs, lifeMs / 2) };
    if (refresh_token !== undefined && refresh_token !== refreshToken?.reveal()) {
      refreshToken = new Secret(refresh_token);
      shelf?.put(refreshToken);
    }
    return token;
  }

  return {
    async get() {
      if (kept && now() < kept.endsAt) return kept.token;
      // Two hundred scans at once need one token.
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    discard(token) {
      if (kept?.token === token) kept = null;
    },
  };
}

async function post(url: string, body: string, client: Agent): Promise<{ status: number; text: string }> {
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: client,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body,
    });
    let text = '';
    for await (const chunk of answer.body.setEncoding('utf8')) {
      text += chunk;
      if (text.length > longestAnswer) break;
    }
    return { status: answer.statusCode, text };
  } catch (error) {
    throw new SmtpBreak('SMTP_TOKEN', `no access token, the endpoint did not answer: ${wordsOf(error)}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** RFC 6749 §5.2. Descriptions of Microsoft begin with their number, e.g. AADSTS7000222, and end with trace ids. */
function refusalText(status: number, text: string): string {
  const refusal = refusalSchema.safeParse(parseJson(text));
  if (!refusal.success) return `no access token, the endpoint answered ${status}`;
  const { error, error_description: description = '' } = refusal.data;
  const [first = ''] = description.split(/[\r\n]|\s(?:Trace|Correlation) ID:/, 1);
  return `no access token, ${error}${first ? `: ${first.slice(0, 300)}` : ''}`;
}
