/** Who is let in: login and session, foreign pages, foreign names. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Office, openOffice, token } from '../office.ts';
import { samplePush } from '../samples.ts';

let office: Office;
afterEach(() => office.close());

const login = { user: 'admin', password: 'correct horse' };
type Headers = Record<string, string>;
const ask = (url: string, headers: Headers = {}) => office.app.inject({ method: 'GET', url, headers });
const logIn = (payload: object = login, headers: Headers = {}) =>
  office.app.inject({ method: 'POST', url: '/api/v1/login', headers, payload });

describe('with a login', () => {
  const open = async (more: object = {}) => {
    office = await openOffice({ dashboard: { login, agents: [{ name: 'hq-1', token }], ...more } });
  };
  const cookieOf = (answer: Awaited<ReturnType<typeof logIn>>) => answer.cookies[0];

  test.each(['summary', 'devices', 'alerts', 'events', 'subscriptions', 'catalogue?q=550', 'nothing-here'])(
    '%s asks for it',
    async (path) => {
      await open();
      expect((await ask(`/api/v1/${path}`)).json()).toMatchObject({ status: 401, code: 'LOGIN_NEEDED' });
    },
  );

  test('the page, health and the question who one is are open', async () => {
    await open();
    expect((await ask('/healthz')).statusCode).toBe(200);
    expect((await ask('/')).statusCode).not.toBe(401);
    expect((await ask('/api/v1/session')).json()).toEqual({ loginNeeded: true, user: null });
    expect((await ask('/api/openapi.json')).statusCode).toBe(401);
  });

  test('gives a cookie that lets in until logged out', async () => {
    await open();
    const answer = await logIn();
    expect(answer.json()).toEqual({ loginNeeded: true, user: 'admin' });
    expect(cookieOf(answer)).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    const cookie = `${cookieOf(answer)?.name}=${cookieOf(answer)?.value}`;
    expect((await ask('/api/v1/summary', { cookie })).statusCode).toBe(200);
    expect((await ask('/api/v1/session', { cookie })).json()).toEqual({ loginNeeded: true, user: 'admin' });
    await office.app.inject({ method: 'POST', url: '/api/v1/logout', headers: { cookie } });
    expect((await ask('/api/v1/summary', { cookie })).statusCode).toBe(401);
  });

  test('lasts a week', async () => {
    await open();
    const answer = await logIn();
    const cookie = `${cookieOf(answer)?.name}=${cookieOf(answer)?.value}`;
    office.advance(7 * 86_400_000 - 1);
    expect((await ask('/api/v1/summary', { cookie })).statusCode).toBe(200);
    office.advance(1);
    expect((await ask('/api/v1/summary', { cookie })).statusCode).toBe(401);
  });

  test.each([
    { user: 'admin', password: 'wrong' },
    { user: 'root', password: 'correct horse' },
    { user: 'admin', password: '' },
  ])('%j does not let in', async (payload) => {
    await open();
    const answer = await logIn(payload);
    expect(answer.json()).toMatchObject({ status: 401, code: 'LOGIN_WRONG' });
    expect(answer.cookies).toEqual([]);
  });

  test('is not to be guessed: ten tries a minute', async () => {
    await open();
    const codes = [];
    for (let i = 0; i < 11; i++) codes.push((await logIn({ user: 'admin', password: `${i}` })).json().code);
    expect(codes).toEqual([...Array(10).fill('LOGIN_WRONG'), 'TOO_MANY_REQUESTS']);
  });

  test('a push needs its token and no cookie; a cookie does not push', async () => {
    await open();
    const push = (headers: Headers) =>
      office.app.inject({ method: 'POST', url: '/api/v1/push', headers, payload: samplePush() });
    expect((await push({ authorization: `Bearer ${token}` })).statusCode).toBe(200);
    const cookie = `${cookieOf(await logIn())?.name}=${cookieOf(await logIn())?.value}`;
    expect((await push({ cookie })).json()).toMatchObject({ code: 'TOKEN_MISSING' });
  });

  test('behind https the cookie is for https only', async () => {
    await open();
    expect(cookieOf(await logIn())).not.toHaveProperty('secure');
    await office.close();
    await open({ url: 'https://platen.example/' });
    expect(cookieOf(await logIn())).toMatchObject({ secure: true });
  });

  test('an invented cookie is nobody', async () => {
    await open();
    expect((await ask('/api/v1/summary', { cookie: 'platen_session=invented' })).statusCode).toBe(401);
  });
});

describe('pages of other sites', () => {
  test.each([
    ['http://evil.example', 'localhost:8631'],
    ['null', 'localhost:8631'],
    ['http://localhost:9999', 'localhost:8631'],
  ])('a change from %s is refused', async (origin, host) => {
    office = await openOffice();
    const answer = await logIn({}, { origin, host });
    expect(answer.json()).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
  });

  test('our own page and callers that are no browser are let in', async () => {
    office = await openOffice({ dashboard: { url: 'https://platen.example' } });
    const from = (headers: Headers) => office.app.inject({ method: 'POST', url: '/api/v1/logout', headers });
    expect((await from({ host: '127.0.0.1:8631', origin: 'http://127.0.0.1:8631' })).statusCode).toBe(200);
    expect((await from({ host: '127.0.0.1:8631', origin: 'https://platen.example' })).statusCode).toBe(200);
    expect((await from({ host: 'platen.example' })).statusCode).toBe(200);
  });

  test.each(['evil.example', 'evil.example:8631', '127.0.0.1.evil.example', '10.0.0.1'])(
    'a name that is made to point here is refused: "%s"',
    async (host) => {
      office = await openOffice();
      expect((await ask('/api/v1/summary', { host })).json()).toMatchObject({ status: 403, code: 'HOST_FOREIGN' });
    },
  );

  test.each(['127.0.0.1:8631', 'localhost', '[::1]:8631', 'LOCALHOST:1'])('%s is our own name', async (host) => {
    office = await openOffice();
    expect((await ask('/api/v1/summary', { host })).statusCode).toBe(200);
  });
});

test('no script or style inside a page, no frame around it', async () => {
  office = await openOffice();
  const policy = String((await ask('/healthz')).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});
