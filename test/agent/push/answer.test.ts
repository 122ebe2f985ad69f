import { describe, expect, test } from 'vitest';
import { judgeAnswer, retryDelay } from '../../../agent/push/answer.ts';

const problem = (code: string, status: number) =>
  JSON.stringify({ type: 'urn:x', title: 'T', status, detail: 'Because.', code });

describe('judgeAnswer', () => {
  test.each([
    [200, '{"accepted":true,"agent":"a","seq":7}', 'taken', 'HTTP_200'],
    [200, '{"accepted":false,"agent":"a","seq":7}', 'taken', 'HTTP_200'],
    [200, '{"accepted":true,"agent":"a","seq":8}', 'elsewhere', 'HTTP_200'],
    [200, '<html>Welcome to our wireless network</html>', 'elsewhere', 'HTTP_200'],
    [204, '', 'elsewhere', 'HTTP_204'],
    [302, '', 'elsewhere', 'HTTP_302'],
    [400, problem('BODY_INVALID', 400), 'wrong', 'BODY_INVALID'],
    [401, problem('TOKEN_UNKNOWN', 401), 'unauthorized', 'TOKEN_UNKNOWN'],
    [403, '', 'unauthorized', 'HTTP_403'],
    [404, 'not found', 'elsewhere', 'HTTP_404'],
    [413, '', 'large', 'HTTP_413'],
    [429, '', 'busy', 'HTTP_429'],
    [500, problem('INTERNAL', 500), 'failed', 'INTERNAL'],
    [503, '', 'busy', 'HTTP_503'],
  ])('%i %s', (status, body, verdict, code) => {
    expect(judgeAnswer(status, body, 7, null)).toMatchObject({ verdict, code });
  });

  test('the time that is asked for', () => {
    expect(judgeAnswer(503, '', 1, '30').retryAfterMs).toBe(30_000);
    expect(judgeAnswer(503, '', 1, 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfterMs).toBeNull();
    expect(judgeAnswer(503, '', 1, null).retryAfterMs).toBeNull();
  });
});

describe('retryDelay', () => {
  const failed = judgeAnswer(500, '', 1, null);

  test('doubles up to a minute, half of it left to chance', () => {
    expect([1, 2, 3, 7, 50].map((attempt) => retryDelay(failed, attempt, 0))).toEqual([
      500, 1000, 2000, 30_000, 30_000,
    ]);
    expect(retryDelay(failed, 3, 0.5)).toBe(3000);
  });

  test('waits as long as it is asked to, but not for ever', () => {
    expect(retryDelay(judgeAnswer(503, '', 1, '90'), 1, 0)).toBe(90_000);
    expect(retryDelay(judgeAnswer(503, '', 1, '999999'), 1, 0)).toBe(600_000);
  });

  test('what no waiting mends is asked slowly from the start', () => {
    expect(retryDelay(judgeAnswer(401, '', 1, null), 1, 0)).toBe(60_000);
    expect(retryDelay(judgeAnswer(404, '', 1, null), 1, 0)).toBe(60_000);
  });
});
