import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTokens, type TokenGrant } from '../../../agent/smtp/tokens.ts';
import { Secret } from '../../../contract/secret.ts';
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts';

let endpoint: TokenEndpoint;
let now = 0;
beforeEach(async () => {
  endpoint = await startTokenEndpoint();
  now = 1_000_000;
});
afterEach(() => endpoint.stop());

const grantOf = (part: Partial<TokenGrant> = {}): TokenGrant => ({
  url: endpoint.url,
  clientId: 'app-1',
  clientSecret: new Secret('hush'),
  refreshToken: null,
  scope: 'https://outlook.office365.com/.default',
  ...part,
});

test('the application asks for itself, once for many, and again shortly before the end', async () => {
  const tokens = createTokens(grantOf(), { now: () => now });
  const many = await Promise.all(Array.from({ length: 200 }, () => tokens.get()));
  expect(new Set(many.map((token) => token.reveal()))).toEqual(new Set(['token-1']));
  expect(Object.fromEntries(endpoint.asked[0] ?? [])).toEqual({
    client_id: 'app-1',
    client_secret: 'hush',
    grant_type: 'client_credentials',
    scope: 'https://outlook.office365.com/.default',
  });
  now += 3_200_000;
  expect((await tokens.get()).reveal()).toBe('token-1');
  now += 200_000;
  expect((await tokens.get()).reveal()).toBe('token-2');
  expect(endpoint.asked).toHaveLength(2);
});

test('a token that was refused is not given again', async () => {
  const tokens = createTokens(grantOf(), { now: () => now });
  tokens.discard(await tokens.get());
  expect((await tokens.get()).reveal()).toBe('token-2');
});

test('a refresh token that is replaced is kept on the shelf and used from then on', async () => {
  let shelved: Secret | null = null;
  const shelf = {
    get: () => shelved,
    put(token: Secret) {
      shelved = token;
    },
  };
  endpoint.answer = (form) => ({
    status: 200,
    body: JSON.stringify({ access_token: 'a', expires_in: '60', refresh_token: `${form.get('refresh_token')}+` }),
  });
  const grant = grantOf({ refreshToken: new Secret('r'), clientSecret: null });
  const tokens = createTokens(grant, { now: () => now, shelf });
  await tokens.get();
  now += 60_000;
  await tokens.get();
  expect(endpoint.asked.map((form) => form.get('refresh_token'))).toEqual(['r', 'r+']);
  expect(endpoint.asked[0]?.has('client_secret')).toBe(false);
  const later = createTokens(grant, { now: () => now, shelf });
  await later.get();
  expect(endpoint.asked.at(-1)?.get('refresh_token')).toBe('r++');
});

test.each([
  [
    401,
    '{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired. Trace ID: 1-2"}',
    /invalid_client: AADSTS7000222: The provided client secret keys are expired\.$/,
  ],
  [500, '<html>', /the endpoint answered 500$/],
  [200, '{"access_token":"a b"}', /the endpoint answered 200$/],
  [200, 'x'.repeat(200_000), /the endpoint answered 200$/],
])('%i %s is no token', async (status, body, said) => {
  endpoint.answer = () => ({ status, body });
  const tokens = createTokens(grantOf(), { now: () => now });
  await expect(tokens.get()).rejects.toMatchObject({ code: 'SMTP_TOKEN', message: expect.stringMatching(said) });
  await expect(tokens.get()).rejects.not.toHaveProperty('message', expect.stringContaining('hush'));
});

test('nobody there', async () => {
  await endpoint.stop();
  await expect(createTokens(grantOf(), { now: () => now }).get()).rejects.toMatchObject({
    code: 'SMTP_TOKEN',
    message: expect.stringContaining('Connection refused'),
  });
});
