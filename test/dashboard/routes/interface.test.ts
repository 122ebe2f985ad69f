/** The interface as a whole: its description, its errors, its look-up, its page. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problemSchema } from '../../../contract/index.ts';
import { ProblemError, problemFrom, problemOf, problems } from '../../../dashboard/errors.ts';
import { pageRoutes } from '../../../dashboard/routes/page.ts';
import { type Office, openOffice } from '../office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

describe('OpenAPI', () => {
  const description = async () => (await office.app.inject('/api/openapi.json')).json();

  test('describes each shape once, and refers to nothing that is not there', async () => {
    const all = await description();
    const references = [...JSON.stringify(all).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(references).toContain('Alert');
    expect(Object.keys(all.components.schemas)).toEqual(expect.arrayContaining(references));
  });

  test('is 3.1 and names every route', async () => {
    const { openapi, paths } = await description();
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/push',
        '/api/v1/summary',
        '/api/v1/devices',
        '/api/v1/devices/{id}',
        '/api/v1/devices/{id}/history',
        '/api/v1/supplies',
        '/api/v1/scans',
        '/api/v1/alerts',
        '/api/v1/alerts/{id}/acknowledge',
        '/api/v1/alerts/{id}/unacknowledge',
        '/api/v1/subscriptions',
        '/api/v1/subscriptions/{id}/test',
        '/api/v1/deliveries',
        '/api/v1/deliveries/{id}/redeliver',
        '/api/v1/agents',
        '/api/v1/catalogue',
        '/api/v1/events',
        '/api/v1/login',
        '/healthz',
      ]),
    );
    const push = paths['/api/v1/push'].post;
    expect(push.requestBody.content['application/json'].schema.properties).toHaveProperty('readings');
    for (const operations of Object.values<Record<string, { summary?: string }>>(paths)) {
      for (const { summary } of Object.values(operations)) expect(summary).toEqual(expect.any(String));
    }
  });
});

describe('errors', () => {
  test('each is a problem document that fits the contract', () => {
    for (const code of Object.keys(problems) as (keyof typeof problems)[]) {
      expect(problemSchema.parse(problemOf(new ProblemError(code, 'why')))).toMatchObject({
        code,
        status: problems[code].status,
      });
    }
  });

  test('each is used somewhere, and its status is that of its kind', () => {
    const root = path.resolve(import.meta.dirname, '../../..');
    const files = globSync('dashboard/**/*.ts', { cwd: root }).filter((file) => !file.includes('/web/'));
    const text = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
    for (const code of Object.keys(problems)) expect(text.split(`'${code}'`).length, code).toBeGreaterThan(1);
  });

  test('what is no fault of the request is not explained to it', async () => {
    office.store.alerts.counts = async () => {
      throw new Error('disk on fire at /secret/place');
    };
    const answer = await office.app.inject('/api/v1/summary');
    expect(answer.json()).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(answer.body).not.toContain('secret');
  });

  test.each([null, undefined, 'text', 42, new Error('x'), { statusCode: 418, name: 'x', message: 'y' }])(
    '%s is none of ours',
    (thrown) => {
      expect(problemFrom(thrown)).toBeNull();
    },
  );

  test('what leads nowhere is a problem document too', async () => {
    for (const url of ['/nix', '/api/v1/nix', '/api/v2']) {
      expect((await office.app.inject(url)).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
  });

  test('a body with a thousand faults is answered with fifty', async () => {
    const answer = await office.send({ readings: Array(1000).fill({}) });
    expect(answer.json().errors).toHaveLength(50);
  });

  test('a body that is too large is told so', async () => {
    const answer = await office.post('login', { user: 'x'.repeat(100_000), password: '' });
    expect(answer.json()).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  });
});

test('the store that does not answer is not ready', async () => {
  expect((await office.app.inject('/readyz')).json()).toEqual({ status: 'ok' });
  office.store.ping = async () => {
    throw new Error('gone');
  };
  expect((await office.app.inject('/readyz')).json()).toMatchObject({ status: 503, code: 'NOT_READY' });
  expect((await office.app.inject('/healthz')).statusCode).toBe(200);
});

test('the catalogue answers what a code means', async () => {
  const { items } = await office.get<{ items: unknown[] }>(
    `catalogue?q=${encodeURIComponent('SERVICE CALL 173: FATAL ERROR')}&vendor=oki`,
  );
  expect(items).toMatchObject([{ found: true, kind: 'device', vendor: 'oki', code: '173', condition: 'fuser-fault' }]);
  expect((await office.app.inject('/api/v1/catalogue')).json()).toMatchObject({ status: 400, code: 'QUERY_INVALID' });
});

describe('the page', () => {
  const answer = async (dist: string) => {
    const app = fastify();
    await pageRoutes(app as never, dist);
    const got = await app.inject('/');
    await app.close();
    return got;
  };

  test('that is not built says what to do', async () => {
    const { statusCode, body } = await answer('/nowhere');
    expect([statusCode, body]).toEqual([503, expect.stringContaining('npm run build')]);
  });

  test('that is built is served, and asked for anew each time', async () => {
    const dist = mkdtempSync(path.join(tmpdir(), 'platen-page-'));
    writeFileSync(path.join(dist, 'index.html'), '<!doctype html><title>Platen</title>');
    const { statusCode, body, headers } = await answer(dist);
    rmSync(dist, { recursive: true });
    expect([statusCode, body, headers['cache-control']]).toEqual([200, expect.stringContaining('Platen'), 'no-cache']);
  });
});
